#if Hummingbird
import Hummingbird
import HummingbirdTesting
import Logging
import PageTemplates
import Talisman
import TalismanHummingbird
import Testing
import WebSessions

/// Messages are taken from the session by pages that go out, and by nothing else.
@Suite struct FlashPageTests {
    private static let list = "<b tal:repeat=\"m request/flash:info\">${m}</b>"

    @Test(arguments: [
        ("GET", "page", 200, "<b>saved</b>", ""),
        ("HEAD", "page", 200, "", "<b>saved</b>"),
        ("GET", "plain", 200, "<p>plain</p>", "<b>saved</b>"),
        ("GET", "redirect", 303, "", "<b>saved</b>"),
        ("GET", "broken", 500, "500 ", "<b>saved</b>"),
        ("GET", "throws", 500, "500 ", "<b>saved</b>"),
        ("GET", "unavailable", 503, "<b>saved</b>", "<b>saved</b>"),
        ("GET", "nowhere", 404, "404 <b>saved</b>", "<b>saved</b>"),
    ])
    func aMessageStaysUntilAPageShowsIt(
        method: String,
        path: String,
        status: Int,
        text: String,
        after: String
    ) async throws {
        try await Self.application().test(.router) { client in
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

    private static func application() throws -> some ApplicationProtocol {
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
        let pages = Pages(TemplateLibrary(loader, configuration: .talisman))
        let router = Router(context: BasicSessionRequestContext.self)
        router.add(middleware: ErrorPages(pages, sessions: manager))
        router.add(middleware: SessionMiddleware(manager))
        addRoutes(to: router, pages)
        return Application(
            router: router,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private static func addRoutes(to router: Router<BasicSessionRequestContext>, _ pages: Pages) {
        router.post("say") { _, context in
            try context.session.flash.add("saved")
            return HTTPResponse.Status.noContent
        }
        for method in [HTTPRequest.Method.get, .head] {
            router.on("page", method: method) { request, context in
                try await pages.page("list.html", for: request, in: context)
            }
        }
        router.get("plain") { request, context in
            try await pages.page("plain.html", for: request, in: context)
        }
        router.get("redirect") { _, _ in Response.redirect(to: "/page", type: .normal) }
        router.get("broken") { request, context in
            try await pages.page("broken.html", for: request, in: context)
        }
        router.get("throws") { request, context -> Response in
            _ = try await pages.page("list.html", for: request, in: context)
            throw CancelledOrder()
        }
        router.get("unavailable") { request, context in
            let status = HTTPResponse.Status.serviceUnavailable
            return try await pages.page("list.html", status: status, for: request, in: context)
        }
    }

    private struct CancelledOrder: Error {}
}
#endif
