// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import MetricsTestKit
import PageTemplates
import Talisman
import WebSessions
import WebSessionsTesting

/// A small application with sessions in memory.
struct TestShop {
    static let templates = [
        "favourite.html": """
        <p tal:content="request/session:shop/color | default">green</p>
        """,
        "plain.html": "<h1 tal:content=\"title\"></h1>",
        "broken.html": "<h1 tal:content=\"title/nothing/such\"></h1>",
        "feed.xml": "<feed tal:content=\"title\"/>",
        "cookies.html": """
        <p tal:repeat="name request/cookies">${name} </p>\
        <p tal:content="request/headers/cookie | string:none"></p>
        """,
        "books.html": "<p tal:repeat=\"book books\">${book/title} ${book/note}</p>",
        "message.html": "<h1>${status} ${title}</h1><p>${message}</p>",
        "error.html": "<h1>${status} ${title}</h1>",
    ]

    let store: RecordingStore
    let manager: SessionManager
    let pages: PageRenderer
    let metrics = TestMetrics()
    /// Stands still: nobody waits so long for a turn as to go without.
    let clock = ManualClock()

    init(
        store: any SessionStore = MemorySessionStore(),
        mode: PageMode = .production
    ) throws {
        self.store = RecordingStore(store)
        let container = SessionContainer(store: self.store)
        manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "test"),
            containers: try SessionContainers(default: container),
            clock: clock,
            metrics: metrics
        )
        let loader = MemoryTemplateLoader(Self.templates)
        pages = PageRenderer(
            TemplateLibrary(loader, configuration: .talisman),
            mode: mode,
            metrics: metrics
        )
    }

    func run<Result: Sendable>(
        _ server: TestServer,
        loading: SessionReads = .nothing,
        retries: SessionRetries = SessionRetries(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ routes: (inout TestRouter) -> Void = { _ in },
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        var router = TestRouter()
        addSessionRoutes(&router)
        addPageRoutes(&router)
        routes(&router)
        let site = TestSite(
            manager: manager,
            errorPages: pages,
            loading: loading,
            retries: retries,
            logger: logger,
            routes: router.routes
        )
        return try await server.run(site, test)
    }

    private func addSessionRoutes(_ router: inout TestRouter) {
        router.get("nothing") { _ in "nothing" }
        router.get("read") { request in
            try await request.session["shop"].value("color", as: String.self) ?? "none"
        }
        router.post("color") { request in
            let form = try await request.readForm()
            try request.session["shop"].set(form["color"] ?? "red", for: "color")
            return HTTPResponse.Status.noContent
        }
        router.post("add") { request in
            try request.session["shop"].increment("count")
            return HTTPResponse.Status.noContent
        }
        router.get("count") { request in
            "\(try await request.session["shop"].value("count", as: Int.self) ?? 0)"
        }
    }

    private func addPageRoutes(_ router: inout TestRouter) {
        let pages = pages
        router.get("favourite") { request in
            try await pages.page("favourite.html", for: request)
        }
        router.get("plain") { request in
            try await pages.page("plain.html", ["title": "a < b"], for: request)
        }
        router.on("plain", method: .head) { request in
            try await pages.page("plain.html", ["title": "a < b"], for: request)
        }
        router.get("broken") { request in
            try await pages.page("broken.html", ["title": "secret"], for: request)
        }
        router.get("cookies") { request in
            try await pages.page("cookies.html", for: request)
        }
        router.get("feed") { request in
            try await pages.page("feed.xml", ["title": "x"], for: request)
        }
    }
}
