// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

/// Ends of sessions that are kept in a file.
@Suite struct SQLiteEndTests {
    @Test func endsOutliveAProcessThatIsKilled() async throws {
        let folder = try SQLiteFolder()
        let path = folder.path()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try SQLiteSessionStore(path: path)
            for principal in ["ada", "bob"] {
                _ = try await SQLiteEndTests.make(store, principal)
            }
            try await store.revokeAll(ofPrincipal: "ada", except: nil)
            kill(getpid(), SIGKILL)
        }
        let clock = ManualClock(now: SystemSessionClock().now.advanced(by: .seconds(60)))
        let store = try folder.store(clock: clock)
        let ends = try await store.ends(limit: 10)
        #expect(ends.map(\.principal) == ["ada"])
        #expect(ends.map(\.cause) == [.revoked])
        try store.close()
    }

    @Test func endsThatWereNotForgottenAreThereAfterARestart() async throws {
        let folder = try SQLiteFolder()
        let clock = ManualClock()
        let before = try folder.store(clock: clock)
        let locator = try await Self.make(before, "ada")
        clock.advance(by: .seconds(3600))
        #expect(try await before.sweep(limit: 10) == 1)
        #expect(try await before.ends(limit: 10).count == 1)
        try before.close()
        clock.advance(by: SessionEnd.patience)
        let after = try folder.store(clock: clock)
        let ends = try await after.ends(limit: 10)
        #expect(ends.map(\.locator) == [locator])
        try await after.forget(ends)
        #expect(try await after.ends(of: locator) == [])
        try after.close()
    }

    @Test func theEndOfADamagedRecordIsTold() async throws {
        let folder = try SQLiteFolder()
        let store = try folder.store()
        let locator = try await Self.make(store, "ada")
        try await store.writer.write { database in
            try database.execute(sql: "UPDATE sessions SET created = 'text', version = 'text'")
        }
        #expect(try await store.revoke(locator, secretHash: nil))
        let ends = try await store.ends(of: locator)
        #expect(ends.map(\.principal) == ["ada"])
        #expect(ends.map(\.created) == [nil])
        try await store.forget(ends)
        #expect(try await store.ends(of: locator) == [])
        try store.close()
    }

    /// A sweep of a site that observes nothing does not look for ends.
    @Test func whatIsExpiredAndKeptHasAnIndexOfItsOwn() async throws {
        let folder = try SQLiteFolder()
        let store = try folder.store()
        let plan = try await store.writer.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    EXPLAIN QUERY PLAN SELECT 1 FROM sessions INDEXED BY sessions_kept
                    WHERE keeps_end AND ends <= 1 LIMIT 1
                    """
            ).map { "\($0)" }.joined()
        }
        #expect(plan.contains("sessions_kept (ends<?)"))
        try store.close()
    }

    @Test func sessionsOfAnEarlierVersionAreKeptFromTheirNextCommitOn() async throws {
        let folder = try SQLiteFolder()
        let queue = try DatabaseQueue(path: folder.path())
        try await queue.write { try SQLiteSchema.own.migrate($0, upTo: "sessions-2") }
        let id = ClientID(random: SystemRandomSource())
        try await queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO sessions (locator, secret_hash, created, last_access, timeout,
                        resolution, lifetime, expiry_kind, expiry_value, version, rotated)
                    VALUES (?, ?, 1000, 1000, 0, 0, 0, 0, 0, 1, 1000)
                    """,
                arguments: [Data(id.locator.bytes), Data(id.secretHash.bytes)]
            )
        }
        try queue.close()
        let store = try folder.store()
        let commit = SessionCommit(policy: SessionPolicy(), keepsEnd: true)
        _ = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        try await store.revoke(id.locator, secretHash: nil)
        let begun = try await store.ends(of: id.locator).map(\.created)
        #expect(begun == [SessionInstant(millisecondsSince1970: 1000)])
        try store.close()
    }

    @Test func theSessionOfAnEarlierVersionIsLeftWithItsPrincipal() async throws {
        let folder = try SQLiteFolder()
        let clock = ManualClock()
        let store = try folder.store(clock: clock)
        let told = Mutex<[SessionEnd]>([])
        let site = try SessionTestSite(
            store: store,
            clock: clock,
            onEnd: { end in
                told.withLock { $0.append(end) }
            }
        )
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        try await store.writer.write { database in
            let sql = "UPDATE sessions SET last_principal = NULL, keeps_end = 0"
            try database.execute(sql: sql)
        }
        try await site.visit(cookie: cookie) { session in
            _ = try await session.principal()
            try session.login(principal: "bob")
        }
        clock.advance(by: .seconds(60))
        try await SessionSweeper(containers: site.manager.containers, clock: clock).sweep()
        #expect(told.withLock(\.self).map(\.principal) == ["ada"])
        #expect(told.withLock(\.self).map(\.cause) == [.loggedOut])
        try store.close()
    }

    @Test func endsOfALaterVersionKeepNoOtherBackAndStay() async throws {
        let folder = try SQLiteFolder()
        let clock = ManualClock()
        let store = try folder.store(clock: clock)
        for _ in 0..<60 { _ = try await Self.make(store, "ada") }
        try await store.revokeAll(ofPrincipal: "ada", except: nil)
        try await store.writer.write { database in
            try database.execute(sql: "UPDATE session_ends SET cause = 'moved'")
        }
        for _ in 0..<10 { _ = try await Self.make(store, "bob") }
        try await store.revokeAll(ofPrincipal: "bob", except: nil)
        clock.advance(by: .seconds(60))
        let given = try await store.ends(limit: 10)
        #expect(given.count { $0.principal == "bob" } == 10)
        #expect(try await store.ends(limit: 10) == [])
        let count = try await store.writer.read { database in
            try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM session_ends")
        }
        #expect(count == 70)
        try store.close()
    }

    // MARK: A full file

    @Test func logoutsOnAFullFileGoOnWhereTheObserverFails() async throws {
        let full = try await FullSite()
        var failed = 0
        for cookie in full.cookies {
            do {
                try await full.site.visit(cookie: cookie) { try $0.logout() }
            } catch {
                failed += 1
            }
        }
        #expect(failed == 0)
        #expect(try await full.records() == 0)
        try await full.expectAllTold()
    }

    @Test func allSessionsOfAPrincipalEndOnAFullFile() async throws {
        let full = try await FullSite()
        let ended = try await full.site.manager.endSessions(ofPrincipal: "ada")
        #expect(ended == full.cookies.count)
        #expect(try await full.records() == 0)
        try await full.expectAllTold()
    }

    @Test(arguments: [3, 500])
    func aFullFileIsSweptWhereTheObserverFails(batch: Int) async throws {
        let full = try await FullSite()
        full.clock.advance(by: .seconds(7200))
        #expect(try await full.sweep(batch: batch) == full.cookies.count)
        #expect(try await full.records() == 0)
        try await full.expectAllTold()
    }

    private static func make(
        _ store: SQLiteSessionStore,
        _ principal: String
    ) async throws -> SessionLocator {
        let id = ClientID(random: SystemRandomSource())
        var commit = SessionCommit(policy: SessionPolicy(), principal: .some(principal))
        commit.keepsEnd = true
        _ = try await store.create(id.locator, secretHash: id.secretHash, commit: commit)
        return id.locator
    }
}

