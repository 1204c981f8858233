// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import PageTemplates
import Talisman
import TalismanHummingbird
import Testing
import WebSessions
import WebSessionsTesting

/// A site whose forms have tokens, for clients that do not say who started a request.
struct FormTokenSite {
    static let templates = [
        "form.html": #"<form action="/add" method="post"><button>Add</button></form>"#,
        "plain.html": "<p>nothing to send</p>",
        "search.html": #"<form action="/search"><input name="q"></form>"#,
        "own.html": """
        <meta name="token" content="${request/form_token}">
        <form method="post"><input name="form_token" value="${request/form_token}"></form>
        """,
        "computed.html": #"<form tal:attributes="action action; method method"></form>"#,
        "layout.html": """
        <main metal:define-macro="page"><i metal:define-slot="body"></i>\
        <form method="post" action="/logout"></form></main>
        """,
        "filled.html": """
        <div metal:use-macro="templates/layout.html/macros/page"><form metal:fill-slot="body" \
        method="post" action="/add"></form></div>
        """,
        "message.html": """
        <p i18n:domain="shop" i18n:translate="">Add <form i18n:name="form" method="post" \
        action="/add"></form> now</p>
        """,
        "page.xhtml": """
        <html xmlns="http://www.w3.org/1999/xhtml"><form method="post" action="/add"><p/></form>\
        </html>
        """,
        "text.txt": "token: ${request/form_token}",
        "error.html": #"<h1>${status}</h1><form method="post" action="/add"></form>"#,
    ]

    let store: RecordingStore
    let sessions: SessionManager
    let pages: PageRenderer
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var tokens: FormTokens? = FormTokens()

    init(
        clientIDs: (any ClientIDManager)? = nil,
        renewal: SessionRenewal? = nil,
        clock: ManualClock = ManualClock()
    ) throws {
        store = RecordingStore(MemorySessionStore(clock: clock))
        sessions = SessionManager(
            clientIDs: try clientIDs
                ?? CookieClientIDManager(keys: .generated(), application: "test"),
            containers: try SessionContainers(default: SessionContainer(store: store)),
            renewal: renewal,
            clock: clock
        )
        let loader = MemoryTemplateLoader(Self.templates)
        pages = PageRenderer(TemplateLibrary(loader, configuration: .talisman))
    }

    func run(
        _ setup: TestingSetup = .router,
        _ test: @Sendable (OldClient) async throws -> Void
    ) async throws {
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.addSite(pages, sessions, formTokens: tokens, logger: logger)
        addPages(router)
        addMails(router)
        addActions(router)
        let application = Application(router: router, logger: logger)
        try await application.test(setup) { try await test(OldClient(client: $0)) }
    }

    private func addPages(_ router: Router<BasicWebSessionRequestContext>) {
        let pages = pages
        for method in [HTTPRequest.Method.get, .head] {
            router.on("page/:name", method: method) { request, context in
                let name = try context.parameters.require("name")
                var headers: HTTPFields = [:]
                headers[.cacheControl] = request.uri.queryParameters["cache"].map { String($0) }
                let variables: TemplateMapping = [
                    "action": .string(String(request.uri.queryParameters["action"] ?? "")),
                    "method": .string(String(request.uri.queryParameters["method"] ?? "")),
                ]
                return try await pages.page(
                    name,
                    variables,
                    headers: headers,
                    for: request,
                    in: context
                )
            }
        }
    }

    /// Pages that somebody else gets.
    private func addMails(_ router: Router<BasicWebSessionRequestContext>) {
        let pages = pages
        router.get("mail/:name") { request, context in
            let name = try context.parameters.require("name")
            return try await FormTokens.without {
                try await pages.page(name, for: request, in: context)
            }
        }
    }

    private func addActions(_ router: Router<BasicWebSessionRequestContext>) {
        for method in [HTTPRequest.Method.post, .delete] {
            router.on("add", method: method) { request, context in
                let bytes = try await request.body.collect(upTo: 10_000_000)
                try context.session["shop"].increment("count")
                return "\(bytes.readableBytes)"
            }
        }
        router.post("form") { request, _ in
            try await request.readForm().fields.map { "\($0.name)=\($0.value)" }
                .joined(separator: "&")
        }
        router.post("login") { request, context in
            try context.session.login(principal: try await request.readForm()["user"] ?? "ada")
            return "in"
        }
        router.post("logout") { _, context in
            try context.session.logout()
            return "out"
        }
        router.get("count") { _, context in
            "\(try await context.session["shop"].value("count", as: Int.self) ?? 0)"
        }
        router.get("who") { _, context in try await context.session.principal() ?? "nobody" }
    }
}

/// A client that sends neither `Sec-Fetch-Site` nor `Origin`, and keeps what it is given.
struct OldClient: Sendable {
    let client: any TestClientProtocol

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
        /// The cookie that the client has after it.
        let cookie: String?

        /// The values of the fields, in the order of the page.
        var tokens: [String] {
            text.matches(of: /name="form_token" value="([^"]*)"/).map { String($0.1) }
        }
    }

    func get(_ path: String, _ cookie: String? = nil) async throws -> Answer {
        try await send(.get, path, cookie)
    }

    func post(
        _ path: String,
        _ body: String = "",
        _ cookie: String? = nil,
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if headers[.contentType] == nil {
            headers[.contentType] = "application/x-www-form-urlencoded"
        }
        return try await send(.post, path, cookie, headers, ByteBuffer(string: body))
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ cookie: String? = nil,
        _ headers: HTTPFields = [:],
        _ body: ByteBuffer? = nil
    ) async throws -> Answer {
        var headers = headers
        headers[.cookie] = cookie
        let reply = try await client.execute(
            uri: "/\(path)",
            method: method,
            headers: headers,
            body: body
        )
        let set = reply.headers[values: .setCookie].last.map { String($0.prefix { $0 != ";" }) }
        return Answer(
            status: reply.status,
            headers: reply.headers,
            text: String(buffer: reply.body),
            cookie: set.map { $0.hasSuffix("=") ? nil : $0 } ?? cookie
        )
    }
}
#endif
