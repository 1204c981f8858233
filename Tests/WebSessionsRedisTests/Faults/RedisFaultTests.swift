// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// What goes wrong between an application and its servers.
///
/// `TALISMAN_FAULT_COMMITS` is how many commits the test of killed servers makes; 10,000 by
/// default.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisFaultTests {
    private static let commits =
        ProcessInfo.processInfo.environment["TALISMAN_FAULT_COMMITS"].flatMap { Int($0) } ?? 10_000

    @Test func repliesThatAreCutOffApplyNothingTwice() async throws {
        let server = try await RedisServer()
        let proxy = try await CuttingProxy(port: server.port) { Int.random(in: 1...4000) }
        let store = try SharedRedis.store(
            url: "redis://127.0.0.1:\(proxy.port)",
            timeout: .seconds(30),
            connections: 2
        )
        let counter = Counter()
        try await counter.make(in: store)
        let tally = await counter.increment(in: store, times: 1000, tasks: 20)
        #expect(tally.errors == [])
        #expect(try await counter.value(in: store) == 1000)
        #expect(proxy.cuts.count >= 10)
        try await proxy.close()
        await store.close()
    }

    @Test func aLoginThatIsSentAgainIsOneLogin() async throws {
        let server = try await RedisServer()
        let proxy = try await CuttingProxy(port: server.port) { Int.random(in: 1...600) }
        let store = try SharedRedis.store(
            url: "redis://127.0.0.1:\(proxy.port)",
            timeout: .seconds(30),
            connections: 1
        )
        for _ in 0..<50 {
            let id = ClientID(random: SystemRandomSource())
            let new = ClientID(random: SystemRandomSource())
            _ = try await store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: SessionCommit(policy: SessionPolicy())
            )
            let login = SessionCommit(
                policy: SessionPolicy(),
                newSecretHash: new.secretHash,
                principal: "ada"
            )
            let result = try await store.commit(id.locator, secretHash: id.secretHash, login)
            guard case .committed(let record) = result else {
                throw Program.Failure(description: "the login is \(result)")
            }
            #expect(record.principal == "ada")
            let ended = try await store.revoke(id.locator, secretHash: new.secretHash)
            #expect(ended, "a revocation that is sent again forgot what it did")
        }
        #expect(proxy.cuts.count >= 10)
        try await proxy.close()
        await store.close()
    }

    @Test func scriptsThatAreFlushedUnderLoadComeBack() async throws {
        let server = try await RedisServer()
        let store = try SharedRedis.store(url: server.url)
        let counter = Counter()
        try await counter.make(in: store)
        let flushing = Task {
            var count = 0
            while !Task.isCancelled {
                _ = try await store.send(RedisCommand("SCRIPT", "FLUSH"), forKey: [])
                count += 1
            }
            return count
        }
        let tally = await counter.increment(in: store, times: 2000, tasks: 20)
        flushing.cancel()
        _ = try? await flushing.value
        #expect(tally.errors == [])
        #expect(try await counter.value(in: store) == 2000)
        let stats = try await server.command("INFO", "commandstats")
        #expect(stats.contains("cmdstat_eval:"), "no script had to be sent again")
        await store.close()
    }

    @Test func killedServersLoseNoAcknowledgedCommit() async throws {
        let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let store = try SharedRedis.store(url: server.url, timeout: .seconds(60))
        let counters = (0..<10).map { _ in Counter() }
        for counter in counters {
            try await counter.make(in: store)
        }
        let killing = Task {
            var kills = 0
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(200))
                server.kill()
                try await server.start()
                kills += 1
            }
            return kills
        }
        let tallies = await Counter.increment(counters, in: store, times: Self.commits / 10)
        killing.cancel()
        // The task may have been stopped between the end of a server and its start.
        _ = try? await killing.value
        server.kill()
        try await server.start()
        #expect(tallies.flatMap(\.errors) == [])
        for counter in counters {
            #expect(try await counter.value(in: store) == Self.commits / 10)
        }
        let starts = server.folder.text("log") ?? ""
        #expect(starts.components(separatedBy: "Ready to accept connections").count >= 3)
        await store.close()
    }

    @Test func aServerThatComesBackIsUsedAgain() async throws {
        let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let store = try SharedRedis.store(url: server.url, timeout: .seconds(2))
        let counter = Counter()
        try await counter.make(in: store)
        try await counter.increment(in: store)
        server.kill()
        let error = await #expect(throws: SessionError.self) {
            try await counter.increment(in: store)
        }
        #expect(error?.code == .storeUnavailable)
        let reason = "127.0.0.1:\(server.port) cannot be reached: Connection refused"
        #expect(error?.message.hasPrefix(reason) == true, "\(error?.message ?? "")")
        try await server.start()
        try await RedisCluster.until("the store is back") {
            try await counter.value(in: store) == 1
        }
        try await counter.increment(in: store)
        #expect(try await counter.value(in: store) == 2)
        await store.close()
    }

    @Test func whatIsGivenUpIsNotAppliedLater() async throws {
        let server = try await RedisServer()
        let store = try SharedRedis.store(
            url: server.url,
            prefix: "p",
            timeout: .milliseconds(400),
            connections: 1
        )
        let patient = try SharedRedis.store(url: server.url, prefix: "p")
        let counter = Counter()
        try await counter.make(in: patient)
        try await counter.increment(in: patient)
        try await RedisCluster.until("the store is connected") {
            try await counter.value(in: store) == 1
        }
        let sleeping = Task { try await server.command("DEBUG", "SLEEP", "3") }
        try await RedisCluster.until("the server sleeps") {
            let start = ContinuousClock.now
            _ = try? await store.send(RedisCommand("PING"), forKey: [])
            return start.duration(to: .now) >= .milliseconds(400)
        }
        await #expect(throws: SessionError.self) { try await counter.increment(in: store) }
        _ = try await sleeping.value
        #expect(try await counter.value(in: patient) == 1)
        try await counter.increment(in: patient)
        #expect(try await counter.value(in: patient) == 2)
        await store.close()
        await patient.close()
    }

    @Test func aClosedStoreRefusesCalls() async throws {
        let store = try await SharedRedis.store()
        let counter = Counter()
        try await counter.make(in: store)
        await store.close()
        let error = await #expect(throws: SessionError.self) {
            try await counter.increment(in: store)
        }
        #expect(error?.code == .storeUnavailable)
    }
}
#endif
