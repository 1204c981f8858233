// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// A cluster of three masters with a replica each.
enum SharedCluster {
    private static let starting = Task { try await RedisCluster() }

    static var cluster: RedisCluster {
        get async throws { try await starting.value }
    }
}

@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisClusterConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        let url = try await SharedCluster.cluster.url
        try await behaviour.check(disturbing: Self.flushScripts) { clock in
            try SharedRedis.store(url: url, clock: clock)
        }
    }
}

extension RedisClusterConformance {
    /// As after a failover to a node that never ran them.
    private static func flushScripts(_ store: any SessionStore) async throws {
        for node in try await SharedCluster.cluster.masters {
            try await node.command("SCRIPT", "FLUSH")
        }
    }
}

@Suite(.serialized, .enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisClusterTests {
    @Test func slotsThatMoveAreFollowed() async throws {
        let cluster = try await SharedCluster.cluster
        let store = try SharedRedis.store(url: cluster.url)
        let counter = Counter()
        try await counter.make(in: store)
        let slot = RedisSlot.slot(of: store.keys.record(counter.id.locator))
        let source = cluster.master(ofSlot: slot)
        let target = cluster.masters.first { $0 !== source } ?? cluster.nodes[0]
        let load = Task { await counter.increment(in: store, times: 300, tasks: 3) }
        try await Self.move(slot, from: source, to: target, of: cluster)
        #expect(await load.value.errors == [])
        #expect(try await counter.value(in: store) == 300)
        try await Self.move(slot, from: target, to: source, of: cluster)
        #expect(try await counter.value(in: store) == 300)
        await store.close()
    }

    @Test func aPrincipalHasSessionsOnEveryNode() async throws {
        let store = try await SharedRedis.store(url: SharedCluster.cluster.url)
        for _ in 0..<30 {
            let id = ClientID(random: SystemRandomSource())
            _ = try await store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: SessionCommit(policy: SessionPolicy(), principal: "ada")
            )
        }
        #expect(try await store.records(after: nil, limit: 100).records.count == 30)
        #expect(try await store.records(ofPrincipal: "ada").records.count == 30)
        #expect(try await store.revokeAll(ofPrincipal: "ada", except: nil) == 30)
        #expect(try await store.records(after: nil, limit: 100).records.isEmpty)
        await store.close()
    }

    @Test func aMasterThatDiesUnderLoadIsReplaced() async throws {
        let cluster = try await RedisCluster()
        let careful = try SharedRedis.store(url: cluster.url, prefix: "p", replicas: 1)
        let counters = try await Self.counters(12, in: careful)
        await careful.close()
        let store = try SharedRedis.store(url: cluster.url, prefix: "p", timeout: .seconds(30))
        let load = Task { await Counter.increment(counters, in: store, times: 200) }
        cluster.nodes[0].kill()
        let tallies = await load.value
        #expect(tallies.flatMap(\.errors) == [])
        for counter in counters {
            let slot = RedisSlot.slot(of: store.keys.record(counter.id.locator))
            let value = try await counter.value(in: store)
            // Replication lags behind: the new master may lack what the old one had told.
            let isCertain = cluster.master(ofSlot: slot) !== cluster.nodes[0]
            #expect(isCertain ? value == 200 : value <= 200)
            try await counter.increment(in: store)
            #expect(try await counter.value(in: store) == value + 1)
        }
        await store.close()
    }

    @Test func whatAReplicaConfirmedOutlivesItsMaster() async throws {
        let cluster = try await RedisCluster()
        let store = try SharedRedis.store(
            url: cluster.url,
            prefix: "p",
            timeout: .seconds(30),
            replicas: 1
        )
        let counters = try await Self.counters(12, in: store)
        let load = Task { await Counter.increment(counters, in: store, times: 200, tasks: 1) }
        try await RedisCluster.until("there is a load") {
            try await counters[0].value(in: store) > 10
        }
        cluster.nodes[0].kill()
        let tallies = await load.value
        let after = try SharedRedis.store(url: cluster.url, prefix: "p", timeout: .seconds(30))
        for (counter, tally) in zip(counters, tallies) {
            let value = try await counter.value(in: after)
            let most = tally.acknowledged + tally.errors.count
            #expect((tally.acknowledged...most).contains(value))
            let slot = RedisSlot.slot(of: store.keys.record(counter.id.locator))
            guard cluster.master(ofSlot: slot) === cluster.nodes[0] else {
                #expect(tally.errors == [])
                continue
            }
            // The replica is the master now, and has none itself.
            #expect(tally.errors.allSatisfy { $0.contains("0 of 1 replicas") })
        }
        await store.close()
        await after.close()
    }

    private static func counters(_ count: Int, in store: any SessionStore) async throws -> [Counter]
    {
        let counters = (0..<count).map { _ in Counter() }
        for counter in counters {
            try await counter.make(in: store)
        }
        return counters
    }

    /// What `redis-cli --cluster reshard` does with one slot.
    static func move(
        _ slot: Int,
        from source: RedisServer,
        to target: RedisServer,
        of cluster: RedisCluster
    ) async throws {
        let sourceID = try await source.command("CLUSTER", "MYID")
        let targetID = try await target.command("CLUSTER", "MYID")
        try await target.command("CLUSTER", "SETSLOT", "\(slot)", "IMPORTING", sourceID)
        try await source.command("CLUSTER", "SETSLOT", "\(slot)", "MIGRATING", targetID)
        try await RedisCluster.until("the slot is empty") {
            let keys = try await source.command("CLUSTER", "GETKEYSINSLOT", "\(slot)", "100")
            guard !keys.isEmpty else { return true }
            let words = ["MIGRATE", "127.0.0.1", "\(target.port)", "", "0", "5000", "KEYS"]
            try await source.command(
                words + keys.split(whereSeparator: \.isNewline).map(String.init)
            )
            return false
        }
        try await cluster.settle()
        for node in [target, source] {
            try await node.command("CLUSTER", "SETSLOT", "\(slot)", "NODE", targetID)
        }
    }
}
#endif
