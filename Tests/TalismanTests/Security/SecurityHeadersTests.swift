// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman
import Testing

@Suite struct SecurityHeadersTests {
    /// The fields of a response as lines.
    private func lines(
        _ headers: SecurityHeaders,
        own: HTTPFields = [:],
        status: HTTPResponse.Status = .ok,
        page: String? = nil,
        isSecure: Bool = false
    ) async throws -> [String] {
        var fields = own
        let (_, code) = try await PageCode.collecting {
            guard let page else { return }
            let template = try Template(named: "page.html", page)
            _ = try await template.page(for: RequestObject(RequestInfo(), session: nil))
        }
        headers.apply(to: &fields, status: status, code: code, isSecure: isSecure)
        return fields.map { "\($0.name): \($0.value)" }.sorted()
    }

    private static let plain = [
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-origin",
        """
        Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), \
        payment=(), usb=()
        """,
        "Referrer-Policy: same-origin",
        "X-Content-Type-Options: nosniff",
    ]
    private static let policy = "Content-Security-Policy: \(ContentSecurityPolicy.strict)"

    @Test func aResponseGetsAllOfThem() async throws {
        #expect(try await lines(SecurityHeaders()) == [Self.policy] + Self.plain)
    }

    @Test func oneByTLSSaysThatItIsTheOnlyWay() async throws {
        var headers = SecurityHeaders()
        let year = "Strict-Transport-Security: max-age=31536000"
        #expect(try await lines(headers, isSecure: true).contains(year))
        headers.transport = TransportSecurity(
            maxAge: .seconds(60),
            includesSubdomains: true,
            isPreloaded: true
        )
        let all = "Strict-Transport-Security: max-age=60; includeSubDomains; preload"
        #expect(try await lines(headers, isSecure: true).contains(all))
        headers.transport = nil
        #expect(try await lines(headers, isSecure: true) == [Self.policy] + Self.plain)
    }

    @Test func whatAResponseSaysItselfStays() async throws {
        let own: HTTPFields = [.contentSecurityPolicy: "default-src 'self'"]
        let lines = try await lines(SecurityHeaders(policy: .sameOrigin), own: own)
        #expect(lines == ["Content-Security-Policy: default-src 'self'"] + Self.plain)
    }