/// A file that has no more room, of a site whose observer is down at first.
private struct FullSite {
    private final class Observer: Sendable {
        struct Failure: Error {}
        let state = Mutex((isDown: true, told: Set<SessionLocator>()))

        func take(_ end: SessionEnd) throws {
            try state.withLock { state in
                guard !state.isDown else { throw Failure() }
                state.told.insert(end.locator)
            }
        }
    }

    let clock = ManualClock()
    let site: SessionTestSite
    private(set) var cookies: [String] = []
    private let store: SQLiteSessionStore
    private let observer = Observer()
    private let log = LogLines()
    private let folder: SQLiteFolder

    init() async throws {
        folder = try SQLiteFolder()
        store = try folder.store(clock: clock, maximumFileSize: 4096 * 80)
        site = try SessionTestSite(
            store: store,
            clock: clock,
            onEnd: { [observer] end in try observer.take(end) },
            logger: log.logger
        )
        while let cookie = try? await seed() {
            cookies.append(cookie)
            // Ends are in another order than rows, so that no page gets free before the last ones.
            clock.advance(by: .seconds(1))
        }
    }

    private func seed() async throws -> String {
        try await site.seed { session in
            try session.login(principal: "ada")
            try session["p"].set("x", for: "n")
        }
    }

    func records() async throws -> Int? {
        try await store.writer.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sessions") }
    }

    @discardableResult
    func sweep(batch: Int = 500) async throws -> Int {
        try await SessionSweeper(
            containers: site.manager.containers,
            batch: batch,
            clock: clock,
            logger: log.logger
        ).sweep()
    }

    /// Expects that the ends were kept until the observer is up again.
    func expectAllTold() async throws {
        observer.state.withLock { $0.isDown = false }
        clock.advance(by: .seconds(60))
        try await sweep()
        let told = observer.state.withLock(\.told)
        #expect(told == Set(cookies.compactMap { site.session(cookie: $0).locator }))
        try store.close()
    }
}
#endif
