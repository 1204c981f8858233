// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import WebSessions
import WebSessionsTesting

/// A site in English and German.
struct LanguageSite {
    static let texts = ["en": "<p lang=\"en\">Hello</p>", "de": "<p lang=\"de\">Hallo</p>"]

    private static let catalogs = [
        "de/LC_MESSAGES/default.po": "msgid \"Hello\"\nmsgstr \"Hallo\"\n"
    ]

    private static let templates = [
        "plain.html": #"<p lang="${request/language}" i18n:translate="">Hello</p>"#,
        "favourite.html": #"<p tal:content="request/session:shop/color | default">green</p>"#,
        "error.html": """
        <p lang="${request/language}">${status} <i18n:x translate="">Hello</i18n:x> \
        ${request/session:shop/color | string:none}</p>
        """,
    ]

    let breakable = BreakableStore()
    let store: RecordingStore
    let manager: SessionManager
    let pages: PageRenderer

    init(
        languages: PageLanguages? = PageLanguages(standard: "en", others: ["de"])
    ) throws {
        store = RecordingStore(breakable)
        manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "test"),
            containers: try SessionContainers(default: SessionContainer(store: store))
        )
        var configuration = TemplateConfiguration.talisman
        configuration.translator = try TranslationCatalogs(
            MemoryTemplateLoader(Self.catalogs),
            sourceLanguage: "en"
        )
        let loader = MemoryTemplateLoader(Self.templates)
        let library = TemplateLibrary(loader, configuration: configuration)
        pages = PageRenderer(library, languages: languages)
    }

    /// A site whose visitors choose.
    static func choosing() throws -> LanguageSite {
        let choice = SessionKey<String>("shop", "language")
        return try LanguageSite(
            languages: PageLanguages(standard: "en", others: ["de"], choice: choice)
        )
    }

    func run(
        _ server: TestServer,
        _ test: @Sendable (any TestClient) async throws -> Void
    ) async throws {
        var router = TestRouter()
        addRoutes(to: &router)
        let site = TestSite(
            manager: manager,
            errorPages: pages,
            errorPagesHaveSessions: true,
            routes: router.routes
        )
        try await server.run(site, test)
    }

    private func addRoutes(to router: inout TestRouter) {
        let pages = pages
        for name in ["plain", "favourite"] {
            router.get("\(name)") { request in
                try await pages.page("\(name).html", for: request)
            }
        }
        router.get("handler") { request in
            try await request.load(.nothing, with: "favourite.html", of: pages)
            let language = try await request.language(of: pages)
            return try await pages.page(
                "favourite.html",
                headers: [.from: language ?? ""],
                for: request
            )
        }
        router.get("fault") { _ -> TestReply in throw StatusError(.internalServerError) }
        router.post("language") { request in
            let package = try request.session["shop"]
            let form = try await request.readForm()
            try package.set(form["language"] ?? "", for: "language")
            try package.set("red", for: "color")
            return HTTPResponse.Status.noContent
        }
        router.post("number") { request in
            try request.session["shop"].set(12, for: "language")
            return HTTPResponse.Status.noContent
        }
    }
}

extension TestClient {
    func get(
        _ path: String,
        accepting accepted: String,
        cookie: String? = nil
    ) async throws -> TestAnswer {
        var headers: HTTPFields = [.acceptLanguage: accepted]
        headers[.cookie] = cookie
        return try await execute(uri: "/\(path)", method: .get, headers: headers)
    }
}
