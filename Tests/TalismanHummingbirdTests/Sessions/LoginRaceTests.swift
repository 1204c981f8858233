#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TalismanHummingbird
import Testing
import WebSessions
import WebSessionsTesting

/// Whoever clicks on "log in" twice.
@Suite struct LoginRaceTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func run<Result>(
        _ test: @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        try await shop.run { router in
            router.post("login") { _, context in
                try context.session.login(principal: "ada")
                return Response.redirect(to: "/", type: .normal)
            }
        } _: { client in
            try await test(client)
        }
    }

    @Test func theSecondClickIsToldSoAndGetsNoCookie() async throws {
        try await run { client in
            let guest = try await client.post("add").cookie
            let first = try await client.post("login", cookie: guest)
            #expect(first.status == .seeOther)
            let second = try await client.post("login", cookie: guest)
            #expect(second.status == .conflict)
            #expect(second.setCookies.isEmpty)
            #expect(second.headers[.cacheControl] == "no-store")
            #expect(second.text.contains("Changed elsewhere"))
            #expect(try await client.get("count", cookie: first.cookie).text == "1")
        }
    }

    @Test func ofThirtyLoginsOneWins() async throws {
        let answers = try await run { client in
            let guest = try await client.post("add").cookie
            return try await withThrowingTaskGroup(of: TestResponse.self) { group in
                for _ in 0..<30 {
                    group.addTask { try await client.post("login", cookie: guest) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(answers.filter { $0.status == .seeOther }.count == 1)
        #expect(answers.filter { $0.status == .conflict }.count == 29)
        #expect(answers.filter { !$0.setCookies.isEmpty }.count == 1)
        #expect(try await shop.manager.sessions(ofPrincipal: "ada").count == 1)
    }
}
#endif
