// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import MetricsTestKit
import Synchronization
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// What an application is told of the ends of its sessions.
@Suite struct SessionEndTests {
    private let clock = ManualClock()
    private let metrics = TestMetrics()
    private let told = Told()

    @Test func aLogoutIsToldAtOnce() async throws {
        let site = try site()
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        let locator = try #require(site.session(cookie: cookie).locator)
        let created = clock.now
        clock.advance(by: .seconds(5))
        try await site.visit(cookie: cookie) { try $0.logout() }
        let end = SessionEnd(
            locator: locator,
            cause: .loggedOut,
            principal: "ada",
            created: created,
            ended: clock.now
        )
        #expect(told.ends == [end])
        try await expectNothingMore(site)
    }

    @Test func anExpiryIsToldByTheSweeper() async throws {
        let site = try site()
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let locator = try #require(site.session(cookie: cookie).locator)
        _ = try await site.seed { session in
            try session.setExpiry(.idle(.zero))
            try session["p"].set(1, for: "n")
        }
        let end = clock.now.advanced(by: .seconds(3600))
        clock.advance(by: .seconds(4200))
        #expect(try await sweeper(site).sweep() == 1)
        #expect(told.ends.map(\.locator) == [locator])
        #expect(told.ends.map(\.cause) == [.expired])
        #expect(told.ends.map(\.ended) == [end])
        try await expectNothingMore(site)
    }

    @Test func sessionsOfAPrincipalThatAreEndedAreTold() async throws {
        let site = try site()
        for _ in 0..<3 { _ = try await site.seed { try $0.login(principal: "ada") } }
        _ = try await site.seed { try $0.login(principal: "bob") }
        try await site.manager.endSessions(ofPrincipal: "ada")
        #expect(told.ends.map(\.principal) == ["ada", "ada", "ada"])
        #expect(told.ends.allSatisfy { $0.cause == .revoked })
        try await expectNothingMore(site)
    }

    @Test func aSessionOverTheLimitIsTold() async throws {
        let site = try site(principalLimit: PrincipalLimit(1))
        let first = try await site.seed { try $0.login(principal: "ada") }
        _ = try await site.seed { try $0.login(principal: "ada") }
        #expect(told.ends.map(\.locator) == [site.session(cookie: first).locator])
        #expect(told.ends.map(\.cause) == [.revoked])
    }

    @Test func theSessionThatALoginLeavesIsToldWithItsPrincipal() async throws {
        let site = try site()
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        let locator = site.session(cookie: cookie).locator
        try await site.visit(cookie: cookie) { session in
            _ = try await session.principal()
            try session.login(principal: "bob")
        }
        clock.advance(by: SessionSecrets.memory)
        try await sweeper(site).sweep()
        #expect(told.ends.map(\.locator) == [locator])
        #expect(told.ends.map(\.cause) == [.loggedOut])
        #expect(told.ends.map(\.principal) == ["ada"])
    }

