import Logging
import Synchronization

/// Keeps the lines of a log.
final class EventLog: Sendable {
    private let kept = Mutex<[String]>([])

    /// The messages with their metadata.
    var lines: [String] { kept.withLock(\.self) }

    /// The events that the library logged, in their order: `created`, `loaded` and so on.
    var events: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            return words.count > 1 && words[0] == "session" ? String(words[1]) : nil
        }
    }

    func logger() -> Logger {
        Logger(label: "conformance") { _ in Handler(log: self) }
    }

    private struct Handler: LogHandler {
        let log: EventLog
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.kept.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }
}
