// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Testing
import WebSessions
import WebSessionsTesting

@testable import Talisman

@Suite struct LinkRewriterTests {
    private static let query = ClientIDCarrier.query(name: "sid", token: "T")
    private static let field = ClientIDCarrier.formField(name: "fid", token: "F")
    private static let hidden = #"<input type="hidden" name="sid" value="T" />"#
    private static let hiddenField = #"<input type="hidden" name="fid" value="F" />"#

    @Test(arguments: [
        (#"<a href="/cart">x</a>"#, #"<a href="/cart?sid=T">x</a>"#),
        (
            "<A id=b HREF='?a=1&amp;b=2#c'>x</A>",
            "<A id=b HREF='?a=1&amp;b=2&amp;sid=T#c'>x</A>"
        ),
        ("<a href=next>x</a><area href=map>", "<a href=next?sid=T>x</a><area href=map?sid=T>"),
        (#"<iframe src="/f"></iframe>"#, #"<iframe src="/f?sid=T"></iframe>"#),
        (#"<form action="/go" method="POST">"#, #"<form action="/go?sid=T" method="POST">"#),
        (#"<form method=post>"#, #"<form action="/page?x=1&amp;sid=T" method=post>"#),
        (#"<form action="" method="post">"#, #"<form action="/page?x=1&amp;sid=T" method="post">"#),
        (#"<form action="/find">"#, #"<form action="/find">\#(hidden)"#),
        (#"<button formaction="/b">x</button>"#, #"<button formaction="/b?sid=T">x</button>"#),
        (#"<input formaction="/b"/>"#, #"<input formaction="/b?sid=T"/>"#),
    ])
    func linksOfTheSiteCarryTheToken(page: String, expected: String) {
        #expect(rewritten(page, [Self.query]) == expected)
    }

    @Test(arguments: [
        #"<a href="https://evil.example/">x</a>"#, #"<a href="//evil.example">x</a>"#,
        ##"<a href="#top">x</a>"##, #"<a href="mailto:a@b">x</a>"#, #"<a href="">x</a>"#,
        #"<a href="https&#58;//evil.example">x</a>"#, #"<a href="&sol;/evil.example">x</a>"#,
        #"<a href="/&Tab;/evil.example">x</a>"#, #"<a href="\\evil.example">x</a>"#,
        #"<form action="https://pay.example/" method="post"></form>"#,
        #"<form action="https://find.example/"></form>"#,
        #"<img src="/logo.png"><script src="/a.js"></script><link href="/a.css">"#,
        #"<!-- <a href="/cart"> --><script>"<a href='/x'>"</script>"#,
        #"<textarea><a href="/x"></TEXTAREA><title><a href="/x"></title>"#,
        #"<base href="https://cdn.example/"><a href="cart">x</a>"#,
        #"<a href="/cart">x</a><form></form><base href="//evil.example/">"#,
        #"<a href="/cart" ping="https://evil.example/">x</a>"#, "<a href", "<a href=\"/x",
        "a < b",
        #"<![CDATA[<a href="/x">]]>"#, "<p title='<a href=\"/x\">'>",
    ])
    func nothingElseDoes(page: String) {
        #expect(rewritten(page, [Self.query, Self.field]) == page)
    }

    @Test func postFormsCarryAHiddenField() {
        let page = #"<form method="post" action="/go"><form action="/find"><a href="/x">"#
        let expected =
            #"<form method="post" action="/go">\#(Self.hiddenField)<form action="/find"><a href="/x">"#
        #expect(rewritten(page, [Self.field]) == expected)
    }

    @Test func aRenderedPageCarriesTheSession() async throws {
        let clock = ManualClock()
        let links = try URLClientIDManager(keys: .generated(), application: "a", clock: clock)
        let site = try SessionTestSite(clock: clock, clientIDs: links)
        let library = TemplateLibrary(
            MemoryTemplateLoader(["page.html": "<a tal:attributes=\"href target\">x</a>"]),
            configuration: .talisman
        )
        let template = try library.template("page.html")
        let session = site.session(.get)
        let context = TemplateContext(["target": "/cart?a=b"])
        let request = RequestObject(RequestInfo(), session: session)
        let anonymous = try await template.page(context, for: request)
        #expect(String(decoding: anonymous.bytes, as: UTF8.self) == #"<a href="/cart?a=b">x</a>"#)
        try session["p"].set(1, for: "n")
        let page = try await template.page(context, for: request)
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(text.hasPrefix(#"<a href="/cart?a=b&amp;sid="#))
        _ = try await session.commit()
        let link = text.dropFirst(#"<a href=""#.count).prefix { $0 != "\"" }
        var next = site.request()
        next.path = String(link.replacing("&amp;", with: "&"))
        let value = try await site.manager.session(for: next)["p"].value("n", as: Int.self)
        #expect(value == 1)
    }

    private func rewritten(_ page: String, _ carriers: [ClientIDCarrier]) -> String {
        let rewriter = LinkRewriter(carriers, url: "/page?x=1")
        return String(decoding: rewriter.rewrite(Array(page.utf8)), as: UTF8.self)
    }
}
