// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Testing
import WebSessions
import WebSessionsTesting

@testable import Talisman

/// Pages of templates whose authors are not trusted.
@Suite struct UntrustedPageTests {
    private static func template(_ text: String) throws -> Template {
        try Template(named: "page.html", text, configuration: .untrusted)
    }

    @Test(arguments: ["${request/url}", "${request/form/x}", "${python: request.get('x')}"])
    func theyHaveNoRequest(_ text: String) async throws {
        let template = try Self.template(text)
        let error = await #expect(throws: TemplateError.self) {
            try await template.page(for: RequestObject(RequestInfo(), session: nil))
        }
        #expect(error?.code == .unknownVariable || error?.code == .nameError)
    }

    @Test func theirDataMayHaveAVariableOfThatName() async throws {
        let template = try Self.template("${request}")
        let context = TemplateContext(["request": "data"])
        let request = RequestObject(RequestInfo(), session: nil)
        let page = try await template.page(context, for: request)
        #expect(String(decoding: page.bytes, as: UTF8.self) == "data")
    }

    @Test func theirLinksCarryNoSession() async throws {
        let clock = ManualClock()
        let links = try URLClientIDManager(keys: .generated(), application: "a", clock: clock)
        let site = try SessionTestSite(clock: clock, clientIDs: links)
        let session = site.session(.get)
        try session["p"].set(1, for: "n")
        let request = RequestObject(RequestInfo(), session: session)
        let link = "<a href=\"/cart\">x</a>"
        let page = try await Self.template(link).page(for: request)
        #expect(String(decoding: page.bytes, as: UTF8.self) == link)
        let trusted = try await Template(named: "page.html", link).page(for: request)
        #expect(String(decoding: trusted.bytes, as: UTF8.self).contains("sid="))
    }

    @Test func theirFormsHaveNoToken() async throws {
        let site = try SessionTestSite()
        let text = "<form method=\"post\"></form>"
        func page(_ template: Template) async throws -> String {
            let request = RequestObject(RequestInfo(), session: site.session(.get))
            let tokens = PageTokens(FormTokens(), origins: [])
            let page = try await PageTokens.providing(tokens) {
                try await template.page(for: request)
            }
            return String(decoding: page.bytes, as: UTF8.self)
        }
        #expect(try await page(Self.template(text)) == text)
        #expect(try await page(Template(named: "page.html", text)).contains("form_token"))
    }

    @Test func noPolicyAllowsTheirScripts() async throws {
        let text = "<script>x()</script><p onclick=\"y()\">x</p><style>p { color: red }</style>"
        let request = RequestObject(RequestInfo(), session: nil)
        func policy(_ template: Template) async throws -> String {
            let (_, code) = try await PageCode.collecting { try await template.page(for: request) }
            return ContentSecurityPolicy.strict.allowing(code).description
        }
        #expect(
            try await policy(Self.template(text)) == ContentSecurityPolicy.strict.description
        )
        #expect(
            try await policy(Template(named: "page.html", text))
                != ContentSecurityPolicy.strict.description
        )
    }

    /// Where scripts are not allowed, no expression changes a session either.
    @Test(arguments: ["pop('n')", "setdefault('m', 1)", "pop('none', 1)"])
    func noExpressionChangesASession(_ call: String) async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set(10, for: "n") }
        let session = site.session(cookie: cookie)
        let template = try Template(
            named: "page.html",
            "<p tal:define=\"shop request/session:shop\">${python: shop.\(call)}</p>",
            configuration: .talisman
        )
        let error = await #expect(throws: TemplateError.self) {
            try await template.page(for: RequestObject(RequestInfo(), session: session))
        }
        #expect(error?.code == .attributeError)
        #expect(!session.isModified)
    }
}
