// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions

@testable import WebSessionsRedis

@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisSentinelTests {
    @Test func theNewMasterIsFound() async throws {
        let master = try await RedisServer(["--repl-diskless-sync-delay", "0"])
        let replica = try await RedisServer(["--replicaof", "127.0.0.1", "\(master.port)"])
        let sentinel = try await RedisServer(
            sentinel: [
                "sentinel monitor shop 127.0.0.1 \(master.port) 1",
                "sentinel down-after-milliseconds shop 300",
                "sentinel failover-timeout shop 3000",
            ]
        )
        try await RedisCluster.until("the Sentinel knows the replica") {
            let info = try await sentinel.command("INFO", "sentinel")
            let roles = try await master.command("INFO", "replication")
            return info.contains("slaves=1") && roles.contains("state=online")
        }
        let url = "redis+sentinel://127.0.0.1:1,127.0.0.1:\(sentinel.port)/shop"
        let store = try SharedRedis.store(
            url: url,
            prefix: "sentinel:",
            timeout: .seconds(30),
            replicas: 1
        )
        let counter = Counter()
        try await counter.make(in: store)
        let tally = await counter.increment(in: store, times: 50, tasks: 5)
        #expect(tally.errors == [])
        master.kill()
        // With the only replica gone to be the master, nobody can confirm.
        let after = try SharedRedis.store(
            url: url,
            prefix: "sentinel:",
            timeout: .seconds(30)
        )
        try await counter.increment(in: after)
        #expect(try await counter.value(in: after) == 51)
        #expect(try await replica.command("ROLE").hasPrefix("master"))
        await store.close()
        await after.close()
    }

    @Test func sentinelsWithAPasswordAreAsked() async throws {
        let master = try await RedisServer()
        let sentinel = try await RedisServer(
            sentinel: ["sentinel monitor shop 127.0.0.1 \(master.port) 1"]
        )
        try await sentinel.command(
            ["ACL", "SETUSER", "ops", "on", ">open%", "-@all", "+auth"]
                + ["+sentinel|get-master-addr-by-name"]
        )
        // What requirepass does.
        try await sentinel.command("ACL", "SETUSER", "default", "resetpass", ">sesame&")
        let url = "redis+sentinel://127.0.0.1:\(sentinel.port)/shop"
        for query in ["sentinel-password=sesame%26", "sentinel-user=ops&sentinel-password=open%25"]
        {
            let store = try SharedRedis.store(url: "\(url)?\(query)")
            let counter = Counter()
            try await counter.make(in: store)
            try await counter.increment(in: store)
            #expect(try await counter.value(in: store) == 1)
            await store.close()
        }
        for (query, code) in [("", "NOAUTH"), ("?sentinel-password=sesam", "WRONGPASS")] {
            let store = try SharedRedis.store(url: url + query, timeout: .seconds(120))
            let start = ContinuousClock.now
            let error = await #expect(throws: SessionError.self) {
                try await store.records(ofPrincipal: "ada")
            }
            #expect(start.duration(to: .now) < .seconds(60), "a wrong password is no outage")
            #expect(error?.code == .storeUnavailable)
            #expect(error?.message.contains("127.0.0.1:\(sentinel.port) refused") == true)
            #expect(error?.message.contains("(\(code))") == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("sesam") == false)
            await store.close()
        }
    }

    @Test func aMasterThatNoSentinelKnowsIsNamed() async throws {
        let sentinel = try await RedisServer(sentinel: [])
        let url = "redis+sentinel://127.0.0.1:\(sentinel.port)/shop"
        let store = try SharedRedis.store(url: url, timeout: .seconds(2))
        let error = await #expect(throws: SessionError.self) {
            try await store.records(ofPrincipal: "ada")
        }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("no Sentinel knows a master 'shop'") == true)
        await store.close()
    }
}
#endif
