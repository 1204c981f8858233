// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

/// `clear` beside values that were read.
@Suite struct ClearingTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test func oneOfManyPopsGetsTheValueAlsoWhenThePackageIsCleared() async throws {
        let cookie = try await site.seed { try $0["p"].set("prize", for: "k") }
        let sessions = [site.session(cookie: cookie), site.session(cookie: cookie)]
        for session in sessions {
            #expect(try await session["p"].pop("k", as: String.self) == "prize")
            try session["p"].clear()
        }
        _ = try await sessions[0].commit()
        let error = await #expect(throws: SessionError.self) { try await sessions[1].commit() }
        #expect(error?.code == .conflict)
    }

    @Test func aValueThatWasPoppedAndClearedCanBeSetAgain() async throws {
        let cookie = try await site.seed { session in
            try session["p"].set("prize", for: "k")
            try session["p"].set("other", for: "o")
        }
        try await site.visit(cookie: cookie) { session in
            _ = try await session["p"].pop("k", as: String.self)
            try session["p"].clear()
            try session["p"].set("new", for: "k")
            #expect(session["p"].loaded("k") == "new")
            try session["p"].set("newer", for: "k")
        }
        let reply = try await site.visit(cookie: cookie) { try await $0["p"].dictionary() }
        #expect(reply.result == ["k": "newer"])
    }

    /// Two requests that read, clear and set: what the second one made of its reading is stale.
    @Test func whatWasReadBeforeAClearingIsComparedWhenItIsSetAgain() async throws {
        let cookie = try await site.seed { try $0["p"].set(0, for: "n") }
        let error = try await secondOfTwo(cookie) { session in
            let count = try await session["p"].value("n", as: Int.self) ?? 0
            try session["p"].clear()
            try session["p"].set(count + 1, for: "n")
        }
        #expect(error?.code == .conflict)
        #expect(error?.key == "n")
        let reply = try await site.visit(cookie: cookie) { try await $0["p"].dictionary() }
        #expect(reply.result == ["n": 1])
    }

    @Test func anAbsentKeyThatWasReadBeforeAClearingIsComparedToo() async throws {
        let cookie = try await site.seed { try $0["p"].set(0, for: "other") }
        let error = try await secondOfTwo(cookie) { session in
            let count = try await session["p"].value("n", as: Int.self) ?? 0
            try session["p"].clear()
            try session["p"].set(count + 1, for: "n")
        }
        #expect(error?.code == .conflict)
    }

    @Test func aTypedSumThatWasReadBeforeAClearingIsCompared() async throws {
        let key = SessionKey<Int>("p", "n", merge: .add)
        let cookie = try await site.seed { try $0.set(0, for: key) }
        let error = try await secondOfTwo(cookie) { session in
            let count = try await session.value(key) ?? 0
            try session["p"].clear()
            try session.set(count + 1, for: key)
        }
        #expect(error?.code == .conflict)
    }

    @Test func replacingAPackageThatWasReadConflictsWithAChangeOfIt() async throws {
        let cookie = try await site.seed { try $0["p"].update(["a": 1, "b": 2]) }
        let session = site.session(cookie: cookie)
        var values = try await session["p"].dictionary()
        values["a"] = 7
        try session["p"].clear()
        try session["p"].update(values)
        try await site.visit(cookie: cookie) { try $0["p"].increment("b") }
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.key == "b")
    }

    /// Neither did it read what was stored, or it says that this does not matter.
    @Test func aSetAfterABlindClearingConflictsWithNothing() async throws {
        let key = SessionKey<Int>("p", "n", merge: .lastWriter)
        let cookie = try await site.seed { try $0["p"].set(0, for: "n") }
        let blind: @Sendable (Session) async throws -> Void = { session in
            try session["p"].clear()
            #expect(try await session["p"].value("n", as: Int.self) == nil)
            try session["p"].set(1, for: "n")
            try session["p"].clear()
            try session["p"].set(2, for: "n")
        }
        let last: @Sendable (Session) async throws -> Void = { session in
            let count = try await session.value(key) ?? 0
            try session["p"].clear()
            try session.set(count + 1, for: key)
        }
        for handler in [blind, last] {
            #expect(try await secondOfTwo(cookie, handler) == nil)
        }
    }

    /// The error of the second of two requests that overlap.
    private func secondOfTwo(
        _ cookie: String,
        _ handler: (Session) async throws -> Void
    ) async throws -> SessionError? {
        let sessions = [site.session(cookie: cookie), site.session(cookie: cookie)]
        for session in sessions {
            try await handler(session)
        }
        _ = try await sessions[0].commit()
        do {
            _ = try await sessions[1].commit()
            return nil
        } catch {
            return error
        }
    }
}
