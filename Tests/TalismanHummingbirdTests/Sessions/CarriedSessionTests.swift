// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

/// Sessions in the links and forms of pages, over HTTP: what handlers, templates and other
/// sites get to know of their ids.
@Suite struct CarriedSessionTests {
    private static let page = """
        <p id="url">${request/url}</p><p id="query" tal:repeat="name request/query_all">${name}</p>
        <p id="form" tal:repeat="name request/form_all">${name}</p>
        <p id="sid">${request/sid | string:none}</p>
        <p id="from">${request/headers/referer | string:none}</p>
        <a href="/page?a=b">on</a><a href="https://other.example/">away</a>
        <form method="post"><button>send</button></form>
        """

    private let store = RecordingStore(MemorySessionStore())

    private func run<Result: Sendable>(
        _ server: TestServer,
        _ clientIDs: any ClientIDManager,
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        let container = SessionContainer(store: store)
        let manager = SessionManager(
            clientIDs: clientIDs,
            containers: try SessionContainers(default: container)
        )
        let loader = MemoryTemplateLoader(["page.html": Self.page, "error.html": "${status}"])
        let pages = PageRenderer(TemplateLibrary(loader, configuration: .talisman))
        var router = TestRouter()
        addRoutes(to: &router, pages)
        let site = TestSite(
            manager: manager,
            errorPages: pages,
            errorPagesHaveSessions: true,
            routes: router.routes
        )
        return try await server.run(site, test)
    }

    private func addRoutes(to router: inout TestRouter, _ pages: PageRenderer) {
        router.get("page") { request in
            try await pages.page("page.html", for: request)
        }
        router.post("page") { request in
            let form = try await request.readForm()
            try request.session["p"].increment("n")
            return try await pages.page("page.html", form: form, for: request)
        }
        router.get("count") { request in
            "\(try await request.session["p"].value("n", as: Int.self) ?? 0)"
        }
        router.get("seen") { request in
            "\(request.target) \(request.headers[.referer] ?? "") \(request.head.path ?? "")"
        }
        router.post("seen") { request in
            let length = request.headers[.contentLength] ?? "none"
            let body = try await request.body(upTo: 10_000)
            return "\(length) \(body)"
        }
        router.post("go") { request in
            try request.session["p"].increment("n")
            let form = try await request.readForm()
            return TestReply.redirect(to: form["to"] ?? "/")
        }
        router.get("strict") { request in
            try request.session["p"].increment("n")
            let policy = try #require(HTTPField.Name("Referrer-Policy"))
            return TestReply(status: .ok, headers: [policy: "no-referrer"])
        }
        router.get("refused") { _ -> String in throw StatusError(.conflict) }
        router.get("broken") { _ -> String in throw SessionError(.storeFailure, "no disk") }
    }

    private static func links() throws -> URLClientIDManager {
        try URLClientIDManager(keys: .generated(), application: "test")
    }

    // MARK: Links

    @Test(arguments: TestServer.all) func templatesDoNotSeeTheIdThatALinkCarries(
        server: TestServer
    ) async throws {
        try await run(server, Self.links()) { client in
            let first = try await client.post("page", form: "x=1")
            let link = try #require(first.link)
            let second = try await client.get(
                link,
                referer: "http://shop.example/\(link)"
            )
            let token = try #require(link.token)
            #expect(second.text.contains(#"<p id="url">/page?a=b</p>"#))
            #expect(second.text.contains(#"<p id="query">a</p>"#))
            #expect(!second.text.contains(#"<p id="query">sid</p>"#))
            #expect(second.text.contains(#"<p id="sid">none</p>"#))
            #expect(second.text.contains(#"<p id="from">http://shop.example/page?a=b</p>"#))
            // The links of the page have tokens of their own: no place shows the one that came.
            let shown = try #require(second.text.split(separator: "<a href").first)
            #expect(!shown.contains(token))
            #expect(try await client.get("count?\(link.query)").text == "1")
        }
    }

    @Test(
        arguments: TestServer.all,
        ["sid=%@", "s%%69d=%@", "a=1&sid=%@", "sid=%@&sid=%@", "%%73id=%@&a=1"]
    )
    func handlersDoNotSeeIt(server: TestServer, query: String) async throws {
        try await run(server, Self.links()) { client in
            let link = try #require(try await client.post("page").link)
            let token = try #require(link.token)
            let sent = query.replacing("%@", with: token).replacing("%%", with: "%")
            let seen = try await client.get("seen?\(sent)", referer: "http://x/?\(sent)").text
            #expect(!seen.contains(token), "\(seen)")
            let rest = query.contains("a=1") ? "?a=1" : ""
            #expect(seen == "/seen\(rest) http://x/\(rest) /seen\(rest)")
        }
    }

    @Test(arguments: TestServer.all) func otherParametersStayAsTheyWereSent(
        server: TestServer
    ) async throws {
        try await run(server, Self.links()) { client in
            for query in ["a=%20+&&b", "", "x=sid=1", "sidx=1&xsid=2", "%zz=1&%"] {
                let seen = try await client.get("seen?\(query)").text
                // FlyingFox does not tell an empty query from none.
                let mark = query.isEmpty && server.kind == .flyingFox ? "" : "?"
                #expect(seen.hasSuffix(" /seen\(mark)\(query)"))
            }
        }
    }

