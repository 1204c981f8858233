#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PageTemplates
import Talisman
import TalismanHummingbird
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct PagesTests {
    @Test func aPageIsEscapedHTMLWithItsLength() async throws {
        try await TestShop().run { client in
            let response = try await client.get("plain")
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.headers[.contentLength] == "17")
            #expect(response.text == "<h1>a &lt; b</h1>")
        }
    }

    @Test func anXMLPageHasAnXMLType() async throws {
        try await TestShop().run { client in
            let response = try await client.get("feed")
            #expect(response.headers[.contentType] == "application/xml; charset=utf-8")
        }
    }

    @Test(arguments: [TestingSetup.router, .live])
    func aHeadRequestGetsTheHeadOnly(setup: TestingSetup) async throws {
        try await TestShop().run(setup) { client in
            let response = try await client.execute(uri: "/plain", method: .head)
            #expect(response.headers[.contentLength] == "17")
            #expect(response.text.isEmpty)
        }
    }

    @Test func aTemplateThatFailsIsA500WithoutItsReport() async throws {
        try await TestShop().run { client in
            let response = try await client.get("broken")
            #expect(response.status == .internalServerError)
            #expect(response.text == "<h1>500 Something went wrong</h1>")
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test func anUnknownAddressGetsAPage() async throws {
        try await TestShop().run { client in
            let response = try await client.get("no/such/page")
            #expect(response.status == .notFound)
            #expect(response.text == "<h1>404 Page not found</h1>")
        }
    }

    @Test func anErrorPageThatFailsLeavesTheStatus() async throws {
        let router = Router()
        let loader = MemoryTemplateLoader(["error.html": "<p tal:content=\"missing\"></p>"])
        let pages = Pages(TemplateLibrary(loader, configuration: .talisman))
        router.add(middleware: ErrorPages(pages))
        try await Application(router: router).test(.router) { client in
            let response = try await client.get("nowhere")
            #expect(response.status == .notFound)
            #expect(response.text.isEmpty)
        }
    }

    @Test func aSessionPageOutsideOfTheMiddlewareIsAnError() async throws {
        let pages = try TestShop().pages
        let router = Router()
        router.get("favourite") { request, context in
            try await pages.page("favourite.html", for: request, in: context)
        }
        try await Application(router: router).test(.router) { client in
            let response = try await client.get("favourite")
            #expect(response.status == .internalServerError)
        }
    }

    @Test func theCookieOfTheSessionHasNoPath() async throws {
        try await TestShop().run { client in
            let cookie = try #require(try await client.post("color").cookie)
            let page = try await client.get("cookies", cookie: "theme=dark; \(cookie)")
            #expect(page.text == "<p>theme </p><p>none</p>")
        }
    }

    @Test func handlerAndPageLoadTogether() async throws {
        let shop = try TestShop()
        let pages = shop.pages
        try await shop.run(.router) { router in
            router.get("both") { request, context in
                try await pages.load(.packages(["cart"]), with: "favourite.html", in: context)
                _ = try await context.session["cart"].keys()
                return try await pages.page("favourite.html", for: request, in: context)
            }
        } _: { client in
            let cookie = try await client.post("color", form: "color=red").cookie
            shop.store.reset()
            #expect(try await client.get("both", cookie: cookie).text == "<p>red</p>")
            #expect(shop.store.calls == [.read])
        }
    }
}
#endif
