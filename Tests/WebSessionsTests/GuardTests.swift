// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Handlers that ask who is logged in.
@Suite struct GuardTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite(renewal: SessionRenewal(every: .seconds(600)))
    }

    @Test func nobodyIsToldApartFromSomebody() async throws {
        for cookie in [nil, try await site.seed { try $0["p"].set(1, for: "n") }] {
            let session = site.session(cookie: cookie)
            let error = await #expect(throws: SessionError.self) {
                try await session.requirePrincipal()
            }
            #expect(error?.code == .notLoggedIn)
            let recent = await #expect(throws: SessionError.self) {
                try await session.requireRecentLogin(within: .seconds(1))
            }
            #expect(recent?.code == .notLoggedIn)
        }
        let cookie = try await login(nil)
        #expect(try await site.session(cookie: cookie).requirePrincipal() == "ada")
    }

    @Test func aLoginIsRecentForAWhileWhateverRenewsTheSecret() async throws {
        var cookie = try await login(nil)
        for _ in 0..<3 {
            site.clock.advance(by: .seconds(600))
            let page = try await site.visit(cookie: cookie) { try await $0.requirePrincipal() }
            cookie = page.cookie ?? cookie
        }
        let session = site.session(cookie: cookie)
        #expect(try await session.requireRecentLogin(within: .seconds(1800)) == "ada")
        let error = await #expect(throws: SessionError.self) {
            try await session.requireRecentLogin(within: .seconds(1799))
        }
        #expect(error?.code == .loginTooOld)
        let again = try await login(cookie)
        let fresh = site.session(cookie: again)
        #expect(try await fresh.requireRecentLogin(within: .zero) == "ada")
    }

    @Test func aLoginOfThisRequestIsRecent() async throws {
        try await site.visit(.post) { session in
            try session.login(principal: "ada")
            #expect(try await session.requireRecentLogin(within: .zero) == "ada")
        }
    }

    /// A form of everything, made before the password was asked for once more.
    @Test func aSecondLoginLeavesOpenFormsAlone() async throws {
        let cookie = try await login(nil)
        try await site.visit(.post, cookie: cookie) { try $0["p"].set(1, for: "n") }
        let form = try await site.visit(cookie: cookie) { session in
            (try await session.formDigest(of: .everything), try await session.csrfToken())
        }
        site.clock.advance(by: .seconds(60))
        let again = try await login(cookie)
        try await site.visit(.post, cookie: again) { session in
            #expect(try await session.verifyCSRFToken(form.result.1))
            try await session.expect(form.result.0, of: .everything)
            #expect(try await session.packages() == ["p"])
        }
    }

    private func login(_ cookie: String?) async throws -> String {
        let reply = try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        return try #require(reply.cookie)
    }
}
