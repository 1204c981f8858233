#if SQLite
import Foundation
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// A folder that goes away with the test that made it.
final class SQLiteFolder: Sendable {
    let url: URL

    init() throws {
        let name = "sessions-\(UUID().uuidString)"
        url = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String = "sessions.db") -> String {
        url.appending(path: name).path
    }

    func store(
        _ name: String = "sessions.db",
        clock: any SessionClock = SystemSessionClock(),
        maximumFileSize: Int? = nil
    ) throws -> SQLiteSessionStore {
        try SQLiteSessionStore(
            path: path(name),
            durability: .normal,
            maximumFileSize: maximumFileSize,
            clock: clock
        )
    }
}
#endif
