// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import MetricsTestKit
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
            try session.login(principal: "wilma")
        }
    }

    /// A damaged record is an error that names it, and can be taken away; nothing ends the process.
    @Test(arguments: SQLiteRow.columns, contents)
    func aDamagedRecordIsNamed(column: String, content: String) async throws {
        let locator = try #require(try await store.records(ofPrincipal: "wilma").records.first)
            .locator
        try await store.writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: "UPDATE sessions SET \(column) = \(content)")
        }
        await expectKnown {
            try await site.visit(cookie: cookie) { try await $0["p"].contains("n") }
        }
        await expectKnown {
            try await site.visit(cookie: cookie) { try $0["p"].increment("n") }
        }
        await expectKnown { _ = try await store.inspect(locator) }
        for page in [
            try await store.records(after: nil, limit: 10),
            try await store.records(ofPrincipal: "wilma"),
        ] {
            #expect(page.unreadable.allSatisfy { $0.problem == .damaged })
        }
        _ = try await store.sweep(limit: 10)
        _ = try await store.revoke(locator, secretHash: nil)
        #expect(try await store.inspect(locator) == nil)
    }

    /// A damaged record hides no other, and stands in the way of nothing that is asked of all.
    @Test func aDamagedRecordLeavesTheOthers() async throws {
        let other = try await site.seed { try $0.login(principal: "wilma") }
        let locators = try await locators()
        try await damage(locators[0])
        let damaged = [UnreadableSessionRecord(locators[0], .damaged)]
        let page = try await store.records(ofPrincipal: "wilma")
        #expect(page.records.map(\.locator) == [locators[1]])
        #expect(page.unreadable == damaged)
        var found: [SessionRecordPage] = []
        repeat {
            found.append(try await store.records(after: found.last?.next, limit: 1))
        } while found.last?.next != nil
        #expect(found.flatMap(\.records).map(\.locator) == [locators[1]])
        #expect(found.flatMap(\.unreadable) == damaged)
        try await site.visit(cookie: other) { try $0["p"].increment("n") }
        #expect(try await site.manager.sessions(ofPrincipal: "wilma").count == 1)
        #expect(try await site.manager.endSession(locators[0], ofPrincipal: "wilma"))
        #expect(try await site.manager.endSessions(ofPrincipal: "wilma") == 1)
    }

    @Test func aLoginOverTheMaximumEndsADamagedRecordFirst() async throws {
        let limited = try SessionTestSite(store: store, principalLimit: PrincipalLimit(2))
        _ = try await limited.seed { try $0.login(principal: "wilma") }
        let locators = try await locators()
        try await damage(locators[1])
        _ = try await limited.seed { try $0.login(principal: "wilma") }
        let left = try await store.records(ofPrincipal: "wilma")
        #expect(left.records.count == 2)
        #expect(left.records.first?.locator == locators[0])
        #expect(left.unreadable.isEmpty)
    }

    @Test func aDamagedRecordIsCounted() async throws {
        let metrics = TestMetrics()
        let manager = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            metrics: metrics
        )
        try await damage(locators()[0])
        #expect(try await manager.sessions(ofPrincipal: "wilma").isEmpty)
        let dimensions = [("store", store.name), ("reason", "damaged")]
        #expect(try metrics.expectCounter("sessions.unreadable", dimensions).totalValue == 1)
    }

    private func locators() async throws -> [SessionLocator] {
        try await store.records(ofPrincipal: "wilma").records.map(\.locator)
    }

    private func damage(_ locator: SessionLocator) async throws {
        try await store.writer.write { database in
            try database.execute(
                sql: "UPDATE sessions SET created = 'text' WHERE locator = ?",
                arguments: [Data(locator.bytes)]
            )
        }
    }

    /// A value that is no bytes is a value that cannot be read; the others can.
    @Test(arguments: contents)
    func aDamagedValueLeavesTheOthers(content: String) async throws {
        try await store.writer.write { database in
            try database.execute(
                sql: "UPDATE session_values SET value = \(content) WHERE field = 'p/n'"
            )
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { try await $0["p"].value("n", as: Int.self) }
        }
        #expect(error?.code == .undecodable)
        #expect(error?.store == "sqlite")
        #expect(error?.package == "p")
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
            #expect(error.code == .unreadableRecord)
            #expect(error.message.contains("is damaged"), "\(error.message)")
            #expect(error.cause == "damaged record")
            let logged = "\(error.logMetadata)"
            for name in ["wilma", "color", "red", "Firefox"] {
                #expect(!logged.contains(name), "\(logged)")
            }
            #expect(error.store == "sqlite")
        } catch {
            Issue.record(error)
        }
    }
}
#endif
