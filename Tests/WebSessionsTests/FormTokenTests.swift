// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// The tokens that pages get by themselves, and the sessions that are begun for them.
@Suite struct FormTokenTests {
    private let clock = ManualClock()

    private func token(_ site: SessionTestSite, _ cookie: String?) async throws -> String {
        let reply = try await site.visit(cookie: cookie) { try await $0.formToken(begins: true) }
        return try #require(reply.result)
    }

    private func accepts(
        _ token: String,
        _ site: SessionTestSite,
        _ cookie: String?
    ) async throws -> Bool {
        try await site.visit(.post, cookie: cookie) { try await $0.acceptsFormToken(token) }.result
    }

    @Test func aSessionIsBegunForTheTokenAndHoldsNothing() async throws {
        let site = try SessionTestSite(clock: clock)
        let reply = try await site.visit { try await $0.formToken(begins: true) }
        let token = try #require(reply.result)
        let cookie = try #require(reply.cookie)
        #expect(try await site.visit(cookie: cookie) { try await $0.packages() }.result == [])
        #expect(try await site.visit(cookie: cookie) { try await $0.loginTime() }.result == nil)
        #expect(try await accepts(token, site, cookie))
        #expect(try await !accepts(token, site, nil))
        #expect(site.store.calls.count { $0 == .create } == 1)
        // Another page has another token, and begins no second session.
        let second = try await site.visit(cookie: cookie) { try await $0.formToken(begins: true) }
        #expect(second.result?.utf8.count == token.utf8.count)
        #expect(second.result != token)
        #expect(second.setCookies.isEmpty)
        #expect(site.store.calls.count { $0 == .create } == 1)
    }

    @Test func noSessionIsBegunUnlessAsked() async throws {
        let site = try SessionTestSite(clock: clock)
        let reply = try await site.visit { try await $0.formToken(begins: false) }
        #expect(reply.result == nil)
        #expect(reply.setCookies.isEmpty)
        #expect(site.store.calls.isEmpty)
    }

    @Test func whatTheRequestWritesIsInTheSameSession() async throws {
        let site = try SessionTestSite(clock: clock)
        let reply = try await site.visit(.post) { session in
            let token = try await session.formToken(begins: true)
            try session["shop"].set(1, for: "n")
            return token
        }
        let cookie = try #require(reply.cookie)
        #expect(try await accepts(#require(reply.result), site, cookie))
        let value = try await site.visit(cookie: cookie) { session in
            try await session["shop"].value("n", as: Int.self)
        }
        #expect(value.result == 1)
        #expect(site.store.calls.count { $0 == .create } == 1)
    }

    @Test func itOutlivesALoginAndARenewal() async throws {
        let renewal = SessionRenewal(every: .seconds(600))
        let site = try SessionTestSite(clock: clock, renewal: renewal)
        let first = try await site.visit { try await $0.formToken(begins: true) }
        let token = try #require(first.result)
        let login = try await site.visit(.post, cookie: first.cookie) {
            try $0.login(principal: "ada")
        }
        let cookie = try #require(login.cookie)
        #expect(cookie != first.cookie)
        #expect(try await accepts(token, site, cookie))
        clock.advance(by: .seconds(660))
        let renewed = try await site.visit(cookie: cookie) { try await $0.principal() }
        #expect(renewed.result == "ada")
        #expect(try await accepts(token, site, renewed.cookie))
    }

    @Test func itEndsWithTheSession() async throws {
        let site = try SessionTestSite(clock: clock)
        let first = try await site.visit { try await $0.formToken(begins: true) }
        let token = try #require(first.result)
        let cookie = try #require(first.cookie)
        try await site.visit(.post, cookie: cookie) { try $0.logout() }
        // Not even a client that keeps its cookie has anything of it.
        #expect(try await !accepts(token, site, cookie))
        let second = try await self.token(site, nil)
        #expect(try await !accepts(second, site, cookie))
        let third = try await site.visit { try await $0.formToken(begins: true) }
        clock.advance(by: .seconds(7200))
        #expect(try await !accepts(#require(third.result), site, third.cookie))
    }

    @Test func anotherPrincipalHasAnotherSession() async throws {
        let site = try SessionTestSite(clock: clock)
        let first = try await site.visit(.post) { session in
            try session.login(principal: "ada")
            return try await session.formToken(begins: true)
        }
        let token = try #require(first.result)
        #expect(try await accepts(token, site, first.cookie))
        let second = try await site.visit(.post, cookie: first.cookie) {
            try $0.login(principal: "bob")
        }
        #expect(try await !accepts(token, site, second.cookie))
    }

    @Test(arguments: ["", "x", String(repeating: "A", count: 64), "ä", "\0"])
    func whatIsNoTokenIsRefused(text: String) async throws {
        let site = try SessionTestSite(clock: clock)
        let reply = try await site.visit { try await $0.formToken(begins: true) }
        #expect(try await !accepts(text, site, reply.cookie))
    }

    @Test func aClientThatMayHaveASessionGetsNoSecond() async throws {
        let site = try SessionTestSite(clock: clock)
        var head = site.request(.post)
        head.headerFields[.origin] = "https://pay.example"
        let session = site.manager.session(for: ClientRequest(head))
        #expect(session.isWithheld)
        #expect(try await session.formToken(begins: true) == nil)
        #expect(try await !session.commit().setsClientID)
        // Neither does one whose secret was replaced: its browser has the new cookie.
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        try await site.visit(.post, cookie: cookie) { try $0.rotate() }
        let late = try await site.visit(cookie: cookie) { try await $0.formToken(begins: true) }
        #expect(late.result == nil)
        #expect(late.setCookies.isEmpty)
    }

    @Test func aPageDoesNotFailByIt() async throws {
        let broken = try SessionTestSite(store: FailingStore(), clock: clock)
        let reply = try await broken.visit { try await $0.formToken(begins: true) }
        #expect(reply.setCookies.isEmpty)
        // A client with a cookie, whose session is not known to live.
        let working = try SessionTestSite(clock: clock)
        let cookie = try await working.seed { try $0["p"].set(1, for: "n") }
        let containers = SessionContainers(FailingStore())
        let manager = SessionManager(clientIDs: working.manager.clientIDs, containers: containers)
        let session = manager.session(for: working.request(cookies: [cookie]))
        #expect(try await session.formToken(begins: true) == nil)
        #expect(try await !session.commit().setsClientID)
        // What is written besides is not lost in silence.
        await #expect(throws: SessionError.self) {
            try await broken.visit(.post) { session in
                _ = try await session.formToken(begins: true)
                try session["p"].set(1, for: "n")
            }
        }
    }

    /// Whoever gives out ids gives none to this request.
    @Test func aClientThatGetsNoIdGetsNoToken() async throws {
        let keys = SessionKeyRing.generated()
        let cookies = try CookieClientIDManager(keys: keys, application: "a", postOnly: true)
        let site = try SessionTestSite(clock: clock, clientIDs: cookies)
        let reply = try await site.visit { try await $0.formToken(begins: true) }
        #expect(reply.result == nil)
        #expect(reply.setCookies.isEmpty)
    }
}
