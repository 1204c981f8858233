// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import TestSupport
import Testing
import WebSessions

/// What the browser shows of failures while pages are written.
@Suite struct DevelopmentTests {
    private struct Unknown: Error, CustomStringConvertible {
        let description = "<b>it broke</b>"
    }

    private func routes(_ router: inout TestRouter, _ shop: TestShop) {
        let pages = shop.pages
        router.get("trap") { request in
            let user = try request.session["shop.user"]
            let visits: Int = user["visits"] ?? 0
            user["visits"] = visits + 1
            return "\(visits)"
        }
        router.get("unknown") { _ -> String in throw Unknown() }
        router.get("load") { request in
            try await request.load(.nothing, with: "missing.html", of: pages)
            return "success"
        }
    }

    @Test(arguments: TestServer.all) func aTemplateErrorShowsTheReportOfTheLog(
        server: TestServer
    ) async throws {
        let log = LogLines()
        let shop = try TestShop(mode: .development)
        try await shop.run(server, logger: log.logger) { client in
            let page = try await client.get("broken")
            #expect(page.status == .internalServerError)
            for part in [
                "Template error <code>missing-member</code>", "broken.html:1:",
                "&lt;h1 tal:content=&quot;title/nothing/such&quot;&gt;&lt;/h1&gt;", "<b>  | ", "^~",
                "GET /broken was answered with 500",
            ] {
                #expect(page.text.contains(part), "\(part) in \(page.text)")
            }
            let report = try #require(log.all.first { $0.contains("page failed") })
            for part in ["template: broken.html", "line: 1", "code: missing-member"] {
                #expect(report.contains(part), "\(report)")
            }
        }
    }

    @Test(arguments: TestServer.all) func thePageIsCompleteInItselfAndRunsNothing(
        server: TestServer
    ) async throws {
        try await TestShop(mode: .development).run(server) { client in
            let page = try await client.get("broken?secret=1")
            let policy = try #require(page.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
            #expect(page.headers[.cacheControl] == "no-store")
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            for part in ["<script", "src=", "href=", "style=", "secret"] {
                #expect(!page.text.contains(part), "\(part)")
            }
        }
    }

    @Test(arguments: TestServer.all) func aSessionErrorShowsPackageKeyAndWhatToDo(
        server: TestServer
    ) async throws {
        let shop = try TestShop(mode: .development)
        try await shop.run(server, retries: .none) { router in
            routes(&router, shop)
        } _: { client in
            let first = try await client.get("trap")
            #expect(first.status == .ok)
            let page = try await client.get("trap", cookie: first.cookie)
            #expect(page.status == .internalServerError)
            for part in [
                "Session error <code>not-loaded</code>", "<dd>shop.user</dd>", "<dd>visits</dd>",
                "loading: [&quot;shop.user&quot;]",
            ] {
                #expect(page.text.contains(part), "\(part) in \(page.text)")
            }
        }
    }

    /// A budget is the program's, whatever the status says to a client.
    @Test(arguments: TestServer.all) func whatTheProgramStoresIsReportedAndLogged(
        server: TestServer
    ) async throws {
        let log = LogLines()
        let shop = try TestShop(mode: .development)
        try await shop.run(server, logger: log.logger) { router in
            router.get("large") { request in
                let text = String(repeating: "x", count: 70_000)
                try request.session["shop.user"].set(text, for: "note")
                return "success"
            }
            router.get("slash") { request in
                try request.session["shop.user"].set(1, for: "a/b")
                return "success"
            }
        } _: { client in
            for (path, parts) in [
                (
                    "large",
                    ["too-large", "<dd>shop.user</dd>", "<dd>note</dd>", "of at most 65536"]
                ),
                ("slash", ["invalid-name", "<dd>a/b</dd>", "cannot contain &#39;/&#39;"]),
            ] {
                let page = try await client.get(path)
                for part in parts {
                    #expect(page.text.contains(part), "\(part) in \(page.text)")
                }
            }
        }
        let lines = log.all.filter { $0.hasPrefix("warning session failed") }
        try #require(lines.count == 2, "\(log.all)")
        for part in ["code: too-large", "package: shop.user", "key: note", "of at most 65536"] {
            #expect(lines[0].contains(part), "\(lines)")
        }
        #expect(lines[1].contains("key: a/b") && lines[1].contains("cannot contain '/'"))
    }

    @Test(arguments: TestServer.all) func aTemplateThatDoesNotLoadShowsItsReport(
        server: TestServer
    ) async throws {
        let shop = try TestShop(mode: .development)
        try await shop.run(server) { router in
            routes(&router, shop)
        } _: { client in
            let page = try await client.get("load")
            #expect(page.text.contains("template-not-found"))
            #expect(page.text.contains("no template is called &#39;missing.html&#39;"))
        }
    }

    @Test(arguments: TestServer.all) func anyOtherErrorIsShownAndEscaped(
        server: TestServer
    ) async throws {
        let shop = try TestShop(mode: .development)
        try await shop.run(server) { router in
            routes(&router, shop)
        } _: { client in
            let page = try await client.get("unknown")
            #expect(page.text.contains("<code>Unknown</code>"))
            #expect(page.text.contains("&lt;b&gt;it broke&lt;/b&gt;"))
            let head = try await client.execute(uri: "/unknown", method: .head)
            #expect(head.text.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func whatIsNoFailureHasItsOrdinaryPage(
        server: TestServer
    ) async throws {
        try await TestShop(mode: .development).run(server) { client async throws in
            #expect(try await client.get("nowhere").text == "<h1>404 Page not found</h1>")
        }
    }

    @Test(arguments: TestServer.all) func anErrorPageThatFailsShowsItsReport(
        server: TestServer
    ) async throws {
        let loader = MemoryTemplateLoader(["error.html": "<p tal:content=\"missing\"></p>"])
        let library = TemplateLibrary(loader, configuration: .talisman)
        let site = TestSite(
            manager: try TestShop().manager,
            errorPages: PageRenderer(library, mode: .development),
            routes: []
        )
        try await server.run(site) { client in
            let page = try await client.get("nowhere")
            #expect(page.status == .notFound)
            #expect(page.text.contains("unknown variable &#39;missing&#39;"))
            // The names of the variables that there are.
            #expect(page.text.contains("title"))
        }
    }

    @Test(arguments: TestServer.all) func inProductionNothingOfItIsShown(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server, retries: .none) { router in
            routes(&router, shop)
        } _: { client in
            let cookie = try await client.get("trap").cookie
            for path in ["broken", "trap", "unknown", "load"] {
                let page = try await client.get(path, cookie: cookie)
                #expect(page.text == "<h1>500 Something went wrong</h1>")
            }
        }
    }
}
