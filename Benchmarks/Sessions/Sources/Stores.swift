// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && Redis && SQLite
import WebSessions
import WebSessionsRedis
import WebSessionsSQLite

/// The stores that are measured, as an application would have them.
struct Stores: Sendable {
    let memory = MemorySessionStore()
    let sqlite: SQLiteSessionStore
    let redis: RedisSessionStore

    /// Makes a file in a folder, and one connection to a server.
    init(redis url: String, folder: String) throws {
        sqlite = try SQLiteSessionStore(path: "\(folder)/sessions.sqlite")
        redis = try RedisSessionStore(url: url, application: "benchmark", connections: 1)
    }

    /// The stores with the names that tables have for them.
    var all: [(name: String, store: any SessionStore)] {
        [("memory", memory), ("SQLite", sqlite), ("Redis", redis)]
    }

    func close() async {
        try? sqlite.close()
        await redis.close()
    }
}
#endif
