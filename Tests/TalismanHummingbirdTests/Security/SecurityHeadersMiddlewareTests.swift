// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import PageTemplates
import Talisman
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions

/// The fields of responses of a site, as browsers get them.
@Suite struct SecurityHeadersMiddlewareTests {
    private static let hash = "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"
    private static let fill = "'sha256-cf242PFc/kb7xD0Qzhsmd9vvRkc+cWFmbi+k+YvtdKc='"
    private static let strict = "\(ContentSecurityPolicy.strict)"

    private static let templates = [
        "layout.html": """
        <body metal:define-macro="page"><script>a()</script><b metal:define-slot="s"></b></body>
        """,
        "plain.html": "<p>x</p>",
        "page.html": """
        <body metal:use-macro="templates/layout.html/macros/page">\
        <b metal:fill-slot="s"><script>b()</script></b></body>
        """,
        "computed.html": """
        <script nonce="${request/csp_nonce}" tal:content="structure string:a()"></script>
        """,
        "refused.html": "<script tal:content=\"structure string:a()\"></script>",
        "assets.html": """
        <script src="x" crossorigin
                tal:attributes="src static:app.js; integrity integrity:app.js"></script>
        """,
        "broken.html": "<p tal:content=\"none/such\"></p>",
        "error.html": "<h1>${status}</h1><style>p {}</style>",
    ]

    private func run(
        _ headers: SecurityHeaders = SecurityHeaders(),
        mode: PageMode = .production,
        origins: SameOriginPolicy = SameOriginPolicy(),
        logger: Logger? = nil,
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder(["app.js": "a()"])
        let versions = try LocalFiles(folder: folder.path, at: "/files")
        var configuration = TemplateConfiguration.talisman
        configuration.add(versions)
        let library = TemplateLibrary(
            MemoryTemplateLoader(Self.templates),
            configuration: configuration
        )
        let pages = PageRenderer(library, mode: mode)
        let router = Router()
        router.add(middleware: SecurityHeadersMiddleware(headers, origins: origins))
        router.add(middleware: ErrorPages(pages))
        let files = try PublicFiles(folder: folder.path)
        router.add(
            middleware: PublicFileMiddleware(files, urlBasePath: "/files", versions: versions)
        )
        for name in ["plain", "page", "computed", "refused", "assets", "broken"] {
            router.get("\(name)") { request, context in
                var own: HTTPFields = [:]
                own[.cacheControl] = request.uri.queryParameters["cache"].map(String.init)
                return try await pages.page("\(name).html", headers: own, for: request, in: context)
            }
        }
        router.get("own") { _, _ in
            Response(status: .ok, headers: [.contentSecurityPolicy: "img-src *"])
        }
        var application = Application(router: router)
        if let logger { application.logger = logger }
        try await application.test(.router, body)
        withExtendedLifetime(folder) {}
    }

    private static let table: [(path: String, policy: String)] = [
        ("/plain", strict),
        ("/page", "\(strict); script-src \(hash) \(fill)"),
        ("/own", "img-src *"),
        ("/nowhere", errors),
        ("/broken", errors),
        ("/files/app.js", strict),
    ]

    private static let errors = strict.replacing(
        "style-src 'self'",
        with: "style-src 'self' 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='"
    )

    @Test(arguments: table) func aResponseAllowsTheCodeOfItsPage(
        path: String,
        policy: String
    ) async throws {
        try await run { client in
            let reply = try await client.execute(uri: path, method: .get)
            #expect(reply.headers[.contentSecurityPolicy] == policy)
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
            #expect(reply.headers[values: .contentSecurityPolicy].count == 1)
        }
    }

    @Test func aPageThatCachesKeepIsTheSameForAll() async throws {
        try await run { client in
            let uri = "/page?cache=public,max-age=60"
            let first = try await client.execute(uri: uri, method: .get)
            let second = try await client.execute(uri: uri, method: .get)
            #expect(first.headers[.cacheControl] == "public,max-age=60")
            #expect(first.headers[.contentSecurityPolicy] == second.headers[.contentSecurityPolicy])
            #expect(first.body == second.body)
        }
    }

