// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// What is left of a session where one of its containers fails.
@Suite struct ContainerOutageTests {
    private static let names = ["a", "b", "c"]
    private static let all: [SessionDatum?] = [1, 1, 1, 1]

    private let clock = ManualClock()
    private let outages: [String: StoreOutage]
    private let before: Interruption
    private let site: SessionTestSite

    init() throws {
        let clock = clock
        let outages = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, StoreOutage()) })
        let limits = SessionLimits(valueBytes: 200, sessionBytes: 100)
        before = Interruption(before: .commit)
        self.outages = outages
        site = try SessionTestSite(
            store: RecordingStore(MemorySessionStore(clock: clock), before: before.run),
            clock: clock,
            named: outages.mapValues { outage in
                let store = MemorySessionStore(clock: clock)
                return SessionContainer(
                    store: RecordingStore(store, before: outage.check),
                    limits: limits
                )
            },
            renewal: SessionRenewal(every: .seconds(600))
        )
    }

    private func outage(_ name: String) throws -> StoreOutage {
        try #require(outages[name])
    }

    // MARK: Renewal

    @Test(arguments: names)
    func aPageDoesNotFailByTheRenewalOfAContainerThatItDoesNotNeed(name: String) async throws {
        let cookie = try await seed()
        clock.advance(by: .seconds(600))
        try outage(name).begin(for: .read, .commit)
        let during = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
        #expect(during.result == ["n"])
        try outage(name).end()
        #expect(try await values(#require(during.cookie)).result == Self.all)
    }

    @Test(arguments: names)
    func aWriteIsStoredOnceBesideARenewal(name: String) async throws {
        let cookie = try await seed()
        clock.advance(by: .seconds(600))
        try outage(name).begin(for: .read, .commit)
        let others = Self.names.filter { $0 != name }
        let during = try await site.visit(.post, cookie: cookie) { session in
            _ = try await session["p"].keys()
            for package in ["p"] + others { try session[package].increment("n") }
            try session[others[0]].set(2, for: "m")
        }
        try outage(name).end()
        let expected = (["p"] + Self.names).map { SessionDatum.integer($0 == name ? 1 : 2) }
        #expect(try await values(#require(during.cookie)).result == expected)
    }

    @Test func aWriteToTheContainerThatIsAwayFailsAndLosesNothing() async throws {
        let cookie = try await seed()
        clock.advance(by: .seconds(600))
        try outage("b").begin(for: .read, .commit)
        let session = site.session(.post, cookie: cookie)
        _ = try await session["p"].keys()
        try session["b"].increment("n")
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .storeUnavailable)
        try outage("b").end()
        #expect(try await values(cookie).result == Self.all)
    }

    // MARK: Login

    @Test(arguments: names)
    func aLoginDoesNotNeedTheContainersThatItStoresNothingIn(name: String) async throws {
        let cookie = try await seed()
        try outage(name).begin(for: .read, .commit)
        let login = try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        try outage(name).end()
        #expect(try await values(#require(login.cookie)).result == Self.all)
        #expect(try await values(cookie).result == [nil, nil, nil, nil])
    }

    @Test(arguments: names)
    func aLoginThatStoresInAContainerThatIsAwayLeavesTheVisitorAsBefore(
        name: String
    ) async throws {
        let cookie = try await seed()
        try outage(name).begin(for: .read, .commit)
        let error = try await loginError(cookie) { try $0[name].increment("n") }
        #expect(error?.code == .storeUnavailable)
        try outage(name).end()
        try await expectNobody(cookie)
    }

    @Test(arguments: names)
    func aLogoutDoesNotNeedThem(name: String) async throws {
        let cookie = try await seed()
        try outage(name).begin(for: .read, .commit, .revoke)
        try await site.visit(.post, cookie: cookie) { try $0.logout() }
        try outage(name).end()
        #expect(try await values(cookie).result == [nil, nil, nil, nil])
    }

    @Test(arguments: [true, false])
    func aFirstWriteThatIsRefusedLogsNobodyIn(looks: Bool) async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let error = try await loginError(cookie) { session in
            if looks { _ = try await session["p"].keys() }
            try session["a"].set(1, for: "n")
            try session["b"].set(String(repeating: "x", count: 101), for: "n")
        }
        #expect(error?.code == .tooLarge)
        #expect(try await values(cookie).result == [1, 1, nil, nil])
        #expect(try await principal(cookie) == nil)
        #expect(try await site.manager.sessions(ofPrincipal: "ada").isEmpty)
        try await expectRecords([1, 1, 0, 0])
    }

    @Test func aLoginWithoutASessionThatFailsLeavesNone() async throws {
        let error = try await loginError(nil) { session in
            try session["a"].set(1, for: "n")
            try session["b"].set(String(repeating: "x", count: 101), for: "n")
        }
        #expect(error?.code == .tooLarge)
        try await expectRecords([0, 0, 0, 0])
    }

    /// What becomes of a login whose process dies: nothing is taken back.
    @Test func nobodyIsLoggedInWhereTheProcessDiesBeforeTheDecision() async throws {
        let cookie = try await seed()
        before.set { throw SessionError(.storeUnavailable, "the process is about to die") }
        let error = try await loginError(cookie) { session in
            for name in Self.names { try session[name].increment("n") }
        }
        #expect(error?.code == .storeUnavailable)
        #expect(try await principal(cookie) == nil)
        #expect(try await values(cookie).result == [1, 2, 2, 2])
    }

    // MARK: Support

    private func seed() async throws -> String {
        try await site.seed { session in
            for package in ["p"] + Self.names { try session[package].set(1, for: "n") }
        }
    }

    private func values(
        _ cookie: String
    ) async throws -> SessionTestSite.Reply<[SessionDatum?]> {
        try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return (["p"] + Self.names).map { session[$0].loaded("n") }
        }
    }

    private func principal(_ cookie: String) async throws -> String? {
        try await site.visit(cookie: cookie) { try await $0.principal() }.result
    }

    private func loginError(
        _ cookie: String?,
        _ handler: (Session) async throws -> Void
    ) async throws -> SessionError? {
        let session = site.session(.post, cookie: cookie)
        try session.login(principal: "ada")
        try await handler(session)
        return await #expect(throws: SessionError.self) { try await session.commit() }
    }

    private func expectNobody(_ cookie: String) async throws {
        #expect(try await principal(cookie) == nil)
        #expect(try await values(cookie).result == Self.all)
        #expect(try await site.manager.sessions(ofPrincipal: "ada").isEmpty)
        for name in Self.names {
            let store = site.manager.containers.container(forPackage: name).store
            let records = try await store.records(after: nil, limit: 10).records
            #expect(records.map(\.principal) == [nil])
        }
    }

    private func expectRecords(_ counts: [Int]) async throws {
        for (name, count) in zip(["p"] + Self.names, counts) {
            let store = site.manager.containers.container(forPackage: name).store
            #expect(try await store.records(after: nil, limit: 10).records.count == count)
        }
    }
}
