// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct ClientIDManagerTests {
    @Test func postOnlyGivesIdsToPostsOnly() async throws {
        let site = try SessionTestSite(clientIDs: manager(postOnly: true))
        let get = site.session()
        try get["p"].set(1, for: "n")
        let error = await #expect(throws: SessionError.self) { try await get.commit() }
        #expect(error?.code == .missingClientID)
        #expect(site.store.calls.isEmpty)
        let cookie = try #require(
            try await site.visit(.post) { try $0["p"].set(1, for: "n") }.cookie
        )
        try await site.visit(cookie: cookie) { try $0["p"].increment("n") }
        let reply = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 2)
    }

    @Test func thirdPartyIdsAreNeitherSetNorVerified() async throws {
        let manager = try CookieClientIDManager(
            keys: .generated(),
            application: "a",
            namespace: "uid",
            prefix: .none,
            thirdParty: true
        )
        let site = try SessionTestSite(clientIDs: manager)
        let none = site.session()
        try none["p"].set(1, for: "n")
        let missing = await #expect(throws: SessionError.self) { try await none.commit() }
        #expect(missing?.code == .missingClientID)
        let first = try await site.visit(cookie: "uid=any text") { try $0["p"].increment("n") }
        #expect(first.setCookies.isEmpty)
        try await site.visit(cookie: "uid=any text") { try $0["p"].increment("n") }
        let reply = try await site.visit(cookie: "uid=any text") { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 2)
        let login = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: "uid=any text") { try $0.login(principal: "ada") }
        }
        #expect(login?.code == .foreignClientID)
    }

    @Test func aLifetimeIsRenewedWithTheTouch() async throws {
        let manager = try CookieClientIDManager(
            keys: .generated(),
            application: "a",
            cookieLifetime: 5000
        )
        let site = try SessionTestSite(clientIDs: manager)
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let soon = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
        #expect(soon.setCookies.isEmpty)
        site.clock.advance(by: .seconds(600))
        let later = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
        #expect(later.cookie == cookie)
        #expect(later.setCookies.first?.contains("Max-Age=5000") == true)
    }

    @Test func aSessionMayForgoTheConfiguredLifetime() async throws {
        let manager = try CookieClientIDManager(
            keys: .generated(),
            application: "a",
            cookieLifetime: 5000
        )
        let site = try SessionTestSite(clientIDs: manager)
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let reply = try await site.visit(cookie: cookie) { try $0.setExpiry(.browserSession) }
        #expect(reply.setCookies.count == 1)
        #expect(reply.setCookies.first?.contains("Max-Age") == false)
        let idle = try await site.visit(cookie: cookie) { try $0.setExpiry(.idle(.seconds(60))) }
        #expect(idle.setCookies.first?.contains("Max-Age=60;") == true)
        site.clock.advance(by: .seconds(30))
        let renewed = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
        #expect(renewed.setCookies.first?.contains("Max-Age=60;") == true)
    }

    private func manager(postOnly: Bool) throws -> CookieClientIDManager {
        try CookieClientIDManager(keys: .generated(), application: "a", postOnly: postOnly)
    }
}
