// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// What a login keeps of the session in which it happens.
@Suite struct LoginKeepingTests {
    private let clock = ManualClock()
    private let site: SessionTestSite
    private let cart: RecordingStore
    private let interruption = Interruption(before: .commit)

    init() throws {
        let store = RecordingStore(MemorySessionStore(clock: clock), before: interruption.run)
        cart = RecordingStore(MemorySessionStore(clock: clock))
        site = try SessionTestSite(
            store: store,
            clock: clock,
            named: ["cart": SessionContainer(store: cart)]
        )
    }

    /// Nobody's and one's own is kept, somebody else's is not.
    @Test(
        arguments: [
            (nil, SessionKeeping.automatic, ["cart", "view"]),
            ("ada", .automatic, ["cart", "view"]),
            ("bob", .automatic, []),
            (nil, .nothing, []),
            ("ada", .packages(["cart"]), ["cart"]),
            ("bob", .packages(["view"]), ["view"]),
            ("bob", .everything, ["cart", "view"]),
        ] as [(String?, SessionKeeping, [String])],
        [false, true]
    )
    func dataOfASessionIsKept(
        row: (owner: String?, keeping: SessionKeeping, packages: [String]),
        looks: Bool
    ) async throws {
        let cookie = try await seed(row.owner)
        let login = try await site.visit(.post, cookie: cookie) { session in
            if looks { try await session.load(.everything) }
            try session.login(principal: "ada", keeping: row.keeping)
            #expect(try await session.packages() == row.packages)
        }
        let new = try #require(login.cookie)
        #expect(try await packages(new) == row.packages)
        #expect(try await principal(new) == "ada")
        #expect(try await packages(cookie).isEmpty)
        #expect(try await site.manager.sessions(ofPrincipal: "ada").count == 1)
        #expect(try await site.manager.sessions(ofPrincipal: "bob").isEmpty)
    }

    @Test func theExpiryStartsAnewWithAnotherPrincipal() async throws {
        let cookie = try await site.seed { session in
            try session.login(principal: "bob")
            try session.setExpiry(.idle(.seconds(2_592_000)))
        }
        clock.advance(by: .seconds(86_400))
        let login = try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        let record = try #require(try await site.manager.sessions(ofPrincipal: "ada").first)
        #expect(record.expiry == .configured)
        #expect(record.created == clock.now)
        #expect(login.setCookies.first?.contains("Max-Age") == false)
    }

    @Test func whatIsWrittenAfterTheLoginBelongsToTheNewSession() async throws {
        let cookie = try await seed("bob")
        let login = try await site.visit(.post, cookie: cookie) { session in
            try session["view"].set(7, for: "blind")
            try session.login(principal: "ada")
            try await session["view"].modify("n", default: 0) { $0 += 5 }
            try session["cart"].increment("n")
        }
        let values = try await site.visit(cookie: login.cookie) { session in
            try await session.load(.everything)
            return [
                session["view"].loaded("n"), session["view"].loaded("blind"),
                session["cart"].loaded("n"),
            ]
        }
        #expect(values.result == [5, 7, 1])
    }

    /// What was made of bob's values goes with them.
    @Test func whatWasMadeOfTheOtherSessionGoesWithIt() async throws {
        let cookie = try await seed("bob")
        let login = try await site.visit(.post, cookie: cookie) { session in
            try await session["view"].modify("n", default: 0) { $0 += 5 }
            try await session["cart"].modify("n", default: 0) { $0 += 5 }
            try session.login(principal: "ada", keeping: .packages(["cart"]))
        }
        let values = try await site.visit(cookie: login.cookie) { session in
            try await session.load(.everything)
            return [session["view"].loaded("n"), session["cart"].loaded("n")]
        }
        #expect(values.result == [nil, 6])
    }

    @Test func aLogoutAfterTheLoginTakesNothingAlong() async throws {
        let cookie = try await seed("bob")
        let reply = try await site.visit(.post, cookie: cookie) { session in
            try await session.load(.everything)
            try session.login(principal: "ada", keeping: .packages(["view"]))
            try session.logout()
            #expect(try await session.packages().isEmpty)
        }
        #expect(try await packages(cookie).isEmpty)
        #expect(reply.setCookies.allSatisfy { $0.contains("Max-Age=0") })
        #expect(try await site.manager.sessions(ofPrincipal: "bob").isEmpty)
    }

    @Test func aChangeOfWhatIsKeptIsNotLost() async throws {
        let cookie = try await seed("bob")
        interruption.set { [site] in
            try await site.visit(.post, cookie: cookie) { try $0["view"].increment("n") }
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { session in
                try session.login(principal: "ada", keeping: .packages(["view"]))
            }
        }
        #expect(error?.code == .conflict)
        #expect(try await principal(cookie) == "bob")
        #expect(try await packages(cookie) == ["cart", "view"])
    }

    @Test func ofTwoLoginsOverAnotherSessionOneWins() async throws {
        let cookie = try await seed("bob")
        interruption.set { [site] in
            try await site.visit(.post, cookie: cookie) { try $0.login(principal: "cleo") }
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        }
        #expect(error?.code == .rotated)
        let late = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        }
        #expect(late?.code == .rotated)
        #expect(try await site.manager.sessions(ofPrincipal: "ada").isEmpty)
        #expect(try await site.manager.sessions(ofPrincipal: "cleo").count == 1)
    }

    @Test func theOtherSessionIsOverForGood() async throws {
        let cookie = try await seed("bob")
        try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }
        #expect(try await cart.records(after: nil, limit: 10).records.isEmpty)
        clock.advance(by: SessionSecrets.memory)
        _ = try await site.store.sweep(limit: 10)
        #expect(try await site.store.records(after: nil, limit: 10).records.count == 1)
        #expect(try await principal(cookie) == nil)
    }

    // MARK: Support

    private func seed(_ principal: String?) async throws -> String {
        try await site.seed { session in
            if let principal { try session.login(principal: principal) }
            try session["cart"].set(1, for: "n")
            try session["view"].set(1, for: "n")
        }
    }

    private func packages(_ cookie: String) async throws -> [String] {
        try await site.visit(cookie: cookie) { try await $0.packages() }.result
    }

    private func principal(_ cookie: String) async throws -> String? {
        try await site.visit(cookie: cookie) { try await $0.principal() }.result
    }
}
