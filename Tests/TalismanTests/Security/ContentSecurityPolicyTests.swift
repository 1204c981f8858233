// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import Testing

/// What a policy becomes for a page.
///
/// The hashes are those of `openssl dgst -sha256`.
@Suite struct ContentSecurityPolicyTests {
    private static let a = "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"
    private static let b = "'sha256-cf242PFc/kb7xD0Qzhsmd9vvRkc+cWFmbi+k+YvtdKc='"
    private static let style = "'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='"
    private static let red = "'sha256-NerDAUWfwD31YdZHveMrq0GLjsNFMwxLpZl0dPUeCcw='"

    struct Case: Sendable, CustomTestStringConvertible {
        let policy: ContentSecurityPolicy
        let page: String
        let text: String

        var testDescription: String { "\(policy): \(page)" }
    }

    private typealias Directive = ContentSecurityPolicy.Directive

    private static func policy(
        _ directives: KeyValuePairs<Directive, [ContentSecurityPolicy.Source]>,
        attributes: Bool = false
    ) -> ContentSecurityPolicy {
        var policy = ContentSecurityPolicy(directives)
        policy.allowsAttributes = attributes
        return policy
    }

    private static let scripts = [
        Case(policy: policy([.standard: [.none]]), page: "<p>x</p>", text: "default-src 'none'"),
        Case(
            policy: policy([.standard: [.none]]),
            page: "<script>a()</script>",
            text: "default-src 'none'; script-src \(a)"
        ),
        Case(
            policy: policy([.standard: [.sameOrigin]]),
            page: "<script>a()</script><script>b()</script><script>a()</script>",
            text: "default-src 'self'; script-src 'self' \(a) \(b)"
        ),
        Case(
            policy: policy([.scripts: [.sameOrigin], .images: [.data]]),
            page: "<script>a()</script>",
            text: "script-src 'self' \(a); img-src data:"
        ),
        Case(
            policy: policy([.scripts: [.none], .scriptElements: ["https://a.example"]]),
            page: "<script>a()</script>",
            text: "script-src 'none'; script-src-elem https://a.example \(a)"
        ),
        Case(policy: policy([.images: []]), page: "<script>a()</script>", text: "img-src 'none'"),
        Case(
            policy: policy([.scripts: [.unsafeInline]]),
            page: "<script>a()</script>",
            text: "script-src 'unsafe-inline'"
        ),
        Case(
            policy: policy([.scripts: [.strictDynamic, .unsafeInline, "https:"]]),
            page: "<script>a()</script>",
            text: "script-src 'strict-dynamic' 'unsafe-inline' https: \(a)"
        ),
    ]

    private static let styles = [
        Case(
            policy: policy([.standard: [.none], .styles: [.sameOrigin]]),
            page: "<style>p {}</style>",
            text: "default-src 'none'; style-src 'self' \(style)"
        ),
        Case(
            policy: policy([.standard: [.none]]),
            page: "<p style=\"color: red\" onclick=\"a()\">x</p>",
            text: "default-src 'none'"
        ),
        Case(
            policy: policy([.standard: [.none]], attributes: true),
            page: "<p style=\"color: red\" onclick=\"a()\">x</p>",
            text: """
                default-src 'none'; script-src-attr 'unsafe-hashes' \(a); \
                style-src-attr 'unsafe-hashes' \(red)
                """
        ),
        Case(
            policy: policy([.upgradeInsecureRequests: [], .reportTo: ["csp"]]),
            page: "<p>x</p>",
            text: "upgrade-insecure-requests; report-to csp"
        ),
    ]

    @Test(arguments: scripts + styles) func allowsTheCodeOfAPage(_ test: Case) async throws {
        let template = try Template(named: "page.html", test.page)
        let (_, code) = try await PageCode.collecting {
            try await template.page(for: RequestObject(RequestInfo(), session: nil))
        }
        #expect(test.policy.allowing(code).description == test.text)
    }

    @Test func theStrictPolicyLoadsStyleSheetsAndPicturesAlone() {
        #expect(
            ContentSecurityPolicy.strict.description == """
                default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'
                """
        )
        #expect(
            ContentSecurityPolicy.sameOrigin.description == """
                default-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; \
                frame-ancestors 'none'; require-trusted-types-for 'script'
                """
        )
    }

    @Test func aDirectiveIsChangedInItsPlaceAndRemoved() {
        var policy = ContentSecurityPolicy.strict
        policy[.images] = [.sameOrigin, "https://images.example"]
        policy[.trustedTypesFor] = nil
        policy[.fonts] = [.sameOrigin]
        #expect(
            policy.description == """
                default-src 'none'; style-src 'self'; img-src 'self' https://images.example; \
                form-action 'self'; base-uri 'none'; frame-ancestors 'none'; font-src 'self'
                """
        )
    }

    @Test(arguments: ["", "a b", "a;b", "a,b", "a\n", "ä", "a\u{7F}"])
    func whatWouldEndADirectiveIsNoSource(text: String) {
        #expect(ContentSecurityPolicy.Source(rawValue: text) == nil)
        #expect(ContentSecurityPolicy.Directive(rawValue: text) == nil || text == "a")
    }

    @Test(
        arguments: [
            ("<script>a()</script><style>p {}</style><p>x</p>", []),
            ("<script tal:content=\"x\"></script>", ["the content of a script is computed"]),
            ("<script nonce=\"${n}\" tal:content=\"x\"></script>", []),
            ("<p onclick=\"a()\">x</p>", ["a handler stands in an attribute"]),
            ("<p style=\"color: red\">x</p>", ["a style stands in an attribute"]),
            ("<a href=\"javascript:a()\">x</a>", ["an address is a script"]),
            ("<script src=\"a.js\"></script>", ["a file of scripts is loaded, and the policy has"]),
            ("<link rel=\"stylesheet\" href=\"a.css\">", []),
        ]
    )
    func saysWhatABrowserWillRefuse(page: String, problems: [String]) throws {
        let code = try Template(named: "page.html", page).code
        let found = ContentSecurityPolicy.strict.problems(in: code)
        #expect(found.count == problems.count)
        for (problem, text) in zip(found, problems) {
            #expect("\(problem)".hasPrefix("page.html:1:1: \(text)"))
        }
        #expect(ContentSecurityPolicy().problems(in: code).isEmpty)
    }
}
