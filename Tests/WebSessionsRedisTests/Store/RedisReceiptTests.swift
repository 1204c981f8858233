// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import Synchronization
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// Calls whose reply was lost, and that are sent again.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisReceiptTests {
    private let store: RedisSessionStore
    private let counter = Counter()

    init() async throws {
        store = try await SharedRedis.store(url: SharedRedis.server.url, timeout: .seconds(120))
    }

    @Test(arguments: [0, 4, 5, 6, 60, 999])
    func aRepeatedCommitIsAppliedOnce(others: Int) async throws {
        try await counter.make(in: store)
        try await counter.increment(in: repeating { try await self.commit(others) })
        #expect(try await counter.value(in: store) == others + 1)
        await store.close()
    }

    /// It is not known any more whether it was, so that it is not done.
    @Test func aRepetitionAfterTooManyOthersIsAnError() async throws {
        try await counter.make(in: store)
        let error = await #expect(throws: SessionError.self) {
            try await counter.increment(in: repeating { try await self.commit(1100) })
        }
        #expect(error?.code == .storeFailure)
        #expect(error?.message.contains("not known any more") == true)
        #expect(try await counter.value(in: store) == 1101)
        await store.close()
    }

    /// What was not sent before cannot have been forgotten.
    @Test func nothingElseIsRefusedThen() async throws {
        try await counter.make(in: store)
        try await commit(1100)
        var commit = SessionCommit(
            [.add(try SessionField(package: "p", key: "a"), 1)],
            policy: SessionPolicy()
        )
        commit.operations.append(.add(try SessionField(package: "p", key: "b"), 1))
        commit.id = SessionCommitID()
        for _ in 0..<2 {
            let result = try await store.commit(
                counter.id.locator,
                secretHash: counter.id.secretHash,
                commit
            )
            guard case .committed = result else {
                throw Program.Failure(description: "the commit is \(result)")
            }
            try await self.commit(20)
        }
        #expect(try await counter.value(in: store) == 1141)
        await store.close()
    }

    @Test func receiptsHaveBoundedRoom() async throws {
        try await counter.make(in: store)
        #expect(try await fields() == 3, "administration, secret, receipts")
        try await commit(4)
        #expect(try await fields() == 5, "both values beside them")
        try await commit(3000)
        #expect(try await fields() < 220)
        await store.close()
    }

    /// The last receipts of a session that rests now are dropped when it is used again.
    @Test func oldReceiptsAreDropped() async throws {
        try await counter.make(in: store)
        try await commit(60)
        let busy = try await fields()
        let key = store.keys.record(counter.id.locator)
        let old = [UInt8](repeating: 0, count: 60)
        for number in 0..<12 {
            let words = [key, Array("r\(number)".utf8), old]
            _ = try await store.send(RedisCommand("HSET", arguments: words), forKey: key)
        }
        try await commit(4)
        #expect(try await fields() <= busy - 7)
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

    @Test func whatAnEndLeavesIsNoSession() async throws {
        try await counter.make(in: store)
        try await counter.increment(in: store)
        try await end()
        let id = counter.id
        let read = try await store.read(
            id.locator,
            secretHash: id.secretHash,
            reads: .everything,
            touch: SessionPolicy()
        )
        guard case .absent = read else {
            throw Program.Failure(description: "the session is \(read)")
        }
        #expect(try await store.records(after: nil, limit: 10) == SessionRecordPage(records: []))
        #expect(try await fields() == 2, "the mark and the receipts")
        let key = store.keys.record(id.locator)
        let left = try await store.send(RedisCommand("PTTL", arguments: [key]), forKey: key).number
        #expect((1...240_000).contains(left ?? 0))
        await store.close()
    }

    /// Entry, digests, commit and script: all of it within one timeout.
    @Test func allThatACallSendsSharesItsDeadline() async throws {
        let server = try await RedisServer()
        let deadlines = Mutex<[NIODeadline]>([])
        let store = try SharedRedis.store(url: server.url).relayed { _, call, send in
            deadlines.withLock { $0.append(call.deadline) }
            return try await send(call)
        }
        try await counter.make(in: store)
        let field = try SessionField(package: "p", key: "a")
        let digest = SessionDigest(bytes: SessionDigest(of: .integer(1)).bytes)
        deadlines.withLock { $0 = [] }
        let commit = SessionCommit(
            [.compareAndSet(field, expected: digest, new: .integer(2))],
            policy: SessionPolicy(),
            principal: "ada"
        )
        _ = try await store.commit(
            counter.id.locator,
            secretHash: counter.id.secretHash,
            commit
        )
        let seen = deadlines.withLock(\.self)
        #expect(seen.count == 5, "two of three scripts are new to the server")
        #expect(Set(seen).count == 1)
        await store.close()
    }

    // MARK: Support

    /// A store whose next call loses its reply, after which something else is done before it is
    /// sent again.
    private func repeating(
        _ meanwhile: @escaping @Sendable () async throws -> Void
    ) -> RedisSessionStore {
        let left = Countdown(1)
        return store.relayed { _, call, send in
            let replies = try await send(call)
            // A script that the server does not know yet was not run.
            guard replies[0].failure == nil, left.next() else { return replies }
            try await meanwhile()
            return try await send(call.repeated)
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

    private func fields() async throws -> Int {
        let key = store.keys.record(counter.id.locator)
        let reply = try await store.send(RedisCommand("HLEN", arguments: [key]), forKey: key)
        return Int(reply.number ?? 0)
    }
}
#endif