    @Test func aLoginThatFailsIsNoEndOfTheSessionBefore() async throws {
        let isFull = Mutex(false)
        let store = RecordingStore(MemorySessionStore(clock: clock)) { call in
            guard call == .create, isFull.withLock(\.self) else { return }
            throw SessionError(.storeFull, "the store is full")
        }
        let site = try site(store: store)
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        isFull.withLock { $0 = true }
        await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { session in
                _ = try await session.principal()
                try session.login(principal: "bob")
            }
        }
        clock.advance(by: .seconds(600))
        try await sweeper(site).sweep()
        #expect(told.ends == [])
        try await site.visit(cookie: cookie) { try $0.logout() }
        #expect(told.ends.map(\.principal) == ["ada"])
        #expect(told.ends.map(\.cause) == [.loggedOut])
    }

    @Test func dataOfNamedContainersIsNoSession() async throws {
        let memory = MemorySessionStore(clock: clock)
        let site = try site(store: memory, named: ["cart": SessionContainer(store: memory)])
        let cookie = try await site.seed { session in
            try session["cart"].set(1, for: "n")
            try session["p"].set(1, for: "n")
        }
        #expect(await memory.count == 2)
        clock.advance(by: .seconds(4200))
        #expect(try await sweeper(site).sweep() == 2)
        #expect(told.ends.map(\.locator) == [site.session(cookie: cookie).locator])
    }

    // MARK: Failures

    @Test func anObserverThatThrowsIsToldAgain() async throws {
        let site = try site()
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        told.fails = true
        let reply = try await site.visit(cookie: cookie) { try $0.logout() }
        #expect(reply.cookie == "__Host-id=")
        #expect(told.calls == 1)
        told.fails = false
        clock.advance(by: SessionEnd.patience)
        try await sweeper(site).sweep()
        #expect(told.ends.map(\.principal) == ["ada"])
        #expect(try counted("ended", [("reason", "logged-out")]) == 1)
        try await expectNothingMore(site)
    }

    @Test func whatFailsIsCountedAndLoggedWithoutItsText() async throws {
        let log = LogLines()
        let site = try site(policy: SessionPolicy())
        _ = try await site.seed { try $0.login(principal: "ada") }
        told.fails = true
        clock.advance(by: .seconds(4200))
        let sweeper = SessionSweeper(
            containers: site.manager.containers,
            clock: clock,
            logger: log.logger,
            metrics: metrics
        )
        try await sweeper.sweep()
        #expect(try counted("untold", [("reason", "failed"), ("type", "Failure")]) == 1)
        let lines = log.all.filter { $0.hasPrefix("warning") }
        #expect(lines.count == 1)
        #expect(!log.all.contains { $0.contains("ada") || $0.contains("secret") })
    }

    @Test func anObserverThatHangsKeepsNoLogoutWaiting() async throws {
        let clock = clock
        let calls = Mutex(0)
        let site = try SessionTestSite(
            store: MemorySessionStore(clock: clock),
            clock: clock,
            onEnd: { _ in
                let number = calls.withLock { count in
                    count += 1
                    return count
                }
                guard number == 1 else { return }
                try await clock.sleep(for: .seconds(1_000_000))
            }
        )
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        let isDone = Mutex(false)
        let logout = Task {
            try await site.visit(cookie: cookie) { try $0.logout() }
            isDone.withLock { $0 = true }
        }
        while calls.withLock({ $0 == 0 }) { await Task.yield() }
        while !isDone.withLock(\.self) {
            clock.advance(by: .seconds(1))
            await Task.yield()
        }
        try await logout.value
        clock.advance(by: SessionEnd.patience)
        try await sweeper(site).sweep()
        #expect(calls.withLock(\.self) == 2)
    }

    @Test func anEndThatCannotBeToldKeepsNoOtherBack() async throws {
        let site = try site()
        let poisoned = try await site.seed { try $0["p"].set(1, for: "n") }
        told.poison = site.session(cookie: poisoned).locator
        for _ in 0..<120 { _ = try await site.seed { try $0["p"].set(1, for: "n") } }
        clock.advance(by: .seconds(4200))
        try await sweeper(site).sweep()
        #expect(told.ends.count == 120)
        #expect(told.calls == 121)
        told.poison = nil
        clock.advance(by: .seconds(60))
        try await sweeper(site).sweep()
        #expect(told.ends.count == 121)
        try await expectNothingMore(site)
    }

    @Test(.timeLimit(.minutes(10)))
    func anObserverThatIsSlowAndFailsIsToldOfEachEndOnceInASweep() async throws {
        let site = try await failingSite(of: 150)
        try await sweeper(site, interval: .seconds(600)).sweep()
        #expect(told.calls == 150)
    }

    @Test(.timeLimit(.minutes(10)))
    func tellingLeavesTimeToSweepAndTakesAllInTurn() async throws {
        let site = try await failingSite(of: 120)
        let sweeper = sweeper(site, interval: .seconds(20))
        for count in [50, 100, 120] {
            try await sweeper.sweep()
            #expect(told.locators.count == count)
        }
    }

    /// The observer takes nothing before it was told of all, so that the deadline of the request
    /// would be over for each alone.
    @Test(.timeLimit(.minutes(10)))
    func allSessionsThatARequestEndsAreToldTogether() async throws {
        let told = told
        let site = try SessionTestSite(
            store: MemorySessionStore(clock: clock),
            clock: clock,
            principalLimit: PrincipalLimit(1),
            onEnd: { end in
                try told.take(end)
                while told.calls < 4, !Task.isCancelled { await Task.yield() }
            }
        )
        var cookies: [String] = []
        for name in ["ada", "eve", "joe"] {
            cookies.append(try await site.seed { try $0.login(principal: name) })
        }
        _ = try await site.seed { try $0.login(principal: "bob") }
        let session = site.manager.session(for: site.request(.post, cookies: cookies))
        try session.logout()
        try session.login(principal: "bob")
        _ = try await session.commit()
        #expect(Set(told.ends.map(\.principal)) == ["ada", "bob", "eve", "joe"])
        try await expectNothingMore(site)
    }

    @Test func whoeverFindsASessionEndedDoesNotTellOfIt() async throws {
        let memory = MemorySessionStore(clock: clock)
        // Another node is faster, and has not told yet.
        let racing = RecordingStore(memory) { call in
            guard call == .revoke else { return }
            _ = await memory.revokeAll(ofPrincipal: "ada", except: nil)
        }
        let site = try site(store: racing)
        _ = try await site.seed { try $0.login(principal: "ada") }
        try await site.manager.endSessions(ofPrincipal: "ada")
        #expect(told.calls == 0)
        clock.advance(by: SessionEnd.patience)
        try await sweeper(site).sweep()
        #expect(told.calls == 1)
    }

    @Test func manySessionsAreToldAFewAtATime() async throws {
        let told = told
        let most = Mutex((now: 0, most: 0))
        let site = try SessionTestSite(
            store: MemorySessionStore(clock: clock),
            clock: clock,
            onEnd: { end in
                most.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                await Task.yield()
                try told.take(end)
                most.withLock { $0.now -= 1 }
            }
        )
        for _ in 0..<120 { _ = try await site.seed { try $0.login(principal: "ada") } }
        try await site.manager.endSessions(ofPrincipal: "ada")
        #expect(told.ends.count == 120)
        #expect(most.withLock(\.most) <= 50)
    }

    // MARK: Stores

    @Test func layersAroundTheStoreDoNotHideIt() async throws {
        let memory = MemorySessionStore(clock: clock)
        let site = try site(store: DeadlineStore(memory, deadline: .seconds(60), clock: clock))
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        _ = try await site.seed { try $0.login(principal: "bob") }
        try await site.visit(cookie: cookie) { try $0.logout() }
        clock.advance(by: .seconds(4200))
        try await sweeper(site).sweep()
        #expect(told.ends.map(\.principal) == ["ada", "bob"])
        #expect(told.ends.map(\.cause) == [.loggedOut, .expired])
    }

    @Test func aStoreThatKeepsNoEndsIsRefused() throws {
        let cookies = try EncryptedCookieStore(keys: .generated(), application: "test")
        let told = told
        let error = #expect(throws: SessionError.self) {
            try SessionContainers(default: SessionContainer(store: cookies)) { try told.take($0) }
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("EndKeepingSessionStore") == true)
    }

    @Test func whereNobodyObservesNoEndIsKept() async throws {
        let memory = MemorySessionStore(clock: clock)
        let site = try SessionTestSite(store: memory, clock: clock)
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        try await site.visit(cookie: cookie) { try $0.logout() }
        clock.advance(by: .seconds(60))
        #expect(await memory.ends(limit: 10) == [])
    }

    // MARK: Helpers

    private func site(
        store: (any SessionStore)? = nil,
        policy: SessionPolicy = SessionPolicy(),
        named: [String: SessionContainer] = [:],
        principalLimit: PrincipalLimit? = nil
    ) throws -> SessionTestSite {
        try SessionTestSite(
            store: store,
            clock: clock,
            policy: policy,
            named: named,
            principalLimit: principalLimit,
            onEnd: { [told] in try told.take($0) }
        )
    }

    private func sweeper(
        _ site: SessionTestSite,
        interval: Duration = .seconds(60)
    ) -> SessionSweeper {
        SessionSweeper(
            containers: site.manager.containers,
            interval: interval,
            clock: clock,
            metrics: metrics
        )
    }

    /// A site whose sessions are over, and whose observer fails after a third of a second.
    private func failingSite(of count: Int) async throws -> SessionTestSite {
        told.fails = true
        let site = try SessionTestSite(
            store: MemorySessionStore(clock: clock),
            clock: clock,
            onEnd: { [told, clock] end in
                clock.advance(by: .milliseconds(300))
                try told.take(end)
            }
        )
        for _ in 0..<count { _ = try await site.seed { try $0["p"].set(1, for: "n") } }
        clock.advance(by: .seconds(4200))
        return site
    }

    private func expectNothingMore(_ site: SessionTestSite) async throws {
        let before = told.calls
        clock.advance(by: .seconds(300))
        try await sweeper(site).sweep()
        #expect(told.calls == before)
    }

    private func counted(_ event: String, _ dimensions: [(String, String)]) throws -> Int64 {
        let all = [("store", "memory")] + dimensions
        return try metrics.expectCounter("sessions.\(event)", all).totalValue
    }
}
