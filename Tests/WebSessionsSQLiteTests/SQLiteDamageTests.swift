#if SQLite
import GRDB
import Testing
import TestSupport
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

/// Rows that another program changed, or that a bad disk did.
@Suite struct SQLiteDamageTests {
    private static let contents = [
        "'text'", "X'00'", "X''", "1.5", "-1", "9223372036854775807", "-9223372036854775808",
    ]

    private let folder: SQLiteFolder
    private let store: SQLiteSessionStore
    private let site: SessionTestSite
    private let cookie: String

    init() async throws {
        folder = try SQLiteFolder()
        store = try folder.store()
        site = try SessionTestSite(store: store)
        cookie = try await site.seed { session in
            try session["p"].set("red", for: "color")
            try session["p"].set(7, for: "n")
            try session.login(principal: "ada")
        }
    }

    /// A damaged record is an error that names it, and can be taken away; nothing ends the process.
    @Test(arguments: SQLiteRow.columns, contents)
    func aDamagedRecordIsNamed(column: String, content: String) async throws {
        let locator = try #require(try await store.records(ofPrincipal: "ada").first).locator
        try await store.pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: "UPDATE sessions SET \(column) = \(content)")
        }
        await expectKnown {
            try await site.visit(cookie: cookie) { try await $0["p"].contains("n") }
        }
        await expectKnown {
            try await site.visit(cookie: cookie) { try $0["p"].increment("n") }
        }
        await expectKnown { _ = try await store.records(after: nil, limit: 10) }
        await expectKnown { _ = try await store.records(ofPrincipal: "ada") }
        await expectKnown { _ = try await store.inspect(locator) }
        _ = try await store.sweep(limit: 10)
        _ = try await store.revoke(locator, secretHash: nil)
        #expect(try await store.inspect(locator) == nil)
    }

    /// A value that is no bytes is a value that cannot be read; the others can.
    @Test(arguments: contents)
    func aDamagedValueLeavesTheOthers(content: String) async throws {
        try await store.pool.write { database in
            try database.execute(
                sql: "UPDATE session_values SET value = \(content) WHERE field = 'p/n'"
            )
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { try await $0["p"].value("n", as: Int.self) }
        }
        #expect(error?.code == .undecodable)
        #expect(error?.key == "n")
        let color = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(color.result == "red")
        try await site.visit(cookie: cookie) { try $0["p"].set(8, for: "n") }
    }

    private func expectKnown(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch let error as SessionError {
            #expect(error.code == .storeFailure)
            #expect(error.message.contains("is damaged"), "\(error.message)")
            #expect(error.store != nil)
        } catch {
            Issue.record(error)
        }
    }
}
#endif
