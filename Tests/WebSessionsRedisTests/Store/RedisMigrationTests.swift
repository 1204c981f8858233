// SPDX-License-Identifier: Apache-2.0

#if Redis
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// A slot that is at two servers of a cluster at once.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisMigrationTests {
    @Test func everythingGoesOnInAMoveThatIsLeftUnfinished() async throws {
        // Of its own: one operator at a time moves the slots of a cluster.
        let cluster = try await RedisCluster()
        let store = try SharedRedis.store(url: cluster.url, timeout: .seconds(5))
        let counters = Self.countersOfOneSlot(4)
        let (moved, left, new) = (counters[0], counters[1], counters[2])
        for counter in [moved, left, counters[3]] { try await counter.make(in: store) }
        let slot = RedisSlot.slot(of: store.keys.record(moved.id.locator))
        let source = cluster.master(ofSlot: slot)
        let target = cluster.masters.first { $0 !== source } ?? cluster.nodes[0]
        let sourceID = try await source.command("CLUSTER", "MYID")
        let targetID = try await target.command("CLUSTER", "MYID")
        try await target.command("CLUSTER", "SETSLOT", "\(slot)", "IMPORTING", sourceID)
        try await source.command("CLUSTER", "SETSLOT", "\(slot)", "MIGRATING", targetID)
        try await Self.migrate(moved, of: store, from: source, to: target)
        // From here on the move is left as it is.
        do {
            try await new.make(in: store)
            for counter in [moved, left, new] {
                let tally = await counter.increment(in: store, times: 100, tasks: 10)
                #expect(tally.errors == [])
            }
            try await Self.logInAndOut(counters[3], store)
            try await Self.repeatACommit(moved, store)
        } catch {
            Issue.record(error)
        }
        // It is finished after all, and undone.
        try await RedisClusterTests.move(slot, from: source, to: target, of: cluster)
        for (counter, count) in [(moved, 102), (left, 101), (new, 101)] {
            try await counter.increment(in: store)
            #expect(try await counter.value(in: store) == count)
        }
        try await RedisClusterTests.move(slot, from: target, to: source, of: cluster)
        await store.close()
    }

    private static func logInAndOut(_ counter: Counter, _ store: RedisSessionStore) async throws {
        let secret = ClientID(random: SystemRandomSource()).secretHash
        let login = SessionCommit(
            policy: SessionPolicy(),
            newSecretHash: secret,
            principal: "ada"
        )
        let id = counter.id
        let result = try await store.commit(id.locator, secretHash: id.secretHash, login)
        guard case .committed = result else {
            throw Program.Failure(description: "the login is \(result)")
        }
        #expect(try await store.records(ofPrincipal: "ada").records.count == 1)
        #expect(try await store.revoke(id.locator, secretHash: secret))
        #expect(try await store.inspect(id.locator) == nil)
    }

    private static func repeatACommit(_ counter: Counter, _ store: RedisSessionStore) async throws {
        let fields = try ["a", "b"].map { try SessionField(package: "p", key: $0) }
        let commit = SessionCommit(
            fields.map { .add($0, 1) },
            policy: SessionPolicy(),
            id: SessionCommitID()
        )
        for _ in 0..<3 {
            _ = try await store.commit(
                counter.id.locator,
                secretHash: counter.id.secretHash,
                commit
            )
        }
        #expect(try await counter.value(in: store) == 101)
    }

    private static func migrate(
        _ counter: Counter,
        of store: RedisSessionStore,
        from source: RedisServer,
        to target: RedisServer
    ) async throws {
        let key = String(decoding: store.keys.record(counter.id.locator), as: UTF8.self)
        try await source.command("MIGRATE", "127.0.0.1", "\(target.port)", key, "0", "5000")
    }

    private static func countersOfOneSlot(_ count: Int) -> [Counter] {
        var found: [Int: [Counter]] = [:]
        while true {
            let counter = Counter()
            let slot = RedisSlot.slot(of: Array("{\(counter.id.locator)}".utf8))
            found[slot, default: []].append(counter)
            if let counters = found[slot], counters.count == count { return counters }
        }
    }
}
#endif