    @Test func aPageWithANonceIsForItsClientAlone() async throws {
        try await run { client in
            var nonces: Set<String> = []
            for _ in 1...3 {
                let uri = "/computed?cache=public,max-age=60"
                let reply = try await client.execute(uri: uri, method: .get)
                let text = String(buffer: reply.body)
                let nonce = String(text.dropFirst("<script nonce=\"".count).prefix { $0 != "\"" })
                #expect(text == "<script nonce=\"\(nonce)\">a()</script>")
                let policy = try #require(reply.headers[.contentSecurityPolicy])
                #expect(policy.hasSuffix("; script-src 'nonce-\(nonce)'"))
                #expect(reply.headers[.cacheControl] == "private, max-age=60")
                nonces.insert(nonce)
            }
            #expect(nonces.count == 3)
        }
    }

    @Test func aPolicyCanBeReportedOn() async throws {
        try await run(SecurityHeaders(policy: nil, reportOnly: .strict)) { client in
            let reply = try await client.execute(uri: "/page", method: .get)
            let name = try #require(HTTPField.Name("Content-Security-Policy-Report-Only"))
            #expect(reply.headers[name]?.contains(Self.hash) == true)
            #expect(reply.headers[.contentSecurityPolicy] == nil)
        }
    }

    /// The page for developers allows its own style and nothing else, whatever the site does.
    @Test func thePageForDevelopersKeepsItsOwnPolicy() async throws {
        try await run(mode: .development) { client in
            let reply = try await client.execute(uri: "/broken", method: .get)
            let policy = try #require(reply.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test func aFileWithItsVersionIsKept() async throws {
        try await run(SecurityHeaders(policy: .sameOrigin)) { client in
            let page = try await client.execute(uri: "/assets", method: .get)
            let parts = String(buffer: page.body).split(separator: "\"")
            let integrity = try #require(HTTPField.Name("Integrity-Policy"))
            #expect(page.headers[integrity] == "blocked-destinations=(script)")
            #expect(parts[1].hasPrefix("/files/app.js?v="))
            let file = try await client.execute(uri: String(parts[1]), method: .get)
            #expect(file.status == .ok)
            #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
            for uri in ["/files/app.js", "/files/app.js?v=other"] {
                let other = try await client.execute(uri: uri, method: .get)
                #expect(other.status == .ok)
                #expect(other.headers[.cacheControl] == nil)
            }
            let known: HTTPFields = [.ifNoneMatch: file.headers[.eTag] ?? ""]
            let kept = try await client.execute(
                uri: String(parts[1]),
                method: .get,
                headers: known
            )
            #expect(kept.status == .notModified)
            #expect(kept.headers[.contentSecurityPolicy] == nil)
            #expect(kept.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test(
        arguments: [
            ([], false), (["https://shop.example"], true), (["http://shop.example"], false),
            (["https://shop.example", "http://shop.example"], false),
        ]
    )
    func aSiteThatIsReachedByTLSSaysSo(origins: [String], isSaid: Bool) async throws {
        let policy = SameOriginPolicy(publicOrigins: try origins.map { try PublicOrigin($0) })
        try await run(origins: policy) { client in
            let reply = try await client.execute(uri: "/plain", method: .get)
            #expect((reply.headers[.strictTransportSecurity] != nil) == isSaid)
        }
    }

    @Test func theLogSaysOnceWhatBrowsersRefuse() async throws {
        let log = LogLines()
        try await run(logger: log.logger) { client in
            for _ in 1...2 { _ = try await client.execute(uri: "/refused", method: .get) }
        }
        let lines = log.all.filter { $0.contains("policy refuses") }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("refused.html:1:1: the content of a script") == true)
    }
}
#endif
