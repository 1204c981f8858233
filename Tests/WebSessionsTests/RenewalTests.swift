// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Secrets that are replaced without a login.
@Suite struct RenewalTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite(renewal: SessionRenewal(every: .seconds(600)))
    }

    @Test func aSecretIsReplacedWhenItIsDue() async throws {
        let old = try await site.seed { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .milliseconds(599_999))
        #expect(try await read(old).cookie == nil)
        site.clock.advance(by: .milliseconds(1))
        let new = try #require(try await read(old).cookie)
        #expect(new != old)
        #expect(try await read(new).result == 1)
        #expect(try await read(new).cookie == nil)
    }

    @Test func theOldSecretReadsForTheGraceAndWritesNothing() async throws {
        let old = try await site.seed { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .seconds(600))
        let new = try #require(try await read(old).cookie)
        site.clock.advance(by: .milliseconds(29_999))
        let late = try await read(old)
        #expect(late.result == 1)
        #expect(late.setCookies.isEmpty)
        for reads in [true, false] {
            let session = site.session(.post, cookie: old)
            if reads { _ = try await session["p"].keys() }
            try session["p"].increment("n")
            let error = await #expect(throws: SessionError.self) { try await session.commit() }
            #expect(error?.code == .rotated)
        }
        #expect(try await read(new).result == 1)
        site.clock.advance(by: .milliseconds(1))
        #expect(try await read(old).result == nil)
    }

    @Test func ofConcurrentRequestsOneIsGivenTheNewSecret() async throws {
        let old = try await site.seed { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .seconds(600))
        let sessions = (0..<10).map { _ in site.session(cookie: old) }
        for session in sessions {
            #expect(try await session["p"].value("n", as: Int.self) == 1)
        }
        var cookies = 0
        for session in sessions {
            cookies += try await session.commit().clientIDFields.count
        }
        #expect(cookies == 1)
    }

    @Test func aLoginEndsTheGrace() async throws {
        let old = try await site.seed { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .seconds(600))
        let new = try #require(try await read(old).cookie)
        #expect(try await read(old).result == 1)
        try await site.visit(.post, cookie: new) { try $0.login(principal: "ada") }
        #expect(try await read(old).result == nil)
        #expect(try await read(new).result == nil)
    }

    @Test func aLogoutWithTheOldSecretEndsTheSession() async throws {
        let old = try await site.seed { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .seconds(600))
        let new = try #require(try await read(old).cookie)
        try await site.visit(.post, cookie: old) { try $0.logout() }
        #expect(try await read(new).result == nil)
    }

    /// The clocks of the site and the store are an hour apart.
    @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
    func clocksThatDifferNeitherRenewEachTimeNorRefuseParallelWrites(
        difference: Duration
    ) async throws {
        let clock = ManualClock()
        let site = try SessionTestSite(
            store: MemorySessionStore(clock: clock),
            clock: ManualClock(now: clock.now.advanced(by: difference)),
            renewal: SessionRenewal(every: .seconds(1800))
        )
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        for _ in 0..<5 {
            #expect(try await site.visit(cookie: cookie) { try await $0["p"].keys() }.cookie == nil)
        }
        let sessions = [site.session(.post, cookie: cookie), site.session(.post, cookie: cookie)]
        for session in sessions {
            _ = try await session["p"].keys()
            try session["p"].increment("n")
        }
        for session in sessions {
            #expect(try await session.commit().clientIDFields.isEmpty)
        }
    }

    private func read(_ cookie: String) async throws -> SessionTestSite.Reply<Int?> {
        try await site.visit(cookie: cookie) { try await $0["p"].value("n", as: Int.self) }
    }
}
