// SPDX-License-Identifier: Apache-2.0

#if SQLite
import TestSupport
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// A folder that goes away with the test that made it.
final class SQLiteFolder: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    func path(_ name: String = "sessions.db") -> String {
        "\(folder.path)/\(name)"
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
