// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct PrincipalTests {
    private let clock = ManualClock()

    @Test func theOldestSessionGivesWay() async throws {
        let site = try SessionTestSite(clock: clock, principalLimit: PrincipalLimit(2))
        let cookies = try await logins(3, site)
        #expect(try await principals(cookies, site) == [nil, "ada", "ada"])
        // Whoever logs in once more does not evict the own session.
        let again = try await site.visit(.post, cookie: cookies[1]) { session in
            try session.login(principal: "ada")
        }
        #expect(try await principals([again.cookie ?? "", cookies[2]], site) == ["ada", "ada"])
    }

    @Test func aLoginOverTheMaximumIsRefused() async throws {
        let limit = PrincipalLimit(2, excess: .isRefused)
        let site = try SessionTestSite(clock: clock, principalLimit: limit)
        let cookies = try await logins(2, site)
        let guest = try await site.seed { try $0["p"].set(1, for: "n") }
        let session = site.session(.post, cookie: guest)
        try session.login(principal: "ada")
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .tooManySessions)
        #expect(try await principals(cookies + [guest], site) == ["ada", "ada", nil])
        let kept = try await site.visit(cookie: guest) { try await $0["p"].contains("n") }
        #expect(kept.result)
        try await site.visit(cookie: cookies[0]) { try $0.logout() }
        try await site.visit(.post, cookie: guest) { try $0.login(principal: "ada") }
        let other = try await site.visit(.post) { try $0.login(principal: "bob") }
        #expect(other.cookie != nil)
    }

    @Test(arguments: [PrincipalLimit.Excess.evictsOldest, .isRefused])
    func concurrentLoginsNeverExceedTheMaximum(excess: PrincipalLimit.Excess) async throws {
        let limit = PrincipalLimit(3, excess: excess)
        let site = try SessionTestSite(clock: clock, principalLimit: limit)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    _ = try? await site.visit(.post) { try $0.login(principal: "ada") }
                }
            }
        }
        let sessions = try await site.manager.sessions(ofPrincipal: "ada")
        #expect(sessions.count <= 3)
    }

    @Test(arguments: [true, false])
    func sessionsAreListedAndEndedInAllContainers(shared: Bool) async throws {
        let store = MemorySessionStore(clock: clock)
        let cart = shared ? store : MemorySessionStore(clock: clock)
        let site = try SessionTestSite(
            store: store,
            clock: clock,
            named: ["cart": SessionContainer(store: cart)]
        )
        let cookies = try await logins(3, site)
        for cookie in cookies {
            try await site.visit(cookie: cookie) { try $0["cart"].set(1, for: "n") }
        }
        let sessions = try await site.manager.sessions(ofPrincipal: "ada")
        #expect(sessions.map(\.clientHint) == ["Browser 0", "Browser 1", "Browser 2"])
        #expect(sessions.map(\.locator) == cookies.map { site.session(cookie: $0).locator })
        let first = sessions[0].locator
        #expect(try await !site.manager.endSession(first, ofPrincipal: "bob"))
        #expect(try await site.manager.endSession(first, ofPrincipal: "ada"))
        let here = sessions[1].locator
        #expect(try await site.manager.endSessions(ofPrincipal: "ada", except: here) == 1)
        #expect(try await principals(cookies, site) == [nil, "ada", nil])
        for (cookie, expected) in zip(cookies, [false, true, false]) {
            let reply = try await site.visit(cookie: cookie) { try await $0["cart"].contains("n") }
            #expect(reply.result == expected)
        }
        #expect(try await site.manager.endSessions(ofPrincipal: "ada") == 1)
        #expect(try await store.records(after: nil, limit: 10).records.isEmpty)
        #expect(try await cart.records(after: nil, limit: 10).records.isEmpty)
    }

    @Test(arguments: [true, false])
    func recordsOfNamedContainersAreNoSessions(shared: Bool) async throws {
        let store = MemorySessionStore(clock: clock)
        let cart = shared ? store : MemorySessionStore(clock: clock)
        let site = try SessionTestSite(
            store: store,
            clock: clock,
            named: ["cart": SessionContainer(store: cart)],
            principalLimit: PrincipalLimit(1, excess: .isRefused)
        )
        let login = try await site.visit(.post) { session in
            try session.login(principal: "ada")
            try session["cart"].set(2, for: "n")
        }
        let here = site.session(cookie: login.cookie).locator
        #expect(try await site.manager.sessions(ofPrincipal: "ada").map(\.locator) == [here])
        try await site.visit(.post, cookie: login.cookie) { try $0.login(principal: "ada") }
        #expect(try await site.manager.sessions(ofPrincipal: "ada").map(\.locator) == [here])
    }

    @Test func sessionsEndWhereANamedContainerIsAway() async throws {
        let outage = StoreOutage()
        let cart = RecordingStore(MemorySessionStore(clock: clock), before: outage.check)
        let named = ["cart": SessionContainer(store: cart)]
        let site = try SessionTestSite(clock: clock, named: named)
        let cookies = try await logins(3, site)
        for cookie in cookies {
            try await site.visit(cookie: cookie) { try $0["cart"].set(1, for: "n") }
        }
        outage.begin(for: .revoke, .records)
        let error = await #expect(throws: SessionError.self) {
            try await site.manager.endSessions(ofPrincipal: "ada")
        }
        #expect(error?.code == .storeUnavailable)
        #expect(try await principals(cookies, site) == [nil, nil, nil])
        outage.end()
        for cookie in cookies {
            let kept = try await site.visit(cookie: cookie) { try await $0["cart"].keys() }
            #expect(kept.result.isEmpty)
        }
        clock.advance(by: .seconds(3600))
        _ = try await cart.sweep(limit: 10)
        #expect(try await cart.records(after: nil, limit: 10).records.isEmpty)
    }

    /// Between the check and the login another one comes.
    @Test(arguments: [nil, "bob"])
    func aLoginThatIsRefusedAtTheEndLeavesTheVisitorAsBefore(before: String?) async throws {
        let interruption = Interruption(before: .commit)
        let site = try SessionTestSite(
            store: RecordingStore(MemorySessionStore(clock: clock), before: interruption.run),
            clock: clock,
            named: ["cart": SessionContainer(store: MemorySessionStore(clock: clock))],
            principalLimit: PrincipalLimit(1, excess: .isRefused)
        )
        let cookie = try await site.seed { session in
            if let before { try session.login(principal: before) }
            try session["p"].set(1, for: "n")
            try session["cart"].set(2, for: "n")
        }
        interruption.set {
            try await site.visit(.post) { try $0.login(principal: "ada") }
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        }
        #expect(error?.code == .tooManySessions)
        #expect(try await principals([cookie], site) == [before])
        let values = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["p"].loaded("n"), session["cart"].loaded("n")]
        }
        #expect(values.result == [1, 2])
        #expect(try await site.manager.sessions(ofPrincipal: "ada").count == 1)
    }

    @Test func aPrincipalHasNoControlCharacters() async throws {
        let session = try SessionTestSite(clock: clock).session()
        for principal in ["a\0da", "cart\u{1F}ada", "ada\n", "\u{85}"] {
            let error = #expect(throws: SessionError.self) {
                try session.login(principal: principal)
            }
            #expect(error?.code == .invalidName)
        }
    }

    @Test func aClientHintIsShortAndHasNoControls() async throws {
        let site = try SessionTestSite(clock: clock)
        try await site.visit(.post) { session in
            let hint = "a\u{0}b\n" + String(repeating: "x", count: 300)
            try session.login(principal: "ada", clientHint: hint)
        }
        let hint = try await site.manager.sessions(ofPrincipal: "ada").first?.clientHint
        #expect(hint == "ab" + String(repeating: "x", count: 198))
    }

    private func logins(_ count: Int, _ site: SessionTestSite) async throws -> [String] {
        var cookies: [String] = []
        for number in 0..<count {
            clock.advance(by: .seconds(1))
            let reply = try await site.visit(.post) { session in
                try session.login(principal: "ada", clientHint: "Browser \(number)")
            }
            cookies.append(reply.cookie ?? "")
        }
        return cookies
    }

    private func principals(
        _ cookies: [String],
        _ site: SessionTestSite
    ) async throws -> [String?] {
        var principals: [String?] = []
        for cookie in cookies {
            principals.append(
                try await site.visit(cookie: cookie) { try await $0.principal() }.result
            )
        }
        return principals
    }
}
