import Testing
import WebSessions
import WebSessionsTesting

/// `clear` beside values that were read.
@Suite struct ClearingTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test func oneOfManyPopsGetsTheValueAlsoWhenThePackageIsCleared() async throws {
        let cookie = try await site.seed { try $0["p"].set("prize", for: "k") }
        let sessions = [site.session(cookie: cookie), site.session(cookie: cookie)]
        for session in sessions {
            #expect(try await session["p"].pop("k", as: String.self) == "prize")
            try session["p"].clear()
        }
        _ = try await sessions[0].commit()
        let error = await #expect(throws: SessionError.self) { try await sessions[1].commit() }
        #expect(error?.code == .conflict)
    }

    @Test func aValueThatWasPoppedAndClearedCanBeSetAgain() async throws {
        let cookie = try await site.seed { session in
            try session["p"].set("prize", for: "k")
            try session["p"].set("other", for: "o")
        }
        try await site.visit(cookie: cookie) { session in
            _ = try await session["p"].pop("k", as: String.self)
            try session["p"].clear()
            try session["p"].set("new", for: "k")
            #expect(session["p"].loaded("k") == "new")
            try session["p"].set("newer", for: "k")
        }
        let reply = try await site.visit(cookie: cookie) { try await $0["p"].dictionary() }
        #expect(reply.result == ["k": "newer"])
    }
}
