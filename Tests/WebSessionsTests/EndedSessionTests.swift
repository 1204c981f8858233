// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// What slow requests and other containers must not bring back.
@Suite struct EndedSessionTests {
    private let clock = ManualClock()
    private let site: SessionTestSite
    private let cart: RecordingStore

    init() throws {
        cart = RecordingStore(MemorySessionStore(clock: clock))
        site = try SessionTestSite(
            clock: clock,
            named: ["cart": SessionContainer(store: cart)]
        )
    }

    @Test func aSlowWriteMakesNoRecordBesideAnEndedOne() async throws {
        let cookie = try await login()
        let slow = site.session(cookie: cookie)
        #expect(try await slow.principal() == "ada")
        try slow["cart"].set(1, for: "n")
        try await site.visit(cookie: cookie) { try $0.logout() }
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .gone)
        let records = try await cart.records(after: nil, limit: 10).records
        #expect(records.isEmpty)
        let later = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return try await session.principal()
        }
        #expect(later.result == nil)
    }

    @Test func aSlowWriteMakesNoRecordBesideARotatedOne() async throws {
        let cookie = try await login()
        let slow = site.session(cookie: cookie)
        _ = try await slow.principal()
        try slow["cart"].set(1, for: "n")
        try await site.visit(cookie: cookie) { try $0.rotate() }
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .rotated)
        #expect(try await cart.records(after: nil, limit: 10).records.isEmpty)
    }

    @Test func aRotationReachesARecordThatWasNotThereBefore() async throws {
        let cookie = try await login()
        let rotating = site.session(cookie: cookie)
        try await rotating.load(.everything)
        try rotating.rotate()
        try await site.visit(cookie: cookie) { try $0["cart"].set(1, for: "n") }
        _ = try await rotating.commit()
        let stale = try await site.visit(cookie: cookie) { try await $0.packages() }
        #expect(stale.result.isEmpty)
    }

    @Test func aLogoutAlsoEndsASessionThatWasRotatedMeanwhile() async throws {
        let cookie = try await login()
        let slow = site.session(cookie: cookie)
        try slow.logout()
        let rotated = try #require(
            try await site.visit(cookie: cookie) { try $0.rotate() }.cookie
        )
        _ = try await slow.commit()
        let later = try await site.visit(cookie: rotated) { try await $0.principal() }
        #expect(later.result == nil)
    }

    /// It may have been planted, or copied from a page of before.
    @Test func anOldCookieEndsNobodysSession() async throws {
        let planted = try await site.seed { try $0["p"].set(1, for: "n") }
        let cookie = try #require(
            try await site.visit(.post, cookie: planted) { try $0.login(principal: "ada") }.cookie
        )
        clock.advance(by: SessionSecrets.memory)
        try await site.visit(.post, cookie: planted) { try $0.logout() }
        #expect(try await site.visit(cookie: cookie) { try await $0.principal() }.result == "ada")
    }

    /// The choice of a language, which a shop keeps for the visitor that is nobody any more.
    @Test func aLogoutNeedsNoRoomForWhatIsWrittenAfterIt() async throws {
        let outage = StoreOutage()
        let store = MemorySessionStore(clock: clock)
        let site = try SessionTestSite(
            store: RecordingStore(store, before: outage.check),
            clock: clock
        )
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        outage.begin(for: .create)
        let logout = try await site.visit(.post, cookie: cookie) { session in
            try session.logout()
            try session["p"].set("de", for: "language")
        }
        outage.end()
        #expect(logout.setCookies.first?.contains("Max-Age=0") == true)
        #expect(try await site.visit(cookie: cookie) { try await $0.principal() }.result == nil)
        outage.begin(for: .create)
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post) { try $0.login(principal: "ada") }
        }
        #expect(error?.code == .storeUnavailable)
    }

    @Test func aLogoutEndsTheSessionsOfAllValidCookies() async throws {
        let first = try await site.seed { try $0["p"].set(1, for: "n") }
        let second = try await site.seed { try $0["p"].set(2, for: "n") }
        let session = site.manager.session(for: site.request(cookies: [first, second]))
        try session.logout()
        _ = try await session.commit()
        for cookie in [first, second] {
            let later = try await site.visit(cookie: cookie) { try await $0["p"].contains("n") }
            #expect(!later.result)
        }
    }

    @Test func dataOfNamedContainersEndsWithTheSession() async throws {
        let cookie = try await login()
        try await site.visit(cookie: cookie) { try $0["cart"].set(1, for: "n") }
        clock.advance(by: .seconds(7200))
        let later = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return (try await session.principal(), session["cart"].loaded("n"))
        }
        #expect(later.result.0 == nil)
        #expect(later.result.1 == nil)
        _ = try await cart.sweep(limit: 10)
        #expect(try await cart.records(after: nil, limit: 10).records.isEmpty)
    }

    private func login() async throws -> String {
        try await site.seed { try $0.login(principal: "ada") }
    }
}
