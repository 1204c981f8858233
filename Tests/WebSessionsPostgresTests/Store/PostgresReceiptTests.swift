// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import Synchronization
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// Calls whose reply was lost, and that are sent again.
@Suite(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresReceiptTests {
    private let server: PostgresServer
    private let schema = SharedPostgres.schema
    private let store: PostgresSessionStore
    private let counter = Counter()

    init() async throws {
        server = try await SharedPostgres.server
        store = try SharedPostgres.store(
            url: server.url,
            schema: schema,
            timeout: .seconds(60)
        )
    }

    /// A session has room for 32 receipts; those of a busier one are elsewhere.
    @Test(arguments: [0, 4, 31, 32, 33, 64, 300])
    func aRepeatedCommitIsAppliedOnce(others: Int) async throws {
        try await counter.make(in: store)
        try await counter.increment(in: repeating { try await self.commit(others) })
        #expect(try await counter.value(in: store) == others + 1)
        await store.close()
    }

    @Test func receiptsHaveBoundedRoom() async throws {
        try await counter.make(in: store)
        try await commit(200)
        #expect(
            try await number("SELECT max(octet_length(receipts)) FROM \(schema).sessions") <= 384
        )
        let spilled = try await number("SELECT count(*) FROM \(schema).session_receipts")
        #expect((160...200).contains(spilled))
        await store.close()
    }

    /// The receipts that nobody needs any longer go with those that come.
    @Test func oldReceiptsAreDropped() async throws {
        try await counter.make(in: store)
        try await commit(100)
        try await server.query("UPDATE \(schema).session_receipts SET until = 0")
        try await commit(64)
        let spilled = try await number(
            "SELECT count(*) FROM \(schema).session_receipts WHERE until = 0"
        )
        #expect(spilled == 0)
        try await server.query("UPDATE \(schema).session_receipts SET until = 0")
        _ = try await store.sweep(limit: 500)
        #expect(try await number("SELECT count(*) FROM \(schema).session_receipts") == 0)
        await store.close()
    }

    @Test func aRepeatedCreationDoesNotUndoAnEnd() async throws {
        let creating = repeating { try await self.end() }
        await #expect(throws: SessionError.self) { try await counter.make(in: creating) }
        #expect(try await store.inspect(counter.id.locator) == nil)
        await store.close()
    }

    @Test func aRepeatedEndAnswersTheSame() async throws {
        try await counter.make(in: store)
        let id = counter.id
        let ending = repeating {}
        #expect(try await ending.revoke(id.locator, secretHash: id.secretHash))
        #expect(try await !store.revoke(id.locator, secretHash: id.secretHash))
        await store.close()
    }

    @Test func aRepeatedEndDoesNotEndWhatIsMadeAnew() async throws {
        try await counter.make(in: store)
        let ending = repeating { try await self.counter.make(in: self.store) }
        #expect(try await ending.revoke(counter.id.locator, secretHash: nil))
        try await counter.increment(in: store)
        #expect(try await counter.value(in: store) == 1)
        await store.close()
    }

    @Test func anEndLeavesReceiptsAlone() async throws {
        try await counter.make(in: store)
        try await counter.increment(in: store)
        try await end()
        #expect(try await number("SELECT count(*) FROM \(schema).session_values") == 0)
        #expect(try await number("SELECT count(*) FROM \(schema).sessions") == 0)
        #expect(try await number("SELECT count(*) FROM \(schema).session_receipts") == 3)
        #expect(try await store.records(after: nil, limit: 10) == SessionRecordPage(records: []))
        await store.close()
    }

    // MARK: Support

    /// A store whose next call loses its reply, after which something else is done before it is
    /// sent again.
    private func repeating(
        _ meanwhile: @escaping @Sendable () async throws -> Void
    ) -> PostgresSessionStore {
        let left = Mutex(1)
        let statements = store.statements
        return store.relayed { statement, send in
            let rows = try await send()
            guard [statements.commit, statements.revoke].contains(statement),
                left.withLock({ left in
                    left -= 1
                    return left >= 0
                })
            else { return rows }
            try await meanwhile()
            return try await send()
        }
    }

    private func commit(_ count: Int) async throws {
        let tasks = min(count, 20)
        guard tasks > 0 else { return }
        let tally = await counter.increment(in: store, times: count, tasks: tasks)
        try #require(tally.errors == [])
        for _ in 0..<(count - tally.acknowledged) { try await counter.increment(in: store) }
    }

    private func end() async throws {
        #expect(try await store.revoke(counter.id.locator, secretHash: nil))
    }

    private func number(_ statement: String) async throws -> Int {
        Int(try await server.query(statement)) ?? -1
    }
}
#endif
