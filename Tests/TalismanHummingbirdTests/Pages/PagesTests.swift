// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct PagesTests {
    @Test(arguments: TestServer.all) func aPageIsEscapedHTMLWithItsLength(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { client in
            let response = try await client.get("plain")
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.headers[.contentLength] == "17")
            #expect(response.text == "<h1>a &lt; b</h1>")
        }
    }

    @Test(arguments: TestServer.all) func anXMLPageHasAnXMLType(server: TestServer) async throws {
        try await TestShop().run(server) { client in
            let response = try await client.get("feed")
            #expect(response.headers[.contentType] == "application/xml; charset=utf-8")
        }
    }

    @Test(arguments: TestServer.all + TestServer.live)
    func aHeadRequestGetsTheHeadOnly(server: TestServer) async throws {
        try await TestShop().run(server) { client in
            let response = try await client.execute(uri: "/plain", method: .head)
            #expect(response.headers[.contentLength] == "17")
            #expect(response.text.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func aTemplateThatFailsIsA500WithoutItsReport(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { client in
            let response = try await client.get("broken")
            #expect(response.status == .internalServerError)
            #expect(response.text == "<h1>500 Something went wrong</h1>")
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test(arguments: TestServer.all) func anUnknownAddressGetsAPage(server: TestServer) async throws
    {
        try await TestShop().run(server) { client in
            let response = try await client.get("no/such/page")
            #expect(response.status == .notFound)
            #expect(response.text == "<h1>404 Page not found</h1>")
        }
    }

    @Test(arguments: TestServer.all) func anErrorPageThatFailsIsAPlainPage(
        server: TestServer
    ) async throws {
        let loader = MemoryTemplateLoader(["error.html": "<p tal:content=\"missing\"></p>"])
        let site = TestSite(
            manager: try TestShop().manager,
            errorPages: PageRenderer(TemplateLibrary(loader, configuration: .talisman)),
            routes: []
        )
        try await server.run(site) { client in
            let response = try await client.get("nowhere")
            #expect(response.status == .notFound)
            #expect(response.text.contains("<h1>Page not found</h1>"))
            #expect(response.text.contains("<p>There is no page at this address.</p>"))
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.headers[.contentSecurityPolicy]?.contains("'none'") == true)
            #expect(response.headers[.contentLength] == "\(response.text.utf8.count)")
        }
    }

    @Test(arguments: TestServer.all) func withoutAnErrorPageThereIsAPlainOne(
        server: TestServer
    ) async throws {
        let log = LogLines()
        let site = TestSite(
            manager: try TestShop().manager,
            errorPages: PageRenderer(TemplateLibrary(MemoryTemplateLoader([:]))),
            logger: log.logger,
            routes: []
        )
        try await server.run(site) { client in
            let response = try await client.get("nowhere")
            #expect(response.status == .notFound)
            #expect(response.text.contains("<title>Page not found</title>"))
        }
        #expect(!log.all.contains { $0.contains("error page failed") })
    }

    @Test(arguments: TestServer.all) func theCookieOfTheSessionHasNoPath(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { client in
            let cookie = try #require(try await client.post("color").cookie)
            let page = try await client.get("cookies", cookie: "theme=dark; \(cookie)")
            #expect(page.text == "<p>theme </p><p>none</p>")
        }
    }

    @Test(arguments: TestServer.all) func handlerAndPageLoadTogether(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        let pages = shop.pages
        try await shop.run(server) { router in
            router.get("both") { request in
                try await request.load(.packages(["cart"]), with: "favourite.html", of: pages)
                _ = try await request.session["cart"].keys()
                return try await pages.page("favourite.html", for: request)
            }
        } _: { client in
            let cookie = try await client.post("color", form: "color=red").cookie
            shop.store.reset()
            #expect(try await client.get("both", cookie: cookie).text == "<p>red</p>")
            #expect(shop.store.calls == [.read])
        }
    }
}
