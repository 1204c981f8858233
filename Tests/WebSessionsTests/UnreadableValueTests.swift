// SPDX-License-Identifier: Apache-2.0

import MetricsTestKit
import Testing
import WebSessions
import WebSessionsTesting

/// What a stored value of another type does to those who read and write it.
@Suite struct UnreadableValueTests {
    private static let kept = SessionKey<Int>("p", "n")
    private static let replaced = SessionKey<Int>("p", "n", ifUnreadable: .replace)
    private static let failing = SessionKey<Int>("p", "n", ifUnreadable: .fails)

    private let site: SessionTestSite
    private let cookie: String

    init() async throws {
        site = try SessionTestSite()
        cookie = try await site.seed { session in
            try session["p"].set("text", for: "n")
            try session["p"].set(["a"], for: "list")
        }
    }

    // MARK: Reads

    @Test func aTypedKeyFindsNothing() async throws {
        try await site.visit(cookie: cookie) { session in
            let value = try await session.value(Self.kept)
            #expect(value == nil)
            #expect(session[Self.kept] == nil)
            #expect(session[Self.replaced, default: 3] == 3)
        }
    }

    @Test func aReadFailsWhereThatIsSaid() async throws {
        try await expectUndecodable { _ = try await $0.value(Self.failing) }
        try await expectUndecodable { _ = try await $0.value(Self.kept, ifUnreadable: .fails) }
        try await expectUndecodable { _ = try await $0["p"].value("n", as: Int.self) }
        try await expectUndecodable { session in
            try await session.load(Self.failing)
            _ = session[Self.failing]
        }
        try await site.visit(cookie: cookie) { session in
            let value = try await session["p"].value("n", as: Int.self, ifUnreadable: .absent)
            #expect(value == nil)
        }
    }

