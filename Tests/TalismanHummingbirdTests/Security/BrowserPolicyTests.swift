// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PageTemplates
import Talisman
import TalismanHummingbird
import TestSupport
import Testing

/// What a real browser runs of pages under their policies.
@Suite(.serialized) struct BrowserPolicyTests {
    /// Each script leaves its mark on the body.
    private static let templates = [
        "page.html": """
        <!DOCTYPE html>
        <title>x</title><style>h1 { display: none }</style>
        <body><h1>x</h1>
        <script>
          document.body.dataset.hash = "ran"; // ä & <b>
          document.body.dataset.style = getComputedStyle(document.querySelector("h1")).display
          try { document.body.innerHTML += "x" } catch (e) { document.body.dataset.types = e.name }
        </script>
        <p tal:replace="structure comment"></p></body>
        """,
        "nonce.html": """
        <!DOCTYPE html>
        <title>x</title>
        <body><script nonce="${request/csp_nonce}" tal:content="structure script"></script>
        <p tal:replace="structure comment"></p></body>
        """,
        "files.html": """
        <!DOCTYPE html>
        <title>x</title>
        <body><script crossorigin
          tal:attributes="src static:good.js; integrity integrity:good.js"></script>
        <script crossorigin
          tal:attributes="src static:bad.js; integrity integrity:bad.js"></script>
        <p tal:replace="structure comment"></p></body>
        """,
    ]

    /// What an attacker has got into a page.
    private static let attack = """
        <script>document.body.dataset.attack = "script"</script>\
        <img src="/none.png" onerror="document.body.dataset.attack = 'handler'">\
        <script nonce="AAAAAAAAAAAAAAAAAAAAAA==">document.body.dataset.attack = "nonce"</script>
        """

    /// Visits a page of a site.
    private func visit(
        _ name: String,
        _ headers: SecurityHeaders,
        comment: String = "",
        crlf: Bool = false
    ) async throws -> Chromium.Visit {
        let folder = try TemporaryFolder([
            "good.js": "document.body.dataset.good = 'ran'",
            "bad.js": "document.body.dataset.bad = 'ran'",
            "attack.js": "document.body.dataset.attack = 'ran'",
        ])
        let versions = try LocalFiles(folder: folder.path, at: "/files")
        try folder.write("bad.js", "document.body.dataset.bad = 'changed'")
        var configuration = TemplateConfiguration.talisman
        configuration.add(versions)
        let templates = Self.templates.mapValues { text in
            crlf ? text.replacing("\n", with: "\r\n") : text
        }
        let library = TemplateLibrary(
            MemoryTemplateLoader(templates),
            configuration: configuration
        )
        let pages = PageRenderer(library)
        let variables: TemplateMapping = [
            "comment": .markup(SafeMarkup(unchecked: comment, reason: "an attack")),
            "script": .script(SafeJS("document.body.dataset.nonce = 'ran'")),
        ]
        let router = Router()
        router.add(middleware: SecurityHeadersMiddleware(headers))
        let files = try PublicFiles(folder: folder.path)
        router.add(
            middleware: PublicFileMiddleware(files, urlBasePath: "/files", versions: versions)
        )
        router.get("/") { try await pages.page(name, variables, for: $0, in: $1) }
        router.get("favicon.ico") { _, _ in HTTPResponse.Status.noContent }
        return try await Application(router: router).test(.live) { client in
            defer { withExtendedLifetime(folder) {} }
            return try Chromium().visit("http://127.0.0.1:\(client.port ?? 0)/")
        }
    }

    @Test(arguments: [false, true]) func theSourcesCodeRunsAndNothingElse(
        crlf: Bool
    ) async throws {
        let clean = try await visit("page.html", SecurityHeaders(), crlf: crlf)
        #expect(clean.elements.contains("data-hash=\"ran\""))
        #expect(clean.elements.contains("data-style=\"none\""))
        #expect(clean.elements.contains("data-types=\"TypeError\""))
        // That of the script that tries it.
        #expect(clean.console.allSatisfy { $0.contains("TrustedHTML") }, "\(clean.console)")
        let attacked = try await visit("page.html", SecurityHeaders(), comment: Self.attack)
        #expect(attacked.elements.contains("data-hash=\"ran\""))
        #expect(!attacked.elements.contains("data-attack"))
        #expect(attacked.console.count { $0.contains("Content Security Policy") } >= 3)
    }

    @Test func aNonceAllowsWhatIsComputed() async throws {
        let clean = try await visit("nonce.html", SecurityHeaders())
        #expect(clean.elements.contains("data-nonce=\"ran\""))
        #expect(clean.console == [])
        let attacked = try await visit("nonce.html", SecurityHeaders(), comment: Self.attack)
        #expect(attacked.elements.contains("data-nonce=\"ran\""))
        #expect(!attacked.elements.contains("data-attack"))
    }

    @Test func aFileRunsAsItWasAndWithItsDigestOnly() async throws {
        let headers = SecurityHeaders(policy: .sameOrigin)
        let script = """
            <script src="/files/good.js?" onload="document.body.dataset.attack = 1"></script>\
            <script src="/files/attack.js"></script>
            """
        let visit = try await visit("files.html", headers, comment: script)
        #expect(!visit.elements.contains("data-attack"))
        #expect(visit.elements.contains("data-good=\"ran\""))
        #expect(!visit.elements.contains("data-bad"))
        #expect(visit.console.contains { $0.contains("digest") }, "\(visit.console)")
    }

    @Test func whatIsOnlyReportedRuns() async throws {
        let headers = SecurityHeaders(policy: nil, reportOnly: .strict)
        let visit = try await visit("page.html", headers, comment: Self.attack)
        #expect(visit.elements.contains("data-attack"))
        #expect(visit.console.contains { $0.contains("report-only") || $0.contains("Report Only") })
    }
}
#endif
