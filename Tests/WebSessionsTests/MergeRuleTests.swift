// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

extension SessionKey<Int> {
    fileprivate static var plain: Self { SessionKey("p", "plain") }
    fileprivate static var visits: Self { SessionKey("p", "visits", merge: .add) }
    fileprivate static var best: Self { SessionKey("p", "best", merge: .max) }
    fileprivate static var last: Self { SessionKey("p", "last", merge: .lastWriter) }
    fileprivate static var strict: Self { SessionKey("p", "strict", merge: .compareAndSet) }
}

extension SessionKey<[String]> {
    fileprivate static var tags: Self { SessionKey("p", "tags", merge: .union) }
    fileprivate static var trail: Self { SessionKey("p", "trail", merge: .append(cap: 3)) }
}

extension SessionKey<Set<Int>> {
    fileprivate static var seen: Self { SessionKey("p", "seen", merge: .union) }
}

@Suite struct MergeRuleTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    /// Two requests read the same value, each changes it, the second one commits last.
    private func race<Value: Equatable>(
        _ key: SessionKey<Value>,
        from start: Value,
        _ first: @escaping (inout Value) -> Void,
        _ second: @escaping (inout Value) -> Void
    ) async throws -> Value? {
        let cookie = try await site.seed { try $0.set(start, for: key) }
        let slow = site.session(cookie: cookie)
        try await slow.modify(key, default: start, second)
        try await site.visit(cookie: cookie) { try await $0.modify(key, default: start, first) }
        _ = try await slow.commit()
        return try await site.visit(cookie: cookie) { try await $0.value(key) }.result
    }

    @Test func differencesAddUp() async throws {
        #expect(
            try await race(.visits, from: 10) {
                $0 += 1
            } _: {
                $0 -= 5
            } == 6
        )
    }

    @Test func theLargestNumberStays() async throws {
        #expect(
            try await race(.best, from: 10) {
                $0 = 30
            } _: {
                $0 = 20
            } == 30
        )
        #expect(
            try await race(.best, from: 10) {
                $0 = 5
            } _: {
                $0 = 7
            } == 10
        )
    }

    @Test func theLastWriterWins() async throws {
        #expect(
            try await race(.last, from: 10) {
                $0 = 30
            } _: {
                $0 = 20
            } == 20
        )
    }

    @Test func insertionsOfBothStay() async throws {
        let tags = try await race(.tags, from: ["a"]) {
            $0 += ["b"]
        } _: {
            $0 += ["c", "b"]
        }
        #expect(tags == ["a", "b", "c"])
        let seen = try await race(.seen, from: [1]) {
            $0.insert(2)
        } _: {
            $0.formUnion([1, 3])
        }
        #expect(seen == [1, 2, 3])
    }

    @Test func appendedElementsOfBothStayUpToTheCap() async throws {
        let trail = try await race(.trail, from: ["a"]) {
            $0.append("b")
        } _: {
            $0.append(contentsOf: ["c", "d"])
        }
        #expect(trail == ["b", "c", "d"])
    }

    @Test func whatARuleCannotExpressIsCompared() async throws {
        await expectConflict {
            try await race(.tags, from: ["a"]) {
                $0 += ["b"]
            } _: {
                $0 = []
            }
        }
        await expectConflict {
            try await race(.trail, from: ["a"]) {
                $0.append("b")
            } _: {
                $0.insert("c", at: 0)
            }
        }
        await expectConflict {
            try await race(.plain, from: 1) {
                $0 += 1
            } _: {
                $0 += 1
            }
        }
        await expectConflict {
            try await race(.strict, from: 1) {
                $0 += 1
            } _: {
                $0 += 1
            }
        }
        let largest = try await race(.visits, from: .min) { _ in
        } _: {
            $0 = .max
        }
        #expect(largest == .max)
    }

    @Test func aDifferenceOutOfRangeIsCompared() async {
        await expectConflict {
            try await race(.visits, from: .min) {
                $0 += 1
            } _: {
                $0 = .max
            }
        }
    }

    @Test func aMaximumAndAUnionNeedNoRead() async throws {
        let cookie = try await site.seed { session in
            try session.set(10, for: .best)
            try session.set(["a"], for: .tags)
            try session.set(4, for: .visits)
        }
        site.store.reset()
        try await site.visit(cookie: cookie) { session in
            try session.set(7, for: .best)
            try session.set(["b"], for: .tags)
            try session.set(1, for: .visits)
        }
        #expect(site.store.calls == [.commit])
        let reply = try await site.visit(cookie: cookie) { session in
            try await session.load(.best, .visits)
            let tags = try await session.value(.tags)
            return (session[.best], session[.visits], tags)
        }
        #expect(reply.result.0 == 10)
        #expect(reply.result.1 == 1)
        #expect(reply.result.2 == ["a", "b"])
    }

    @Test func anAdditionAfterThisRequestsOwnWriteCounts() async throws {
        let cookie = try await site.seed { try $0.set(4, for: .visits) }
        let value = try await site.visit(cookie: cookie) { session in
            try session.set(10, for: .visits)
            session[.visits, default: 0] += 1
            return session[.visits]
        }
        #expect(value.result == 11)
        #expect(try await site.visit(cookie: cookie) { try await $0.value(.visits) }.result == 11)
    }

    @Test func aCompareAndSetKeyMustBeReadFirst() async throws {
        let cookie = try await site.seed { session in
            _ = try await session.value(.strict)
            try session.set(1, for: .strict)
        }
        let blind = #expect(throws: SessionError.self) {
            try site.session(cookie: cookie).set(2, for: .strict)
        }
        #expect(blind?.code == .notLoaded)
        #expect(blind?.key == "strict")
    }

    private func expectConflict(_ body: () async throws -> (some Any)?) async {
        let error = await #expect(throws: SessionError.self) { _ = try await body() }
        #expect(error?.code == .conflict)
    }
}
