// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Whoever clicks on "log in" twice.
@Suite struct LoginRaceTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func run<Result: Sendable>(
        _ server: TestServer,
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        try await shop.run(server) { router in
            router.post("login") { request in
                try request.session.login(principal: "ada")
                return TestReply.redirect(to: "/")
            }
        } _: { client in
            try await test(client)
        }
    }

    @Test(arguments: TestServer.all) func theSecondClickIsToldSoAndGetsNoCookie(
        server: TestServer
    ) async throws {
        try await run(server) { client in
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

    @Test(arguments: TestServer.all) func ofThirtyLoginsOneWins(server: TestServer) async throws {
        let answers = try await run(server) { client in
            let guest = try await client.post("add").cookie
            return try await withThrowingTaskGroup(of: TestAnswer.self) { group in
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