    @Test func eachCanBeChangedOrTurnedOff() async throws {
        var headers = SecurityHeaders(policy: nil)
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = nil
        headers["Cross-Origin-Opener-Policy"] = nil
        headers["Cross-Origin-Resource-Policy"] = nil
        #expect(
            try await lines(headers) == [
                "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff",
            ]
        )
    }

    @Test func aPolicyCanBeReportedOnBesideAnotherOrAlone() async throws {
        var wish = ContentSecurityPolicy.strict
        wish[.reportAddress] = ["/reports"]
        let line = "Content-Security-Policy-Report-Only: \(wish)"
        let both = try await lines(SecurityHeaders(policy: .strict, reportOnly: wish))
        #expect(both == [line, Self.policy] + Self.plain)
        let alone = try await lines(SecurityHeaders(policy: nil, reportOnly: wish))
        #expect(alone == [line] + Self.plain)
    }

    /// A browser takes the fields of a 304 for those of the page that it has (RFC 9111 section
    /// 3.2), whose hashes are not known here.
    @Test func whatIsNotModifiedKeepsItsPolicy() async throws {
        #expect(try await lines(SecurityHeaders(), status: .notModified) == Self.plain)
    }

    @Test(
        arguments: [
            (nil, "no-store"),
            ("public, max-age=300", "private, max-age=300"),
            ("PUBLIC", "no-store"),
            ("private, no-cache", "private, no-cache"),
            ("private", "private"),
            ("s-maxage=5, max-age=1", "private, max-age=1"),
            ("no-store", "no-store"),
        ]
    )
    func aPageWithANonceIsForItsClientAlone(own: String?, result: String) async throws {
        var fields: HTTPFields = [:]
        fields[.cacheControl] = own
        let page = "<script nonce=\"${request/csp_nonce}\" tal:content=\"structure string:a()\"/>"
        let lines = try await lines(SecurityHeaders(), own: fields, page: page)
        #expect(lines.contains("Cache-Control: \(result)"))
    }

    /// What a CDN obeys in front of `Cache-Control`.
    @Test(
        arguments: [
            "CDN-Cache-Control", "Surrogate-Control", "Cloudflare-CDN-Cache-Control",
            "Edge-Control", "X-Accel-Expires",
        ]
    )
    func noCacheKeepsAPageWithANonce(field: String) async throws {
        var fields: HTTPFields = [.cacheControl: "no-store"]
        fields[try #require(HTTPField.Name(field))] = "max-age=60"
        let page = "<script nonce=\"${request/csp_nonce}\" tal:content=\"structure string:a()\"/>"
        let lines = try await lines(SecurityHeaders(), own: fields, page: page)
        #expect(!lines.contains { $0.hasPrefix(field) }, "\(lines)")
    }

    @Test func fieldsOfTheSiteStayWhereThereIsNoPolicy() async throws {
        var headers = SecurityHeaders(policy: nil)
        headers.transport = nil
        for name in [
            "Content-Security-Policy", "Content-Security-Policy-Report-Only",
            "Strict-Transport-Security",
        ] {
            headers[name] = "own"
            #expect(try await lines(headers, page: "<p>x</p>").contains("\(name): own"))
        }
    }

    @Test func twoFieldsOfANameBothGoOut() async throws {
        var headers = SecurityHeaders()
        headers.fields.append(HTTPField(name: .via, value: "1.1 a"))
        headers.fields.append(HTTPField(name: .via, value: "1.1 b"))
        let lines = try await lines(headers, page: "<p>x</p>")
        #expect(lines.contains("Via: 1.1 a") && lines.contains("Via: 1.1 b"))
    }

    @Test func aPageWithoutOneIsForWhomItsRouteSays() async throws {
        let own: HTTPFields = [.cacheControl: "public, max-age=300"]
        let page = "<script>a()</script>"
        let first = try await lines(SecurityHeaders(), own: own, page: page)
        #expect(first.contains("Cache-Control: public, max-age=300"))
        #expect(try await lines(SecurityHeaders(), own: own, page: page) == first)
    }

    @Test(
        arguments: [
            ("<p>x</p>", false),
            ("<script>a()</script>", false),
            ("<script src=\"a.js\" integrity=\"sha384-x\" crossorigin></script>", true),
            ("<script src=\"a.js\" integrity=\"sha384-x\"></script>", false),
            ("<script src=a.js integrity=x crossorigin></script><script src=b.js></script>", false),
            ("<script src=a.js integrity=x crossorigin type=module></script>", false),
            (
                """
                <script src=a.js integrity=x crossorigin></script>
                <script type=module>import "./b.js"</script>
                """, false
            ),
            (
                """
                <script src=a.js integrity=x crossorigin></script>
                <script tal:attributes="python:{}"></script>
                """, false
            ),
        ]
    )
    func filesNeedAnIntegrityWhereAllHaveOne(page: String, isRequired: Bool) async throws {
        var headers = SecurityHeaders(policy: .sameOrigin)
        let line = "Integrity-Policy: blocked-destinations=(script)"
        #expect(try await lines(headers, page: page).contains(line) == isRequired)
        headers.requiresIntegrity = false
        #expect(try await !lines(headers, page: page).contains(line))
        let report = SecurityHeaders(policy: nil, reportOnly: .sameOrigin)
        let only = "Integrity-Policy-Report-Only: blocked-destinations=(script)"
        #expect(try await lines(report, page: page).contains(only) == isRequired)
    }

    @Test func eachResponseHasANonceOfItsOwn() async throws {
        let page = """
            <script nonce="${request/csp_nonce}">a()</script>\
            <style nonce="${request/csp_nonce}"></style>
            """
        let template = try Template(named: "page.html", page)
        var nonces: Set<String> = []
        for _ in 1...20 {
            let (rendered, code) = try await PageCode.collecting {
                try await template.page(for: RequestObject(RequestInfo(), session: nil))
            }
            let text = String(decoding: rendered.bytes, as: UTF8.self)
            let nonce = try #require(text.split(separator: "\"").dropFirst().first)
            #expect(text.split(separator: "nonce=\"\(nonce)\"").count == 3)
            #expect(nonce.count == 24)
            let policy = ContentSecurityPolicy.strict.allowing(code).description
            #expect(policy.contains("style-src 'self' 'nonce-\(nonce)'"))
            #expect(policy.contains("script-src 'nonce-\(nonce)' 'sha256-"))
            nonces.insert(String(nonce))
        }
        #expect(nonces.count == 20)
    }

    @Test func withoutHeadersThereIsNoNonce() async throws {
        let text = "<b tal:attributes=\"nonce request/csp_nonce\"/>"
        let template = try Template(named: "page.html", text)
        let page = try await template.page(for: RequestObject(RequestInfo(), session: nil))
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<b/>")
    }
}
