// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SessionInfoTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite(policy: SessionPolicy(timeout: .seconds(1000)))
    }

    @Test func aVisitorWithoutASessionHasNone() async throws {
        let reply = try await site.visit { try await $0.info }
        #expect(reply.result == nil)
        #expect(site.store.calls.isEmpty)
    }

    @Test func itTellsHowLongTheSessionLivesWithoutUse() async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .seconds(100))
        let info = try #require(try await site.visit(cookie: cookie) { try await $0.info }.result)
        #expect(info.remaining == .seconds(900))
        #expect(info.end == info.timeoutEnd)
        #expect(info.lifetimeEnd == nil)
        #expect(info.principal == nil)
        site.clock.advance(by: .milliseconds(899_999))
        #expect(try await isAlive(cookie))
    }

    @Test func aDateOfItsOwnIsALifetime() async throws {
        let date = site.clock.now.advanced(by: .seconds(50))
        let cookie = try await site.seed { session in
            try session.login(principal: "ada")
            try session.setExpiry(.date(date))
        }
        let info = try #require(try await site.visit(cookie: cookie) { try await $0.info }.result)
        #expect(info.timeoutEnd == nil)
        #expect(info.lifetimeEnd == date)
        #expect(info.remaining == .seconds(50))
    }

    @Test func aLoginOfThisRequestIsSeen() async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        try await site.visit(cookie: cookie) { session in
            try session.login(principal: "ada", clientHint: "Firefox")
            let info = try await session.info
            #expect(info?.principal == "ada")
            #expect(info?.clientHint == "Firefox")
        }
    }

    @Test func itIsKnownAfterTheCommit() async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let session = site.session(cookie: cookie)
        #expect(session.loadedInfo == nil)
        _ = try await session["p"].keys()
        _ = try await session.commit()
        #expect(try await session.info == session.loadedInfo)
        #expect(session.loadedInfo != nil)
    }

    @Test func aLogoutEndsIt() async throws {
        let cookie = try await site.seed { try $0.login(principal: "ada") }
        try await site.visit(cookie: cookie) { session in
            _ = try await session.info
            try session.logout()
            #expect(try await session.info == nil)
        }
    }

    private func isAlive(_ cookie: String) async throws -> Bool {
        try await site.visit(cookie: cookie) { try await $0.info }.result != nil
    }
}
