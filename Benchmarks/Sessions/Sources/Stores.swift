// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import WebSessions
import WebSessionsPostgres
import WebSessionsRedis
import WebSessionsSQLite

/// The stores that are measured, as an application would have them.
struct Stores: Sendable {
    let memory = MemorySessionStore()
    let sqlite: SQLiteSessionStore
    let redis: RedisSessionStore
    let postgres: PostgresSessionStore
    /// The same sessions over several connections.
    let widePostgres: PostgresSessionStore

    /// Makes a file in a folder, and one connection to each server.
    init(redis url: String, postgres database: String, folder: String) throws {
        sqlite = try SQLiteSessionStore(path: "\(folder)/sessions.sqlite")
        redis = try RedisSessionStore(url: url, application: "benchmark", connections: 1)
        postgres = try PostgresSessionStore(url: database, connections: 1)
        widePostgres = try PostgresSessionStore(
            url: database,
            name: "postgres-wide",
            connections: Self.wide
        )
    }

    /// How many connections are several.
    static let wide = 16

    /// The stores with the names that tables have for them.
    var all: [(name: String, store: any SessionStore)] {
        [("memory", memory), ("SQLite", sqlite), ("Redis", redis), ("PostgreSQL", postgres)]
    }

    func close() async {
        try? sqlite.close()
        await redis.close()
        await postgres.close()
        await widePostgres.close()
    }
}
#endif
