// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

/// `request/form_digest:PACKAGE` in the hidden field of a form.
@Suite struct PageFormTests {
    private static let form = """
        <input type="hidden" name="made_from" tal:attributes="value request/form_digest:cart">
        """

    private let site: SessionTestSite
    private let cookie: String

    init() async throws {
        site = try SessionTestSite()
        cookie = try await site.seed { session in
            try session["cart"].set(1, for: "tea")
            try session["cart"].set(2, for: "cake")
        }
    }

    @Test(arguments: ["", "<b tal:content=\"request/session:cart/tea\"></b>"])
    func aHandlerLearnsWhetherThePackageIsAsItWas(before: String) async throws {
        let digest = try await digest(before + Self.form)
        try await expect(digest)
        try await site.visit(cookie: cookie) { try $0["cart"].set(1, for: "scone") }
        let error = await #expect(throws: SessionError.self) { try await expect(digest) }
        #expect(error?.code == .staleForm)
    }

    @Test func whatAScriptHasWrittenCounts() async throws {
        let script = """
            <tal:b define="cart request/session:cart"><tal:s script="server-python">
            cart['tea'] += 1
            cart['scone'] = 1
            </tal:s></tal:b>
            """
        try await expect(try await digest(script + Self.form))
    }

    @Test func literalDataHasNone() async throws {
        let page = try await page(Self.form, RequestObject(session: ["cart": ["tea": 1]]))
        #expect(!page.contains("value"))
    }

    @Test func onSomethingElseThanTheRequestIsAnError() async throws {
        let source = "<p tal:content=\"request/method/form_digest:cart\"></p>"
        let error = await #expect(throws: TemplateError.self) {
            try await page(source, RequestObject(session: [:]))
        }
        #expect(error?.message.contains("'form_digest:' is a step of the request") == true)
    }

    @Test func aPackageThatWasNotLoadedIsAnErrorThatNamesIt() throws {
        let request = RequestObject(RequestInfo(), session: site.session(cookie: cookie))
        let template = try Template(named: "t.html", Self.form, configuration: .talisman)
        let error = #expect(throws: TemplateError.self) {
            try template.render(TemplateContext(["request": .object(request)]))
        }
        #expect(error?.message.contains("cart was not loaded") == true)
    }

    /// The text in the hidden field of a page.
    private func digest(_ source: String) async throws -> String {
        let text = try await site.visit(cookie: cookie) { session in
            try await page(source, RequestObject(RequestInfo(), session: session))
        }.result
        let parts = text.components(separatedBy: "value=\"")
        return try #require(parts.last.map { String($0.prefix { $0 != "\"" }) })
    }

    private func expect(_ digest: String) async throws {
        try await site.visit(cookie: cookie) { session in
            try await session.expect(digest, of: .packages(["cart"]))
        }
    }

    private func page(_ source: String, _ request: RequestObject) async throws -> String {
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        let template = try Template(named: "t.html", source, configuration: configuration)
        return String(decoding: try await template.page(for: request).bytes, as: UTF8.self)
    }
}
