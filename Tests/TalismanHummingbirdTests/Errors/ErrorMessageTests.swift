// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Talisman
import TestSupport
import Testing
import WebSessions

#if Hummingbird
import Hummingbird
#endif

/// What the messages of errors are good for.
@Suite struct ErrorMessageTests {
    private func routes(_ router: inout TestRouter, _ kind: TestServer.Kind) {
        router.get("refused") { _ -> String in
            #if Hummingbird
            if kind == .hummingbird {
                throw HTTPError(.badRequest, message: "no <such> size")
            }
            #endif
            throw StatusError(.badRequest, message: "no <such> size")
        }
        router.get("failed") { _ -> String in
            throw StatusError(.badGateway, message: "the warehouse is away")
        }
        router.get("silent") { _ -> String in throw StatusError(.badRequest) }
    }

    @Test(arguments: TestServer.all) func theyReachTheLogAndNotThePage(
        server: TestServer
    ) async throws {
        let log = LogLines()
        try await TestShop().run(server, logger: log.logger) { router in
            routes(&router, server.kind)
        } _: { client async throws in
            #expect(try await client.get("refused").text == "<h1>400 Bad request</h1>")
            #expect(try await client.get("failed").status == .badGateway)
            #expect(try await client.get("silent").status == .badRequest)
        }
        let lines = log.all.filter { $0.contains("request failed") }
        #expect(lines.count == 2, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("info") && $0.contains("no <such> size") })
        #expect(lines.contains { $0.hasPrefix("error") && $0.contains("the warehouse is away") })
    }

    @Test(arguments: TestServer.all) func thePageSaysThemWhereItIsAskedTo(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        var router = TestRouter()
        routes(&router, server.kind)
        let site = TestSite(
            manager: shop.manager,
            errorPages: shop.pages,
            errorPageTemplate: "message.html",
            errorPagesShowMessages: true,
            routes: router.routes
        )
        try await server.run(site) { client in
            let refused = try await client.get("refused")
            #expect(refused.text == "<h1>400 Bad request</h1><p>no &lt;such&gt; size</p>")
            let silent = try await client.get("silent")
            #expect(silent.text.contains("<p>The request could not be carried out.</p>"))
            // What failed inside is nobody's business.
            let failed = try await client.get("failed")
            #expect(!failed.text.contains("warehouse"))
        }
    }
}
