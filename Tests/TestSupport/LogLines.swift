// SPDX-License-Identifier: Apache-2.0

import InMemoryLogging
public import Logging

/// Keeps what is logged, at every level.
///
/// `Sendable`.
public struct LogLines: Sendable {
    /// Logs into it.
    public let logger: Logger
    private let handler: InMemoryLogHandler

    /// Makes an empty log.
    public init() {
        let handler = InMemoryLogHandler()
        var logger = Logger(label: "test") { _ in handler }
        logger.logLevel = .trace
        self.handler = handler
        self.logger = logger
    }

    /// Level, message and metadata of each line, in their order and without quotation marks.
    public var all: [String] {
        handler.entries.map { "\($0.level) \($0.message) \($0.metadata)".filter { $0 != "\"" } }
    }
}
