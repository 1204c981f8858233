// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

/// A database of an application that has sessions in it, too.
enum SharedDatabase: CaseIterable {
    case queue, pool

    func open(_ path: String, foreignKeys: Bool = true) throws -> any DatabaseWriter {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = foreignKeys
        switch self {
        case .queue: return try DatabaseQueue(path: path, configuration: configuration)
        case .pool: return try DatabasePool(path: path, configuration: configuration)
        }
    }

    /// With tables of the application's own, one of which is called as one of ours.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("sessions-1") { database in
            try database.execute(sql: "CREATE TABLE sessions (speaker TEXT, room TEXT)")
            try database.execute(sql: "INSERT INTO sessions VALUES ('Ada', 'Hall 1')")
        }
        return migrator
    }()
}

@Suite struct SQLiteSharedTests {
    private let folder: SQLiteFolder

    init() throws {
        folder = try SQLiteFolder()
    }

    @Test(arguments: SharedDatabase.allCases)
    func sessionsAreInTablesOfTheirOwn(_ kind: SharedDatabase) async throws {
        let writer = try kind.open(folder.path())
        try SharedDatabase.migrator.migrate(writer)
        let before = try await Settings.of(writer)
        let store = try SQLiteSessionStore(writer: writer)
        let site = try SessionTestSite(store: store)
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let color = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(color.result == "red")
        _ = try await store.sweep(limit: 10)
        #expect(try await Settings.of(writer) == before)
        let names = try await writer.read { database in
            try String.fetchSet(
                database,
                sql: "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
            )
        }
        let others = names.filter { !$0.hasPrefix("talisman_") }
        #expect(others == ["sessions", "grdb_migrations"])
        #expect(names.count == 2 + 10)
        // The application's migrator sees nothing of it.
        let isSuperseded = try await writer.read { database in
            try SharedDatabase.migrator.hasBeenSuperseded(database)
        }
        #expect(!isSuperseded)
        try SharedDatabase.migrator.migrate(writer)
        let speaker = try await writer.read { database in
            try String.fetchOne(database, sql: "SELECT speaker FROM sessions")
        }
        #expect(speaker == "Ada")
    }

    @Test(arguments: SharedDatabase.allCases)
    func sessionsAreThereWhenTheDatabaseIsOpenedAgain(_ kind: SharedDatabase) async throws {
        let first = try SessionTestSite(
            store: SQLiteSessionStore(writer: kind.open(folder.path()), tablePrefix: "web_")
        )
        let cookie = try await first.seed { try $0["p"].set("red", for: "color") }
        let second = try SessionTestSite(
            store: SQLiteSessionStore(writer: kind.open(folder.path()), tablePrefix: "web_"),
            clientIDs: first.manager.clientIDs
        )
        let color = try await second.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(color.result == "red")
    }

    @Test func storesOfTwoPrefixesKnowNothingOfEachOther() async throws {
        let writer = try SharedDatabase.pool.open(folder.path())
        let stores = try ["a_", "b_"].map { prefix in
            try SQLiteSessionStore(writer: writer, tablePrefix: prefix)
        }
        _ = try await SessionTestSite(store: stores[0]).seed { try $0["p"].set(1, for: "n") }
        #expect(try await stores[0].records(after: nil, limit: 9).records.count == 1)
        #expect(try await stores[1].records(after: nil, limit: 9).records.isEmpty)
    }

    @Test func closingTheStoreLeavesTheDatabaseOpen() async throws {
        let writer = try SharedDatabase.pool.open(folder.path())
        let store = try SQLiteSessionStore(writer: writer)
        try store.close()
        let number = try await writer.read { try Int.fetchOne($0, sql: "SELECT 1") }
        #expect(number == 1)
    }

    @Test func aDatabaseWithoutForeignKeysIsRefused() throws {
        let writer = try SharedDatabase.queue.open(folder.path(), foreignKeys: false)
        let error = #expect(throws: SessionError.self) { try SQLiteSessionStore(writer: writer) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("foreignKeysEnabled") == true)
    }

    @Test(arguments: ["", "1a", "a b", "a\"", "ä", "sqlite_", "SQLite_x", "a;"])
    func aPrefixThatIsNoneIsRefused(_ prefix: String) throws {
        let writer = try SharedDatabase.queue.open(folder.path())
        let error = #expect(throws: SessionError.self) {
            try SQLiteSessionStore(writer: writer, tablePrefix: prefix)
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("tables of that prefix") == true)
    }

    @Test func aTableOfTheApplicationIsNotTaken() throws {
        let writer = try SharedDatabase.queue.open(folder.path())
        try writer.write { try $0.execute(sql: "CREATE TABLE my_sessions (speaker TEXT)") }
        let error = #expect(throws: SessionError.self) {
            try SQLiteSessionStore(writer: writer, tablePrefix: "my_")
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("has a table my_sessions already") == true)
    }

    @Test func tablesOfALaterVersionAreRefused() async throws {
        let writer = try SharedDatabase.queue.open(folder.path())
        _ = try SQLiteSessionStore(writer: writer)
        try await writer.write { database in
            try database.execute(
                sql: "INSERT INTO talisman_session_migrations VALUES ('sessions-99')"
            )
        }
        let error = #expect(throws: SessionError.self) { try SQLiteSessionStore(writer: writer) }
        #expect(error?.message.contains("newer version") == true)
    }

    /// The command finds them where it is told the prefix, and a file of sessions is none.
    @Test func administrationFindsThemByTheirPrefix() async throws {
        let writer = try SharedDatabase.pool.open(folder.path())
        try SharedDatabase.migrator.migrate(writer)
        let site = try SessionTestSite(store: SQLiteSessionStore(writer: writer))
        _ = try await site.seed { try $0["p"].set(1, for: "n") }
        let found = try SQLiteSessionStore(
            existing: folder.path(),
            tablePrefix: "talisman_",
            isReadOnly: true
        )
        #expect(try await found.records(after: nil, limit: 9).records.count == 1)
        let other = #expect(throws: SessionError.self) {
            try SQLiteSessionStore(existing: folder.path(), tablePrefix: "b_", isReadOnly: true)
        }
        #expect(other?.message.contains("has no sessions in it") == true)
        let own = #expect(throws: SessionError.self) { try folder.store() }
        #expect(own?.message.contains("is the database of something else") == true)
    }

    /// What the header and the writer's connection say.
    private struct Settings: Equatable {
        let values: [String]

        static func of(_ writer: any DatabaseWriter) async throws -> Settings {
            let names = [
                "application_id", "user_version", "journal_mode", "synchronous", "auto_vacuum",
                "foreign_keys", "busy_timeout", "wal_autocheckpoint",
            ]
            return try await writer.writeWithoutTransaction { database in
                Settings(
                    values: try names.map { name in
                        try String.fetchOne(database, sql: "PRAGMA \(name)") ?? ""
                    }
                )
            }
        }
    }
}
#endif