    @Test func itIsCountedOnceInARequest() async throws {
        let metrics = TestMetrics()
        let manager = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            metrics: metrics
        )
        for _ in 0..<2 {
            _ = try await site.visit(manager, cookie) { session in
                for _ in 0..<3 { _ = try await session.value(Self.kept) }
            }
        }
        let dimensions = [("store", "memory"), ("type", "Int")]
        #expect(try metrics.expectCounter("sessions.undecodable", dimensions).totalValue == 2)
    }

    // MARK: Writes

    @Test func whatDependsOnItFails() async throws {
        let writes: [(Session) async throws -> Void] = [
            { try await $0.modify(Self.kept, default: 0) { $0 += 1 } },
            { try await $0.modify(Self.failing, default: 0) { $0 += 1 } },
            { _ = try await $0["p"].setDefault(1, for: "n") },
            { try await $0["p"].modify("n", default: 0) { $0 += 1 } },
            { session in
                try await session.load(Self.kept)
                session[Self.kept, default: 0] += 1
            },
            { session in
                _ = try await session.value(Self.kept)
                try session.set(1, for: Self.kept)
            },
            { session in
                _ = try await session["p"].value("n", as: Int.self, ifUnreadable: .absent)
                try session["p"].set(1, for: "n")
            },
            { session in
                _ = try await session["p"].value("list", as: [Int].self, ifUnreadable: .absent)
                try session["p"].append(1, to: "list")
            },
        ]
        for write in writes { try await expectUndecodable(write) }
        #expect(try await text == "text")
    }

    @Test(arguments: [SessionMergeRule<Int>.add, .max, .compareAndSet])
    func aRuleThatMergesFails(rule: SessionMergeRule<Int>) async throws {
        let key = SessionKey("p", "n", merge: rule)
        try await expectUndecodable { session in
            try await session.load(key)
            try session.set(5, for: key)
        }
        try await expectUndecodable { session in
            try await session.load(key)
            try session.increment(key)
        }
        let replacing = SessionKey("p", "n", merge: rule, ifUnreadable: .replace)
        try await site.visit(cookie: cookie) { session in
            try await session.load(replacing)
            try session.set(5, for: replacing)
        }
        #expect(try await number == 5)
    }

    @Test func aListOfOtherElementsIsNotMixed() async throws {
        let key = SessionKey<[Int]>("p", "list", merge: .union)
        try await expectUndecodable { session in
            try await session.load(key)
            try session.set([1], for: key)
        }
        let replacing = SessionKey<[Int]>("p", "list", merge: .union, ifUnreadable: .replace)
        try await site.visit(cookie: cookie) { session in
            try await session.load(replacing)
            try session.set([1], for: replacing)
        }
        let list = try await site.visit(cookie: cookie) { try await $0.value(key) }
        #expect(list.result == [1])
    }

    @Test func itIsReplacedWhereThatIsSaid() async throws {
        let writes: [(Session) async throws -> Void] = [
            { try await $0.modify(Self.replaced, default: 0) { $0 += 1 } },
            { try await $0.modify(Self.kept, default: 0, ifUnreadable: .replace) { $0 += 1 } },
            { _ = try await $0["p"].setDefault(1, for: "n", ifUnreadable: .replace) },
            { session in
                try await session.load(Self.replaced)
                session[Self.replaced, default: 0] += 1
            },
            { session in
                _ = try await session.value(Self.replaced)
                try session.increment(Self.replaced)
            },
        ]
        for write in writes {
            try await site.visit(cookie: cookie) { try $0["p"].set("text", for: "n") }
            try await site.visit(cookie: cookie, write)
            #expect(try await number == 1)
        }
    }

    @Test func itIsReplacedOnlyIfItIsStillThere() async throws {
        let slow = site.session(cookie: cookie)
        try await slow.modify(Self.replaced, default: 0) { $0 += 1 }
        try await site.visit(cookie: cookie) { try $0["p"].set("newer", for: "n") }
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .conflict)
        #expect(try await text == "newer")
    }

    @Test func whatDoesNotDependOnItIsNotHindered() async throws {
        let last = SessionKey<Int>("p", "n", merge: .lastWriter)
        let writes: [(Session) async throws -> Void] = [
            { try $0.set(1, for: Self.kept) },
            { session in
                _ = try await session.value(last)
                try session.set(1, for: last)
            },
            { session in
                _ = try await session.value(Self.kept)
                try session.remove(Self.kept)
                try session.set(1, for: Self.kept)
            },
            { session in
                _ = try await session.value(Self.kept)
                try session["p"].clear()
                try session.set(1, for: Self.kept)
            },
        ]
        for write in writes {
            try await site.visit(cookie: cookie) { try $0["p"].set("text", for: "n") }
            try await site.visit(cookie: cookie, write)
            #expect(try await number == 1)
        }
    }

    /// What a request writes after a logout goes to another session.
    @Test func aLogoutForgetsIt() async throws {
        let reply = try await site.visit(cookie: cookie) { session in
            _ = try await session.value(Self.kept)
            try session.logout()
            try session.set(1, for: Self.kept)
        }
        let value = try await site.visit(cookie: reply.cookie) { try await $0.value(Self.kept) }
        #expect(value.result == 1)
    }

    // MARK: Support

    private var text: String? {
        get async throws {
            try await site.visit(cookie: cookie) { session in
                try await session["p"].value("n", as: String.self)
            }.result
        }
    }

    private var number: Int? {
        get async throws {
            try await site.visit(cookie: cookie) { session in
                try await session["p"].value("n", as: Int.self)
            }.result
        }
    }

    private func expectUndecodable(
        _ handler: (Session) async throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let error = await #expect(throws: SessionError.self, sourceLocation: sourceLocation) {
            try await site.visit(cookie: cookie, handler)
        }
        #expect(error?.code == .undecodable, sourceLocation: sourceLocation)
        #expect(error?.store == "memory", sourceLocation: sourceLocation)
    }
}
