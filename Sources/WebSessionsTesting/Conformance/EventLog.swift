// SPDX-License-Identifier: Apache-2.0

import InMemoryLogging
import Logging

/// Keeps the lines of a log.
struct EventLog: Sendable {
    let logger: Logger
    private let handler: InMemoryLogHandler

    init() {
        let handler = InMemoryLogHandler()
        var logger = Logger(label: "conformance") { _ in handler }
        logger.logLevel = .trace
        self.handler = handler
        self.logger = logger
    }

    /// The messages with their metadata.
    var lines: [String] { handler.entries.map { "\($0.message) \($0.metadata)" } }

    /// The events that the library logged, in their order: `created`, `loaded` and so on.
    var events: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            return words.count > 1 && words[0] == "session" ? String(words[1]) : nil
        }
    }
}
