#if Hummingbird
import Logging
import Synchronization

/// Keeps what is logged.
final class LogLines: Sendable {
    private let kept = Mutex<[String]>([])

    /// The messages with their metadata, in their order and without quotation marks.
    var all: [String] { kept.withLock(\.self) }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(lines: self) }
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.level) \(event.message) \(event.metadata ?? [:])"
            lines.kept.withLock { $0.append(line.filter { $0 != "\"" }) }
        }
    }
}
#endif
