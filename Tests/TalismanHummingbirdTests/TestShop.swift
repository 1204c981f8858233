#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MetricsTestKit
import PageTemplates
import Talisman
import TalismanHummingbird
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
        "error.html": "<h1>${status} ${title}</h1>",
    ]

    let store: RecordingStore
    let manager: SessionManager
    let pages: Pages
    let metrics = TestMetrics()

    init(store: any SessionStore = MemorySessionStore()) throws {
        self.store = RecordingStore(store)
        let container = SessionContainer(store: self.store)
        manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "test"),
            containers: try SessionContainers(default: container),
            metrics: metrics
        )
        let loader = MemoryTemplateLoader(Self.templates)
        pages = Pages(TemplateLibrary(loader, configuration: .talisman))
    }

    func run<Result>(
        _ setup: TestingSetup = .router,
        retries: SessionRetries = SessionRetries(),
        timeouts: RequestTimeouts = RequestTimeouts(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ routes: (Router<BasicSessionRequestContext>) -> Void = { _ in },
        _ test: @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        let router = Router(context: BasicSessionRequestContext.self)
        router.add(middleware: ErrorPages(pages))
        router.add(middleware: SessionMiddleware(manager, retries: retries))
        addSessionRoutes(router)
        addPageRoutes(router)
        routes(router)
        let application = Application(
            router: router,
            server: .http1(timeouts: timeouts),
            logger: logger
        )
        return try await application.test(setup, test)
    }

    private func addSessionRoutes(_ router: Router<BasicSessionRequestContext>) {
        router.get("nothing") { _, _ in "nothing" }
        router.get("read") { _, context in
            try await context.session["shop"].value("color", as: String.self) ?? "none"
        }
        router.post("color") { request, context in
            let form = try await request.readForm()
            try context.session["shop"].set(form["color"] ?? "red", for: "color")
            return HTTPResponse.Status.noContent
        }
        router.post("add") { _, context in
            try context.session["shop"].increment("count")
            return HTTPResponse.Status.noContent
        }
        router.get("count") { _, context in
            "\(try await context.session["shop"].value("count", as: Int.self) ?? 0)"
        }
    }

    private func addPageRoutes(_ router: Router<BasicSessionRequestContext>) {
        let pages = pages
        router.get("favourite") { request, context in
            try await pages.page("favourite.html", for: request, in: context)
        }
        router.get("plain") { request, context in
            try await pages.page("plain.html", ["title": "a < b"], for: request, in: context)
        }
        router.head("plain") { request, context in
            try await pages.page("plain.html", ["title": "a < b"], for: request, in: context)
        }
        router.get("broken") { request, context in
            try await pages.page("broken.html", ["title": "secret"], for: request, in: context)
        }
        router.get("cookies") { request, context in
            try await pages.page("cookies.html", for: request, in: context)
        }
        router.get("feed") { request, context in
            try await pages.page("feed.xml", ["title": "x"], for: request, in: context)
        }
    }
}

extension TestResponse {
    /// The values of all `Set-Cookie` fields.
    var setCookies: [String] { headers[values: .setCookie] }

    /// The `name=value` of the session's cookie.
    var cookie: String? {
        setCookies.first { $0.hasPrefix("__Host-id=") }.map { String($0.prefix { $0 != ";" }) }
    }

    /// The names in all `Vary` fields.
    var vary: [String] {
        headers[values: .vary].flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " }.lowercased() }
    }

    var text: String { String(buffer: body) }
}

extension TestClientProtocol {
    func get(_ path: String, cookie: String? = nil) async throws -> TestResponse {
        try await execute(uri: "/\(path)", method: .get, headers: Self.headers(cookie))
    }

    func post(_ path: String, cookie: String? = nil, form: String = "") async throws -> TestResponse
    {
        var headers = Self.headers(cookie)
        headers[.contentType] = "application/x-www-form-urlencoded"
        let body = ByteBuffer(string: form)
        return try await execute(uri: "/\(path)", method: .post, headers: headers, body: body)
    }

    private static func headers(_ cookie: String?) -> HTTPFields {
        cookie.map { [.cookie: $0] } ?? [:]
    }
}
#endif
