// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import Testing

/// Pages whose scripts write the session.
@Suite struct ScriptPageTests {
    private static func addRoutes(_ router: inout TestRouter) {
        let pages = CounterPage.pages()
        router.get("visits") { request in
            try await pages.page(CounterPage.name, for: request)
        }
        router.get("failing") { request in
            try await pages.page(CounterPage.name, ["fails": 1], for: request)
        }
    }

    private static func count(_ response: TestAnswer) -> Int? {
        let text = response.text.split(separator: "<span>").last?.split(separator: "<").first
        return text.flatMap { Int($0) }
    }

    @Test(arguments: TestServer.all) func countsForEachVisitor(server: TestServer) async throws {
        try await TestShop().run(server, Self.addRoutes) { client in
            let first = try await client.get("visits")
            #expect(Self.count(first) == 1)
            let cookie = try #require(first.cookie)
            #expect(first.headers[.cacheControl] == "no-store")
            #expect(Self.count(try await client.get("visits", cookie: cookie)) == 2)
            let other = try #require(try await client.get("visits").cookie)
            #expect(other != cookie)
            #expect(Self.count(try await client.get("visits", cookie: other)) == 2)
            let third = try await client.get("visits", cookie: cookie)
            #expect(Self.count(third) == 3)
            #expect(third.vary == ["cookie"])
        }
    }

    @Test(arguments: TestServer.all) func aPageThatFailsCountsNothing(
        server: TestServer
    ) async throws {
        try await TestShop().run(server, Self.addRoutes) { client in
            let cookie = try #require(try await client.get("visits").cookie)
            #expect(try await client.get("failing", cookie: cookie).status == .internalServerError)
            #expect(Self.count(try await client.get("visits", cookie: cookie)) == 2)
        }
    }

    @Test(arguments: TestServer.all) func noConcurrentVisitIsLostSilently(
        server: TestServer
    ) async throws {
        try await TestShop().run(server, Self.addRoutes) { client in
            let cookie = try #require(try await client.get("visits").cookie)
            let counted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        let response = try await client.get("visits", cookie: cookie)
                        #expect([200, 409].contains(response.status.code))
                        return response.status == .ok ? 1 : 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(counted > 0)
            #expect(Self.count(try await client.get("visits", cookie: cookie)) == counted + 2)
        }
    }
}
