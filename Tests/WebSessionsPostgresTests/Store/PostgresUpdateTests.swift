// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// What many commits at once come to, and what they leave behind.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresUpdateTests {
    @Test(arguments: [1, 4]) func noUpdateIsLost(connections: Int) async throws {
        let server = try await SharedPostgres.server
        let store = try SharedPostgres.store(
            url: server.url,
            timeout: .seconds(60),
            connections: connections
        )
        for (times, tasks) in [(200, 200), (1000, 50)] {
            let counter = Counter()
            try await counter.make(in: store)
            let tally = await counter.increment(in: store, times: times, tasks: tasks)
            #expect(tally.errors == [])
            #expect(try await counter.value(in: store) == times)
        }
        await store.close()
    }

    /// An update that leaves the indexes alone needs no vacuum, where no transaction of others
    /// keeps the old rows: the server is its own.
    @Test func touchesAndCountersLeaveTheIndexesAlone() async throws {
        let server = try await PostgresServer(["fsync=off"])
        let clock = ManualClock()
        let schema = SharedPostgres.schema
        let store = try SharedPostgres.store(
            url: server.url,
            schema: schema,
            timeout: .seconds(60),
            clock: clock
        )
        let counters = (0..<100).map { _ in Counter() }
        for counter in counters { try await counter.make(in: store) }
        for counter in counters { try await counter.increment(in: store) }
        try await server.query("VACUUM (ANALYZE) \(schema).sessions, \(schema).session_values")
        for _ in 0..<20 {
            clock.advance(by: .seconds(601))
            for counter in counters {
                _ = try await store.read(
                    counter.id.locator,
                    secretHash: counter.id.secretHash,
                    reads: .nothing,
                    touch: SessionPolicy()
                )
                try await counter.increment(in: store)
            }
        }
        let statement = """
            SELECT sum(n_tup_upd), sum(n_tup_hot_upd) FROM pg_stat_user_tables
            WHERE schemaname = '\(schema)' AND n_tup_upd > 0
            """
        try await eventually("the server has counted") {
            try await server.query(statement).split(separator: "|").first.flatMap { Int($0) }
                ?? 0 >= 8000
        }
        let counts = try await server.query(statement).split(separator: "|").compactMap { Int($0) }
        #expect(counts.count == 2)
        #expect((counts.last ?? 0) * 100 >= (counts.first ?? 0) * 99, "\(counts)")
        await store.close()
    }

    /// A session that is used is not swept, though it was to end before.
    @Test func aSweepFindsOutWhatWasUsed() async throws {
        let clock = ManualClock()
        let store = try await SharedPostgres.store(clock: clock)
        let (used, unused) = (Counter(), Counter())
        for counter in [used, unused] { try await counter.make(in: store) }
        for _ in 0..<3 {
            clock.advance(by: .seconds(1800))
            try await used.increment(in: store)
        }
        #expect(try await store.sweep(limit: 10) == 1)
        #expect(try await store.sweep(limit: 10) == 0)
        #expect(try await used.value(in: store) == 3)
        clock.advance(by: .seconds(3600))
        #expect(try await store.sweep(limit: 10) == 1)
        await store.close()
    }

    /// The end of one that was moved nearer is found in time.
    @Test func anExpiryThatComesSoonerIsSwept() async throws {
        let clock = ManualClock()
        let store = try await SharedPostgres.store(clock: clock)
        let counter = Counter()
        try await counter.make(in: store)
        for expiry in [SessionExpiry.idle(.zero), .idle(.seconds(60))] {
            _ = try await store.commit(
                counter.id.locator,
                secretHash: counter.id.secretHash,
                SessionCommit(policy: SessionPolicy(), expiry: expiry)
            )
        }
        clock.advance(by: .seconds(60))
        #expect(try await store.sweep(limit: 10) == 1)
        await store.close()
    }

    @Test(arguments: [Duration.seconds(Int64.max / 1000), .milliseconds(Int64.max)])
    func endlessTimesAreNoError(_ timeout: Duration) async throws {
        let store = try await SharedPostgres.store()
        let id = ClientID(random: SystemRandomSource())
        let policy = SessionPolicy(timeout: timeout, resolution: .zero, lifetime: timeout)
        let record = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: policy, expiry: .idle(timeout))
        )
        #expect(record.policy == policy)
        #expect(try await store.sweep(limit: 10) == 0)
        let read = try await store.read(
            id.locator,
            secretHash: id.secretHash,
            reads: .nothing,
            touch: policy
        )
        guard case .found = read else {
            throw Program.Failure(description: "the session is \(read)")
        }
        await store.close()
    }
}
#endif
