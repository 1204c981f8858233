// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// A primary with a replica that confirms commits.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresReplicaTests {
    private let primary: PostgresServer
    private let replica: PostgresServer
    private let url: String

    init() async throws {
        let primary = try await PostgresServer()
        replica = try await PostgresServer(replicaOf: primary)
        self.primary = primary
        url = "postgres://postgres@127.0.0.1:\(replica.port),127.0.0.1:\(primary.port)/postgres"
        try await eventually("the replica follows") {
            try await primary.query("SELECT state FROM pg_stat_replication") == "streaming"
        }
    }

    /// The replica is named first, and takes no writes until it is promoted.
    @Test func aPromotedReplicaHasAllThatWasAcknowledged() async throws {
        try await primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'")
        try await primary.query("SELECT pg_reload_conf()")
        try await eventually("the replica confirms commits") {
            try await primary.query("SELECT sync_state FROM pg_stat_replication") == "sync"
        }
        let store = try SharedPostgres.store(url: url, timeout: .seconds(60))
        let counters = (0..<4).map { _ in Counter() }
        for counter in counters { try await counter.make(in: store) }
        let load = Task { await Counter.increment(counters, in: store, times: 500) }
        try await eventually("there are commits") {
            try await counters[0].value(in: store) >= 20
        }
        primary.kill()
        try await replica.promote()
        let tallies = await load.value
        #expect(tallies.flatMap(\.errors) == [])
        for counter in counters { #expect(try await counter.value(in: store) == 500) }
        await store.close()
    }

    @Test func aReplicaAloneIsNamedInTheHealthCheck() async throws {
        let store = try SharedPostgres.store(
            url: replica.url + "?target_session_attrs=any",
            timeout: .seconds(1)
        )
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("takes no writes") == true, "\(error?.message ?? "")")
        let strict = try SharedPostgres.store(url: replica.url, timeout: .seconds(1))
        let refusal = await #expect(throws: SessionError.self) { try await strict.ping() }
        #expect(refusal?.code == .storeUnavailable)
        #expect(refusal?.isStoreAway == true)
        for store in [store, strict] { await store.close() }
    }

    @Test func aSweepWaitsForAReplicaThatIsBehind() async throws {
        let clock = ManualClock()
        let store = try SharedPostgres.store(url: url, clock: clock)
        try await Counter().make(in: store)
        clock.advance(by: .seconds(7200))
        let cautious = store.relayed(maximumLag: -1) { _, send in try await send() }
        #expect(try await cautious.sweep(limit: 10) == 0)
        #expect(try await store.sweep(limit: 10) == 1)
        await store.close()
    }
}
#endif
