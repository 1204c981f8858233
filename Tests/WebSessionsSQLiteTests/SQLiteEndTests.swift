// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
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
#endif
