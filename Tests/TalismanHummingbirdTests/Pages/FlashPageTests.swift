// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import Testing
import WebSessions

/// Messages are taken from the session by pages that go out, and by nothing else.
@Suite struct FlashPageTests {
    private static let list = "<b tal:repeat=\"m request/flash:info\">${m}</b>"

    @Test(
        arguments: TestServer.each([
            ("GET", "page", 200, "<b>saved</b>", ""),
            ("HEAD", "page", 200, "", "<b>saved</b>"),
            ("GET", "plain", 200, "<p>plain</p>", "<b>saved</b>"),
            ("GET", "redirect", 303, "", "<b>saved</b>"),
            ("GET", "broken", 500, "500 ", "<b>saved</b>"),
            ("GET", "throws", 500, "500 ", "<b>saved</b>"),
            ("GET", "unavailable", 503, "<b>saved</b>", "<b>saved</b>"),
            ("GET", "nowhere", 404, "404 <b>saved</b>", "<b>saved</b>"),
        ])
    )
    func aMessageStaysUntilAPageShowsIt(
        server: TestServer,
        method: String,
        path: String,
        status: Int,
        text: String,
        after: String
    ) async throws {
        try await server.run(Self.site()) { client in
            let cookie = try await client.post("say").cookie
            let response = try await client.execute(
                uri: "/\(path)",
                method: try #require(HTTPRequest.Method(method)),
                headers: [.cookie: cookie ?? ""]
            )
            #expect(response.status.code == status)
            #expect(response.text == text)
            #expect(try await client.get("page", cookie: cookie).text == after)
        }
    }

    private static func site() throws -> TestSite {
        let manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "test"),
            containers: SessionContainers(MemorySessionStore())
        )
        let loader = MemoryTemplateLoader([
            "list.html": list,
            "broken.html": list + "${nothing/such}",
            "plain.html": "<p>plain</p>",
            "error.html": "${status} " + list,
        ])
        let pages = PageRenderer(TemplateLibrary(loader, configuration: .talisman))
        var router = TestRouter()
        addRoutes(to: &router, pages)
        return TestSite(
            manager: manager,
            errorPages: pages,
            errorPagesHaveSessions: true,
            routes: router.routes
        )
    }

    private static func addRoutes(to router: inout TestRouter, _ pages: PageRenderer) {
        router.post("say") { request in
            try request.session.flash.add("saved")
            return HTTPResponse.Status.noContent
        }
        for method in [HTTPRequest.Method.get, .head] {
            router.on("page", method: method) { request in
                try await pages.page("list.html", for: request)
            }
        }
        router.get("plain") { request in
            try await pages.page("plain.html", for: request)
        }
        router.get("redirect") { _ in TestReply.redirect(to: "/page") }
        router.get("broken") { request in
            try await pages.page("broken.html", for: request)
        }
        router.get("throws") { request -> TestReply in
            _ = try await pages.page("list.html", for: request)
            throw CancelledOrder()
        }
        router.get("unavailable") { request in
            let status = HTTPResponse.Status.serviceUnavailable
            return try await pages.page("list.html", status: status, for: request)
        }
    }

    private struct CancelledOrder: Error {}
}
