// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// Ends of sessions, of which the suite cannot show what becomes of the server's memory.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisEndTests {
    private static let week = Int64(7 * 24 * 3600 * 1000)
    private static let day = Duration.seconds(24 * 3600)

    private let id = ClientID(random: SystemRandomSource())
    private let clock = ManualClock()
    private let hour = SessionPolicy(timeout: .seconds(3600), resolution: .seconds(600))

    @Test func theServerLeavesARecordForAWeekAfterItsEnd() async throws {
        let store = try await SharedRedis.store()
        let end = try #require(try await create(store, hour).end).millisecondsSince1970
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        let server = try await SharedRedis.server
        let removal = try #require(Int64(try await server.command("PEXPIRETIME", key)))
        #expect((end + Self.week..<end + Self.week + 60_000).contains(removal))
    }

    @Test func theServersClockEndsASession() async throws {
        let store = try await SharedRedis.store()
        _ = try await create(store, hour, principal: "ada")
        let past = SessionInstant(millisecondsSince1970: 1000)
        let commit = SessionCommit(policy: hour, expiry: .date(past), keepsEnd: true)
        _ = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        #expect(try await store.inspect(id.locator) == nil)
        let ends = try await store.ends(of: id.locator)
        #expect(ends.map(\.principal) == ["ada"])
        #expect(ends.map(\.ended) == [past])
    }

    @Test func endsOutliveTheProcess() async throws {
        let url = try await SharedRedis.server.url
        let prefix = UUID().uuidString
        let before = try SharedRedis.store(url: url, prefix: prefix, clock: clock)
        _ = try await create(before, hour, principal: "ada")
        try await before.revoke(id.locator, secretHash: nil, cause: .loggedOut)
        await before.close()
        clock.advance(by: SessionEnd.patience)
        let after = try SharedRedis.store(url: url, prefix: prefix, clock: clock)
        let ends = try await after.ends(limit: 10)
        #expect(ends.map(\.locator) == [id.locator])
        #expect(ends.map(\.cause) == [.loggedOut])
        await after.close()
    }

    @Test func whatWasToldLeavesNothing() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour)
        #expect(try await entries(store) == 1)
        clock.advance(by: .seconds(3600))
        try await store.forget(store.ends(limit: 10))
        clock.advance(by: SessionEnd.patience)
        #expect(try await store.ends(limit: 10) == [])
        #expect(try await entries(store) == 0)
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        let rest = Int64(try await SharedRedis.server.command("PTTL", key))
        #expect(try #require(rest) <= 3_600_000)
    }

    /// The process died between the end and its note.
    @Test func anEndThatWasNotNotedIsFoundAtTheOldTime() async throws {
        let store = try await SharedRedis.store(clock: clock)
        let record = try await create(store, hour)
        try await store.revoke(id.locator, secretHash: nil)
        try await setEntry(store, record.end)
        clock.advance(by: .seconds(3599))
        #expect(try await store.ends(limit: 10) == [])
        clock.advance(by: .seconds(1))
        let ends = try await store.ends(limit: 10)
        #expect(ends.map(\.ended) == [record.created])
    }

    @Test func aSessionForEverIsLookedAtOnceADay() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, SessionPolicy(timeout: .zero))
        for _ in 0..<3 {
            #expect(try await entry(store) == clock.now.advanced(by: Self.day))
            clock.advance(by: Self.day)
            #expect(try await store.ends(limit: 10) == [])
        }
    }

    @Test func aRecordThatIsGoneIsToldByItsLocator() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour, principal: "ada")
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        try await SharedRedis.server.command("DEL", key)
        clock.advance(by: .seconds(3600))
        let end = SessionEnd(locator: id.locator, cause: .expired, ended: clock.now)
        #expect(try await store.ends(limit: 10) == [end])
        try await store.forget([end])
        clock.advance(by: SessionEnd.patience)
        #expect(try await store.ends(limit: 10) == [])
        #expect(try await entries(store) == 0)
    }

    /// A sweep that comes between the entry and the record takes no entry away.
    @Test func anEntryIsNotDueWhileItsRecordIsMade() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour, expiry: .idle(.milliseconds(1)))
        #expect(try await entry(store) == clock.now.advanced(by: store.timeout))
    }

    /// A session begins under the locator of one whose entry is about to be taken out.
    @Test func anEntryThatIsNotedMeanwhileStays() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour)
        try await store.revoke(id.locator, secretHash: nil)
        try await store.forget(store.ends(of: id.locator))
        clock.advance(by: SessionEnd.patience)
        let racing = store.relayed { [store] commands, call, send in
            guard case .bytes(let script) = commands[0].arguments[1],
                script == RedisScript.settle.digest
            else { return try await send(call) }
            _ = try await create(store, hour)
            return try await send(call)
        }
        #expect(try await racing.ends(limit: 10) == [])
        #expect(try await entry(store) != nil)
        clock.advance(by: SessionEnd.patience)
        #expect(try await store.ends(limit: 10) == [])
        #expect(try await entry(store) == clock.now.advanced(by: .seconds(3570)))
    }

    /// A sweep comes between the entry and the commit that makes the life of a session shorter.
    @Test func anEntryIsNotMovedWhileItsSessionGetsAnotherEnd() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour)
        clock.advance(by: .seconds(3000))
        let hash = id.secretHash
        _ = try await store.read(id.locator, secretHash: hash, reads: .nothing, touch: hour)
        clock.advance(by: .seconds(600))
        let racing = store.relayed { [store] commands, call, send in
            guard case .bytes(let script) = commands[0].arguments[1],
                script == RedisScript.commit.digest
            else { return try await send(call) }
            _ = try await store.ends(limit: 10)
            return try await send(call)
        }
        let commit = SessionCommit(policy: hour, expiry: .idle(.seconds(60)), keepsEnd: true)
        _ = try await racing.commit(id.locator, secretHash: hash, commit)
        clock.advance(by: .seconds(60))
        #expect(try await store.ends(limit: 10).map(\.locator) == [id.locator])
    }

    // MARK: Failures

    @Test func aServerThatIsAwayKeepsTheEndsOfOthersFromNothing() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour)
        let set = store.keys.ends(of: id.locator)
        var others = 0
        while others < 20 {
            let other = ClientID(random: SystemRandomSource())
            guard store.keys.ends(of: other.locator) != set else { continue }
            _ = try await create(store, hour, id: other)
            others += 1
        }
        let partial = store.relayed { commands, call, send in
            let isAway = commands.contains { command in
                command.arguments.contains { argument in
                    guard case .bytes(let bytes) = argument else { return false }
                    return bytes == set
                }
            }
            guard !isAway else { throw RedisFailure.timedOut }
            return try await send(call)
        }
        clock.advance(by: .seconds(3600))
        #expect(try await partial.ends(limit: 100).count == 20)
        await #expect(throws: SessionError.self) { try await partial.ends(limit: 100) }
        #expect(try await store.ends(limit: 100).map(\.locator) == [id.locator])
    }

    @Test func aRecordThatFailsKeepsTheEndsOfOthersFromNothing() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour)
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        try await SharedRedis.server.command("DEL", key)
        try await SharedRedis.server.command("SET", key, "x")
        for _ in 0..<40 {
            _ = try await create(store, hour, id: ClientID(random: SystemRandomSource()))
        }
        clock.advance(by: .seconds(3600))
        let ends = try await store.ends(limit: 100)
        #expect(ends.count == 40)
        try await store.forget(ends)
        clock.advance(by: SessionEnd.patience)
        await #expect(throws: SessionError.self) { try await store.ends(limit: 100) }
    }

    @Test func anEndOfALaterVersionKeepsItsEntry() async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour)
        try await store.revoke(id.locator, secretHash: nil)
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        try await SharedRedis.server.command("HSET", key, "e", "moved 1 2 - -\n")
        clock.advance(by: .seconds(60))
        #expect(try await store.ends(limit: 10) == [])
        #expect(try await entries(store) == 1)
    }

    @Test func aFullServerKeepsEnds() async throws {
        let server = try await RedisServer()
        let store = try SharedRedis.store(url: server.url, clock: clock)
        _ = try await create(store, hour, principal: "ada")
        try await server.command("CONFIG", "SET", "maxmemory", "1")
        #expect(try await store.revoke(id.locator, secretHash: nil))
        clock.advance(by: SessionEnd.patience)
        let ends = try await store.ends(limit: 10)
        #expect(ends.map(\.principal) == ["ada"])
        try await store.forget(ends)
        #expect(try await store.ends(of: id.locator) == [])
        await store.close()
    }

    @Test func aFullServerTakesCommitsOfSessionsFromBefore() async throws {
        let server = try await RedisServer()
        let store = try SharedRedis.store(url: server.url, clock: clock)
        let plain = SessionCommit(policy: hour)
        _ = try await store.create(id.locator, secretHash: id.secretHash, commit: plain)
        try await server.command("CONFIG", "SET", "maxmemory", "1")
        let commit = SessionCommit(policy: hour, principal: .some(nil), keepsEnd: true)
        let full = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        guard case .committed = full else { throw SessionError(.gone, "\(full)") }
        try await server.command("CONFIG", "SET", "maxmemory", "0")
        _ = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        try await store.revoke(id.locator, secretHash: nil)
        #expect(try await store.ends(of: id.locator).count == 1)
        await store.close()
    }

    @Test(arguments: ["", "a b", "\n-", "é\u{0}"])
    func anyPrincipalIsToldAsItIs(_ principal: String) async throws {
        let store = try await SharedRedis.store(clock: clock)
        _ = try await create(store, hour, principal: principal)
        try await store.revoke(id.locator, secretHash: nil)
        let ends = try await store.ends(of: id.locator)
        #expect(ends.map(\.principal) == [principal])
        try await store.forget(ends)
        #expect(try await store.ends(of: id.locator) == [])
    }

    // MARK: Helpers

    private func create(
        _ store: RedisSessionStore,
        _ policy: SessionPolicy,
        principal: String? = nil,
        expiry: SessionExpiry? = nil,
        id other: ClientID? = nil
    ) async throws -> SessionRecord {
        let id = other ?? id
        return try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(
                policy: policy,
                principal: .some(principal),
                expiry: expiry,
                keepsEnd: true
            )
        )
    }

    private func entry(_ store: RedisSessionStore) async throws -> SessionInstant? {
        let key = String(decoding: store.keys.ends(of: id.locator), as: UTF8.self)
        let score = try await SharedRedis.server.command("ZSCORE", key, id.locator.description)
        return Int64(score).map(SessionInstant.init(millisecondsSince1970:))
    }

    private func setEntry(_ store: RedisSessionStore, _ time: SessionInstant?) async throws {
        let key = String(decoding: store.keys.ends(of: id.locator), as: UTF8.self)
        let score = String(try #require(time).millisecondsSince1970)
        try await SharedRedis.server.command("ZADD", key, score, id.locator.description)
    }

    /// How many records are to be looked at.
    private func entries(_ store: RedisSessionStore) async throws -> Int {
        var count = 0
        for set in store.keys.allEnds {
            let key = String(decoding: set, as: UTF8.self)
            count += Int(try await SharedRedis.server.command("ZCARD", key)) ?? 0
        }
        return count
    }
}
#endif
