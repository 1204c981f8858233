import HTTPTypes
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

    /// Only the named container has a record.
    ///
    /// The default one is asked, has none, and gets one before the named one is rotated.
    @Test func aRotationReachesTheFirstRecordOfTheDefaultContainer() async throws {
        let interruption = Interruption(before: .commit)
        let cart = RecordingStore(MemorySessionStore(clock: clock), before: interruption.run)
        let site = try site(cart)
        let old = try await site.seed { try $0["cart"].set(1, for: "n") }
        interruption.set {
            try await site.visit(cookie: old) { try $0["other"].set(7, for: "n") }
        }
        let login = try await site.visit(.post, cookie: old) { try $0.rotate() }
        #expect(try await values(old, site) == [nil, nil])
        #expect(try await values(try #require(login.cookie), site) == [1, 7])
    }

    @Test func aRotationThatBeganFirstWinsAndHidesNothingMeanwhile() async throws {
        let interruption = Interruption(before: .commit)
        let site = try site(main: interruption)
        let cookie = try await seedBoth(site)
        interruption.set {
            let meanwhile = try await values(cookie, site)
            #expect(meanwhile == [1, 1])
            await expectRotated(cookie, site) { try $0.rotate() }
            await expectRotated(cookie, site) { try $0["cart"].increment("n") }
        }
        let login = try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        #expect(try await values(#require(login.cookie), site) == [1, 1])
        #expect(try await values(cookie, site) == [nil, nil])
    }

    /// There is no default container to ask.
    @Test func aSecondRotationOfANamedContainerAloneFails() async throws {
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
