// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// One client id over several containers.
@Suite struct ContainerTests {
    private let site: SessionTestSite
    private let cart: RecordingStore

    init() throws {
        let clock = ManualClock()
        let shared = MemorySessionStore(clock: clock)
        cart = RecordingStore(shared)
        site = try SessionTestSite(
            store: shared,
            clock: clock,
            named: ["cart": SessionContainer(store: cart)]
        )
    }

    @Test func memoryHasTheSettingsOfZope() {
        let policy = SessionContainers.inMemory().default.policy
        #expect(policy.timeout == .seconds(3600))
        #expect(policy.resolution == .seconds(300))
        #expect(SessionPolicy().resolution == .seconds(600))
    }

    @Test func aManagerWithoutContainersHasOneInMemoryAndSaysSo() async throws {
        let log = LogLines()
        let clientIDs = try CookieClientIDManager(keys: .generated(), application: "shop")
        let manager = SessionManager(clientIDs: clientIDs, logger: log.logger)
        #expect(log.all.count == 1)
        #expect(log.all.first?.hasPrefix("notice sessions are kept in the memory of") == true)
        #expect(manager.containers.default.policy == .memory)
        let request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/")
        let session = manager.session(for: request)
        try session["p"].set(1, for: "n")
        #expect(try await session.commit().setsClientID)
        _ = SessionManager(clientIDs: clientIDs, containers: .inMemory(), logger: log.logger)
        #expect(log.all.filter { $0.hasPrefix("notice") }.count == 1)
    }

    @Test func recordsAreMadeWhereDataIs() async throws {
        let cookie = try await site.seed { try $0["cart"].set(1, for: "n") }
        #expect(site.store.calls == [.create])
        #expect(cart.calls == [.create])
        let reply = try await site.visit(cookie: cookie) { try $0["other"].set(2, for: "n") }
        #expect(reply.setCookies.isEmpty)
        let values = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["cart"].loaded("n"), session["other"].loaded("n")]
        }
        #expect(values.result == [1, 2])
    }

    @Test func aLoginRotatesAllContainers() async throws {
        let old = try await seedBoth()
        let cookie = try #require(
            try await site.visit(cookie: old) { try $0.login(principal: "ada") }.cookie
        )
        let values = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["cart"].loaded("n"), session["other"].loaded("n")]
        }
        #expect(values.result == [1, 2])
        let stale = try await site.visit(cookie: old) { session in
            try await session.load(.everything)
            return [session["cart"].loaded("n"), session["other"].loaded("n")]
        }
        #expect(stale.result == [nil, nil])
    }

    @Test func aLogoutEndsAllContainers() async throws {
        let cookie = try await seedBoth()
        try await site.visit(cookie: cookie) { try $0.logout() }
        let packages = try await site.visit(cookie: cookie) { try await $0.packages() }
        #expect(packages.result.isEmpty)
    }

    /// The id comes from somebody else and stays the same for ever, so data could be found by it.
    @Test func aLaterSessionUnderTheSameIdDoesNotFindTheDataOfTheOneBefore() async throws {
        let outage = StoreOutage()
        let cart = RecordingStore(MemorySessionStore(clock: site.clock), before: outage.check)
        let foreign = try SessionTestSite(
            clock: site.clock,
            named: ["cart": SessionContainer(store: cart)],
            clientIDs: try CookieClientIDManager(
                keys: .generated(),
                application: "test",
                thirdParty: true
            )
        )
        let cookie = "__Host-id=front-end-7"
        try await foreign.visit(.post, cookie: cookie) { try $0["cart"].set(1, for: "n") }
        outage.begin(for: .revoke)
        try await foreign.visit(.post, cookie: cookie) { try $0.logout() }
        outage.end()
        #expect(try await cart.records(after: nil, limit: 10).records.count == 1)
        foreign.clock.advance(by: .seconds(1))
        try await foreign.visit(.post, cookie: cookie) { try $0["other"].set(1, for: "n") }
        let found = try await foreign.visit(cookie: cookie) { try await $0["cart"].keys() }
        #expect(found.result.isEmpty)
        try await foreign.visit(.post, cookie: cookie) { try $0["cart"].set(5, for: "m") }
        let stored = try await foreign.visit(cookie: cookie) { try await $0["cart"].keys() }
        #expect(stored.result == ["m"])
    }

    @Test(arguments: [Duration.zero, .seconds(3601)])
    func dataCannotOutliveItsSession(timeout: Duration) {
        let cart = SessionContainer(
            store: MemorySessionStore(),
            policy: SessionPolicy(timeout: timeout)
        )
        let error = #expect(throws: SessionError.self) {
            try SessionTestSite(named: ["cart": cart])
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("'cart'") == true)
    }

    @Test func dataGetsTheExpiryOfItsSession() async throws {
        let cookie = try await seedBoth()
        try await site.visit(.post, cookie: cookie) { try $0.setExpiry(.idle(.seconds(86_400))) }
        site.clock.advance(by: .seconds(80_000))
        try await site.visit(.post, cookie: cookie) { try $0["cart"].increment("n") }
        let reply = try await site.visit(cookie: cookie) { session in
            try await session["cart"].value("n", as: Int.self)
        }
        #expect(reply.result == 2)
    }

    private func seedBoth() async throws -> String {
        try await site.seed { session in
            try session["cart"].set(1, for: "n")
            try session["other"].set(2, for: "n")
        }
    }
}
