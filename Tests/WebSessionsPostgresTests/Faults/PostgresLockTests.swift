// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// Other transactions, and limits of time at the server.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresLockTests {
    /// Somebody looks at a row by hand and forgets it: its own session waits, and no other.
    @Test func aLockedSessionHoldsUpNoOther() async throws {
        let server = try await SharedPostgres.server
        let schema = SharedPostgres.schema
        let store = try SharedPostgres.store(
            url: server.url,
            schema: schema,
            timeout: .seconds(2),
            connections: 1
        )
        let (locked, other) = (Counter(), Counter())
        for counter in [locked, other] { try await counter.make(in: store) }
        let locking = Task { try await server.lock(locked, schema: schema, seconds: 4) }
        try await eventually("the row is locked") { try await server.hasLock(schema) }
        let refused = Task { try await locked.increment(in: store) }
        for _ in 0..<5 { try await other.increment(in: store) }
        let error = await #expect(throws: SessionError.self) { try await refused.value }
        #expect(error?.code == .storeFailure)
        #expect(error?.isStoreAway == false)
        // A read goes on, though the access cannot be recorded.
        #expect(try await locked.value(in: store) == 0)
        try await locking.value
        try await locked.increment(in: store)
        #expect(try await locked.value(in: store) == 1)
        #expect(try await other.value(in: store) == 5)
        await store.close()
    }

    /// Whoever waits long enough gets the row.
    @Test func aLockIsWaitedFor() async throws {
        let server = try await SharedPostgres.server
        let schema = SharedPostgres.schema
        let store = try SharedPostgres.store(url: server.url, schema: schema)
        let counter = Counter()
        try await counter.make(in: store)
        let locking = Task { try await server.lock(counter, schema: schema, seconds: 1) }
        try await eventually("the row is locked") { try await server.hasLock(schema) }
        try await counter.increment(in: store)
        try await locking.value
        #expect(try await counter.value(in: store) == 1)
        await store.close()
    }

    /// A sweep leaves what another transaction has for later.
    @Test func aSweepPassesLockedSessionsBy() async throws {
        let server = try await SharedPostgres.server
        let clock = ManualClock()
        let schema = SharedPostgres.schema
        let store = try SharedPostgres.store(url: server.url, schema: schema, clock: clock)
        let (locked, other) = (Counter(), Counter())
        for counter in [locked, other] { try await counter.make(in: store) }
        clock.advance(by: .seconds(7200))
        let locking = Task { try await server.lock(locked, schema: schema, seconds: 1) }
        try await eventually("the row is locked") { try await server.hasLock(schema) }
        #expect(try await store.sweep(limit: 10) == 1)
        try await locking.value
        #expect(try await store.sweep(limit: 10) == 1)
        await store.close()
    }

    /// Servers end connections that rest; no transaction of a store ever does within one.
    @Test func connectionsThatRestAreMadeAnew() async throws {
        let server = try await SharedPostgres.server
        let limits = "-c%20idle_session_timeout=50%20-c%20idle_in_transaction_session_timeout=1"
        let url = server.url + "?options=\(limits)"
        let store = try SharedPostgres.store(url: url)
        let counter = Counter()
        try await counter.make(in: store)
        for _ in 0..<5 {
            try await counter.increment(in: store)
            try await Task.sleep(for: .milliseconds(120))
        }
        #expect(try await counter.value(in: store) == 5)
        await store.close()
    }

    @Test func aStatementThatTakesTooLongIsAnError() async throws {
        let server = try await SharedPostgres.server
        let url = server.url + "?options=-c%20statement_timeout=1"
        let schema = SharedPostgres.schema
        let patient = try SharedPostgres.store(url: server.url, schema: schema)
        let counter = Counter()
        try await counter.make(in: patient)
        let store = try SharedPostgres.store(url: url, schema: schema, timeout: .seconds(1))
        let locking = Task { try await server.lock(counter, schema: schema, seconds: 3) }
        try await eventually("the row is locked") { try await server.hasLock(schema) }
        let error = await #expect(throws: SessionError.self) {
            try await counter.increment(in: store)
        }
        #expect(error?.code == .storeFailure)
        // On a slow machine an earlier attempt may have had no reply at all.
        #expect(
            error?.cause?.hasPrefix("the server answered 57014") == true,
            "\(error?.cause ?? "")"
        )
        try await locking.value
        #expect(try await counter.value(in: patient) == 0)
        for store in [store, patient] { await store.close() }
    }
}

extension PostgresServer {
    /// Locks the row of a session for a while, as somebody does who looks at it by hand.
    fileprivate func lock(_ counter: Counter, schema: String, seconds: Int) async throws {
        let digits = counter.id.locator.bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        try await query(
            """
            DO $$ BEGIN
            PERFORM FROM \(schema).sessions WHERE locator = '\\x\(digits.joined())' FOR UPDATE;
            PERFORM pg_advisory_xact_lock_shared(hashtext('\(schema)'));
            PERFORM pg_sleep(\(seconds));
            END $$
            """
        )
    }

    fileprivate func hasLock(_ schema: String) async throws -> Bool {
        let text = try await query(
            """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                AND objid = (hashtext('\(schema)')::bigint & 4294967295)::oid
            """
        )
        return text == "1"
    }
}
#endif
