// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// What the suite, which stands the clock still, cannot show.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisServerClockTests {
    private let id = ClientID(random: SystemRandomSource())
    private let hour = SessionPolicy(timeout: .seconds(3600), resolution: .seconds(600))

    @Test func theServerRemovesARecordInTheMinuteAfterItsEnd() async throws {
        let store = try await SharedRedis.store()
        let record = try await create(store, hour)
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        let server = try await SharedRedis.server
        let removal = try #require(Int64(try await server.command("PEXPIRETIME", key)))
        let end = try #require(record.end).millisecondsSince1970
        #expect((end..<end + 60_000).contains(removal))
    }

    @Test func recordsThatEndTogetherAreNotRemovedTogether() async throws {
        let store = try await SharedRedis.store()
        let server = try await SharedRedis.server
        let end = SystemSessionClock().now.advanced(by: .seconds(3600))
        let start = end.millisecondsSince1970
        var delays: [Int64] = []
        for _ in 0..<60 {
            let id = ClientID(random: SystemRandomSource())
            let commit = SessionCommit(policy: hour, expiry: .date(end))
            _ = try await store.create(id.locator, secretHash: id.secretHash, commit: commit)
            let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
            let removal = Int64(try await server.command("PEXPIRETIME", key))
            delays.append(try #require(removal) - start)
        }
        // In each half of the minute, but by a chance of one in 10^14.
        #expect(delays.allSatisfy { (0..<60_000).contains($0) })
        #expect(delays.contains { $0 < 30_000 } && delays.contains { $0 >= 30_000 })
    }

    @Test func aSessionForEverHasNoEndAtTheServer() async throws {
        let store = try await SharedRedis.store()
        _ = try await create(store, SessionPolicy(timeout: .zero))
        let key = String(decoding: store.keys.record(id.locator), as: UTF8.self)
        let server = try await SharedRedis.server
        #expect(try await server.command("PEXPIRETIME", key) == "-1")
        _ = try await store.read(
            id.locator,
            secretHash: id.secretHash,
            reads: .nothing,
            touch: hour
        )
        #expect(try await server.command("PEXPIRETIME", key) != "-1")
    }

    @Test func theTimeIsThatOfTheServer() async throws {
        let store = try await SharedRedis.store()
        let record = try await create(store, hour)
        let time = try await SharedRedis.server.command("TIME")
        let seconds = try #require(
            time.split(whereSeparator: \.isNewline).first.flatMap { Int64($0) }
        )
        #expect(abs(record.created.millisecondsSince1970 / 1000 - seconds) <= 5)
    }

    @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
    func noStepOfTheApplicationsClockConcernsASession(_ step: Duration) async throws {
        let store = try await SharedRedis.store()
        let clock = ManualClock(now: SystemSessionClock().now)
        let site = try SessionTestSite(
            store: store,
            clock: clock,
            policy: SessionPolicy(timeout: .seconds(600), resolution: .zero)
        )
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let before = try #require(try await store.records(after: nil, limit: 1).records.first)
        clock.advance(by: step)
        let visit = try await site.visit(cookie: cookie) { session in
            try session["p"].set(1, for: "n")
            return try await session["p"].value("color", as: String.self)
        }
        #expect(visit.result == "red")
        let after = try #require(try await store.records(after: nil, limit: 1).records.first)
        let moved = before.lastAccess.duration(to: after.lastAccess)
        #expect(moved >= .zero && moved < .seconds(60))
        #expect(after.created == before.created)
        #expect(try await store.sweep(limit: 10) == 0)
    }

    @Test func anExpiryInThePastEndsTheSessionAtOnce() async throws {
        let store = try await SharedRedis.store()
        _ = try await create(store, hour)
        let past = SessionInstant(millisecondsSince1970: 1000)
        let commit = SessionCommit(policy: hour, expiry: .date(past))
        let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        guard case .committed = result else { throw Program.Failure(description: "\(result)") }
        let read = try await store.read(
            id.locator,
            secretHash: id.secretHash,
            reads: .nothing,
            touch: nil
        )
        guard case .absent = read else { throw Program.Failure(description: "\(read)") }
    }

    @Test func longestDurationsAreKept() async throws {
        let store = try await SharedRedis.store()
        let long = SessionPolicy(
            timeout: .milliseconds(Int64.max),
            resolution: .milliseconds(Int64.max - 1),
            lifetime: .milliseconds(Int64.max)
        )
        #expect(try await create(store, long).policy == long)
    }

    @Test func anEntryWithoutARecordLeavesTheIndex() async throws {
        let store = try await SharedRedis.store()
        _ = try await create(store, hour, principal: "ada")
        let index = store.keys.index(ofPrincipal: "ada")
        let key = String(decoding: index, as: UTF8.self)
        let server = try await SharedRedis.server
        try await store.revoke(id.locator, secretHash: nil)
        _ = try await store.records(ofPrincipal: "ada")
        #expect(try await server.command("ZCARD", key) == "1", "a login may be under way")
        try await server.command("ZADD", key, "1000", id.locator.description)
        var rounds = 0
        while try await !store.send(RedisCommand("EXISTS", key), forKey: index).isZero,
            rounds < 1000
        {
            _ = try await store.sweep(limit: 10)
            rounds += 1
        }
        #expect(rounds < 1000, "the entry stays")
    }

    @Test func anEntryThatWasLostComesBackWithTheNextAccess() async throws {
        let store = try await SharedRedis.store()
        let policy = SessionPolicy(timeout: .seconds(3600), resolution: .zero)
        _ = try await create(store, policy, principal: "ada")
        let key = String(decoding: store.keys.index(ofPrincipal: "ada"), as: UTF8.self)
        try await SharedRedis.server.command("DEL", key)
        var rounds = 0
        while try await store.records(ofPrincipal: "ada").records.isEmpty, rounds < 200 {
            rounds += 1
            _ = try await store.read(
                id.locator,
                secretHash: id.secretHash,
                reads: .nothing,
                touch: policy
            )
        }
        #expect(try await store.revokeAll(ofPrincipal: "ada", except: nil) == 1)
    }

    private func create(
        _ store: RedisSessionStore,
        _ policy: SessionPolicy,
        principal: String? = nil
    ) async throws -> SessionRecord {
        try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: policy, principal: .some(principal))
        )
    }
}

extension RESPValue {
    fileprivate var isZero: Bool { self == .integer(0) }
}
#endif