    @Test(
        arguments: TestServer.each([
            ("/page", true), ("page?a=b#c", true), ("?a=b", true),
            ("https://other.example/page", false), ("//other.example/page", false),
            ("/\\other.example", false), ("mailto:a@b", false), ("javascript:alert(1)", false),
            ("//\u{FE0F}other.example/", false), ("http:\u{FE0F}other.example/", false),
        ])
    )
    func aRedirectionWithinTheSiteCarriesTheId(
        server: TestServer,
        target: String,
        isCarried: Bool
    ) async throws {
        try await run(server, Self.links()) { client in
            let form = "to=\(target.replacing("&", with: "%26"))"
            let response = try await client.post("go", form: form)
            #expect(response.status == .seeOther)
            let location = try #require(response.headers[.location])
            #expect(location.contains("sid=") == isCarried)
            guard isCarried else {
                #expect(location == target)
                return
            }
            #expect(response.headers[.cacheControl] == "no-store")
            #expect(response.referrerPolicy == "same-origin")
            #expect(try await client.get("count?\(location.query)").text == "1")
        }
    }

    @Test(arguments: TestServer.all) func otherSitesAreNotToldTheURL(
        server: TestServer
    ) async throws {
        try await run(server, Self.links()) { client in
            #expect(try await client.get("page").referrerPolicy == nil)
            let link = try #require(try await client.post("page").link)
            let response = try await client.get(link)
            #expect(response.referrerPolicy == "same-origin")
            #expect(response.text.contains(#"<a href="https://other.example/">"#))
            // Not even where a response carries nothing, or fails.
            #expect(try await client.get("seen?\(link.query)").referrerPolicy == "same-origin")
            #expect(try await client.get("seen?sid=x").referrerPolicy == "same-origin")
            for (path, status) in [("refused", 409), ("broken", 503), ("nowhere", 404)] {
                let failed = try await client.get("\(path)?\(link.query)")
                #expect(failed.status.code == status)
                #expect(failed.referrerPolicy == "same-origin")
            }
            #expect(try await client.get("strict?\(link.query)").referrerPolicy == "no-referrer")
        }
    }

    @Test(arguments: TestServer.all) func aFormIsSentToItsPageWithOneId(
        server: TestServer
    ) async throws {
        try await run(server, Self.links()) { client in
            let link = try #require(try await client.post("page").link)
            let page = try await client.get(link)
            let action = try #require(page.text.firstMatch(of: /<form action="\/([^"]*)"/)?.1)
            let target = action.replacing("&amp;", with: "&")
            #expect(target.split(separator: "sid=").count == 2)
            _ = try await client.post(String(target))
            #expect(try await client.get("count?\(String(target).query)").text == "2")
        }
    }

    // MARK: Forms

    @Test(arguments: TestServer.all) func formsDoNotShowTheIdThatTheyCarry(
        server: TestServer
    ) async throws {
        let fields = try HiddenFieldClientIDManager(keys: .generated(), application: "test")
        try await run(server, fields) { client in
            let first = try await client.post("page", form: "x=1")
            let token = try #require(first.hiddenField)
            let second = try await client.post("page", form: "x=%31&sid=\(token)&y=2")
            #expect(second.text.contains(#"<p id="form">x</p>"#))
            #expect(second.text.contains(#"<p id="form">y</p>"#))
            #expect(!second.text.contains(#"<p id="form">sid</p>"#))
            #expect(second.text.contains(#"<p id="sid">none</p>"#))
            #expect(try await client.post("seen", form: "x=%31&sid=\(token)&y").text == "7 x=%31&y")
            #expect(try await client.post("seen", form: "s%69d=\(token)").text == "0 ")
            #expect(try await client.post("seen", form: "x=%31&&y").text == "8 x=%31&&y")
        }
    }
}

extension String {
    fileprivate var query: String {
        prefix { $0 != "#" }.split(separator: "?", maxSplits: 1).last.map { String($0) } ?? ""
    }

    fileprivate var token: String? { firstMatch(of: /sid=([^&#]+)/).map { String($0.1) } }
}

extension TestAnswer {
    /// The first link of the page, without its slash.
    fileprivate var link: String? {
        text.firstMatch(of: /<a href="\/([^"]*)"/).map {
            String($0.1).replacing("&amp;", with: "&")
        }
    }

    fileprivate var hiddenField: String? {
        text.firstMatch(of: /name="sid" value="([^"]*)"/).map { String($0.1) }
    }

    fileprivate var referrerPolicy: String? {
        HTTPField.Name("Referrer-Policy").flatMap { headers[$0] }
    }
}

extension TestClient {
    fileprivate func get(_ path: String, referer: String) async throws -> TestAnswer {
        try await execute(uri: "/\(path)", method: .get, headers: [.referer: referer])
    }
}
