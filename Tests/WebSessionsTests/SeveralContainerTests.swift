// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// What comes in between while a commit goes through several containers.
@Suite struct SeveralContainerTests {
    private let clock = ManualClock()

    @Test func aConflictInANamedContainerDoesNotEndARotatingSession() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let login = site.session(.post, cookie: cookie)
        try await login["cart"].modify("n", default: 0) { $0 += 1 }
        try await site.visit(cookie: cookie) { try $0["cart"].increment("n") }
        try login.login(principal: "ada")
        let error = await #expect(throws: SessionError.self) { try await login.commit() }
        #expect(error?.code == .conflict)
        #expect(!login.isPartlyStored)
        #expect(try await values(cookie, site) == [2, 1])
    }

    @Test func aConflictIsFoundBeforeAnythingIsStored() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let slow = site.session(.post, cookie: cookie)
        try await slow["cart"].modify("n", default: 0) { $0 += 1 }
        try slow["other"].increment("n")
        try await site.visit(cookie: cookie) { try $0["cart"].increment("n") }
        await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(!slow.isPartlyStored)
        #expect(try await values(cookie, site) == [2, 1])
    }

    @Test func aConflictAfterAPartIsToldApart() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let slow = site.session(.post, cookie: cookie)
        try await slow["other"].modify("n", default: 0) { $0 += 1 }
        try await slow["cart"].modify("n", default: 0) { $0 += 1 }
        try await site.visit(cookie: cookie) { try $0["cart"].increment("n") }
        await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(slow.isPartlyStored)
    }

    @Test func theRotationThatIsStoredFirstWins() async throws {
        let interruption = Interruption(before: .commit)
        let site = try site(main: interruption)
        let cookie = try await seedBoth(site)
        let winner = Mutex<String?>(nil)
        interruption.set {
            #expect(try await values(cookie, site) == [1, 1])
            let rotation = try await site.visit(.post, cookie: cookie) { try $0.rotate() }
            winner.withLock { $0 = rotation.cookie }
        }
        await expectRotated(cookie, site) { try $0.login(principal: "ada") }
        #expect(try await values(#require(winner.withLock(\.self)), site) == [1, 1])
        #expect(try await values(cookie, site) == [nil, nil])
    }

    /// A named container is asked before the rotation, and answers after it.
    @Test func aWriteThatWasUnderWayGoesToTheRotatedSession() async throws {
        let interruption = Interruption(before: .commit)
        let cart = RecordingStore(MemorySessionStore(clock: clock), before: interruption.run)
        let site = try site(cart)
        let old = try await seedBoth(site)
        let new = Mutex<String?>(nil)
        interruption.set {
            let rotation = try await site.visit(.post, cookie: old) { try $0.rotate() }
            new.withLock { $0 = rotation.cookie }
        }
        try await site.visit(.post, cookie: old) { try $0["cart"].increment("n") }
        #expect(try await values(#require(new.withLock(\.self)), site) == [2, 1])
        #expect(try await values(old, site) == [nil, nil])
    }

    /// The same with a logout: what was written is out of reach.
    @Test func aWriteThatWasUnderWayUndoesNoLogout() async throws {
        let interruption = Interruption(before: .commit)
        let cart = RecordingStore(MemorySessionStore(clock: clock), before: interruption.run)
        let site = try site(cart)
        let cookie = try await seedBoth(site)
        interruption.set {
            try await site.visit(.post, cookie: cookie) { try $0.logout() }
        }
        _ = try? await site.visit(.post, cookie: cookie) { try $0["cart"].increment("n") }
        #expect(try await values(cookie, site) == [nil, nil])
    }

    @Test func aSecondRotationOfASessionWithNamedDataAloneFails() async throws {
        let site = try site()
        let cookie = try await site.seed { try $0["cart"].set(1, for: "n") }
        let rotation = try await site.visit(.post, cookie: cookie) { try $0.rotate() }
        await expectRotated(cookie, site) { try $0.login(principal: "ada") }
        #expect(try await values(#require(rotation.cookie), site) == [1, nil])
    }

    /// The first one cannot go on, and gives back what it has taken.
    @Test func aRotationAfterOneThatFailedWins() async throws {
        let interruption = Interruption(before: .commit)
        let site = try site(main: interruption)
        let cookie = try await seedBoth(site)
        interruption.set { throw SessionError(.storeUnavailable, "the store is away") }
        await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { try $0.rotate() }
        }
        let rotation = try await site.visit(.post, cookie: cookie) { try $0.rotate() }
        #expect(try await values(#require(rotation.cookie), site) == [1, 1])
        #expect(try await values(cookie, site) == [nil, nil])
    }

    @Test func aConflictOfTheDefaultContainerFindsNothingStored() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let login = site.session(.post, cookie: cookie)
        try await login["other"].modify("n", default: 0) { $0 += 1 }
        try login["cart"].increment("n")
        try login.login(principal: "ada")
        try await site.visit(cookie: cookie) { try $0["other"].increment("n") }
        let error = await #expect(throws: SessionError.self) { try await login.commit() }
        #expect(error?.code == .conflict)
        #expect(!login.isPartlyStored)
        #expect(try await values(cookie, site) == [1, 2])
    }

    @Test func aSlowWriteDoesNotEndTheRecordOfARotatedSession() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let slow = site.session(.post, cookie: cookie)
        _ = try await slow["other"].keys()
        try slow["cart"].set(7, for: "n")
        let rotation = try await site.visit(.post, cookie: cookie) { try $0.rotate() }
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .rotated)
        #expect(try await values(#require(rotation.cookie), site) == [1, 1])
    }

    private func expectRotated(
        _ cookie: String,
        _ site: SessionTestSite,
        _ handler: (Session) async throws -> Void
    ) async {
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie, handler)
        }
        #expect(error?.code == .rotated)
    }

    private func site(main: Interruption) throws -> SessionTestSite {
        try SessionTestSite(
            store: RecordingStore(MemorySessionStore(clock: clock), before: main.run),
            clock: clock,
            named: ["cart": SessionContainer(store: MemorySessionStore(clock: clock))]
        )
    }

    private func site(_ cart: (any SessionStore)? = nil) throws -> SessionTestSite {
        let store = cart ?? MemorySessionStore(clock: clock)
        return try SessionTestSite(
            clock: clock,
            named: ["cart": SessionContainer(store: store)]
        )
    }

    private func seedBoth(_ site: SessionTestSite) async throws -> String {
        try await site.seed { session in
            try session["cart"].set(1, for: "n")
            try session["other"].set(1, for: "n")
        }
    }

    private func values(_ cookie: String, _ site: SessionTestSite) async throws -> [SessionDatum?] {
        try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["cart"].loaded("n"), session["other"].loaded("n")]
        }.result
    }
}
