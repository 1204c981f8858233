// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Sessions that the application opens by itself.
@Suite struct OpenedSessionTests {
    private let site: SessionTestSite
    private let interruption = Interruption(before: .commit)

    init() throws {
        let clock = ManualClock()
        let store = RecordingStore(MemorySessionStore(clock: clock), before: interruption.run)
        site = try SessionTestSite(
            store: store,
            clock: clock,
            named: ["cart": SessionContainer(store: MemorySessionStore(clock: clock))]
        )
    }

    @Test func aWorkerReadsAndWrites() async throws {
        let (cookie, locator) = try await seed()
        let principal = try await site.manager.withSession(locator) { session in
            try session["cart"].increment("n", by: 5)
            try await session["p"].modify("n", default: 0) { $0 += 1 }
            return try await session.principal()
        }
        #expect(principal == "ada")
        #expect(try await values(cookie) == [2, 6])
    }

    @Test func aWriteOfTheClientMeanwhileIsKept() async throws {
        let (cookie, locator) = try await seed()
        interruption.set { [site] in
            try await site.visit(.post, cookie: cookie) { try $0["p"].increment("n", by: 10) }
        }
        var runs = 0
        try await site.manager.withSession(locator) { session in
            runs += 1
            try await session["p"].modify("n", default: 0) { $0 += 1 }
        }
        #expect(runs == 2)
        #expect(try await values(cookie) == [12, 1])
    }

    /// The default container has stored its part when the cart conflicts.
    @Test func whatWasPartlyStoredIsNotStoredTwice() async throws {
        let (cookie, locator) = try await seed()
        var runs = 0
        let error = await #expect(throws: SessionError.self) {
            try await site.manager.withSession(locator) { session in
                runs += 1
                try await session["p"].modify("n", default: 0) { $0 += 1 }
                try session["p"].increment("m")
                try await session["cart"].modify("n", default: 0) { $0 += 1 }
                try await site.visit(.post, cookie: cookie) { try $0["cart"].increment("n") }
            }
        }
        #expect(error?.code == .conflict)
        #expect(runs == 1)
        #expect(try await values(cookie) == [2, 2])
    }

    @Test func anEndedSessionIsNotMadeAnew() async throws {
        let (cookie, locator) = try await seed()
        interruption.set { [site] in
            try await site.visit(.post, cookie: cookie) { try $0.logout() }
        }
        for _ in 0..<2 {
            let error = await #expect(throws: SessionError.self) {
                try await site.manager.withSession(locator) { try $0["p"].set(1, for: "n") }
            }
            #expect(error?.code == .gone)
        }
        #expect(try await site.store.records(after: nil, limit: 10).records.isEmpty)
    }

    @Test func itLogsNobodyInAndGivesNobodyASecret() async throws {
        let (cookie, locator) = try await seed()
        for change in [{ try $0.login(principal: "bob") }, { try $0.rotate() }]
            as [(Session) throws -> Void]
        {
            let error = await #expect(throws: SessionError.self) {
                try await site.manager.withSession(locator, change)
            }
            #expect(error?.code == .unsupported)
        }
        let (token, carriers) = try await site.manager.withSession(locator) { session in
            (try await session.csrfToken(), try await session.carriers())
        }
        #expect(token == nil)
        #expect(carriers.isEmpty)
        try await site.manager.withSession(locator) { try $0.logout() }
        #expect(try await values(cookie) == [nil, nil])
    }

    private func seed() async throws -> (cookie: String, locator: SessionLocator) {
        let cookie = try await site.seed { session in
            try session.login(principal: "ada")
            try session["p"].set(1, for: "n")
            try session["cart"].set(1, for: "n")
        }
        return (cookie, try #require(site.session(cookie: cookie).locator))
    }

    private func values(_ cookie: String) async throws -> [SessionDatum?] {
        try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["p"].loaded("n"), session["cart"].loaded("n")]
        }.result
    }
}
