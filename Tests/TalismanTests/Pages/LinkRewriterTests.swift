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
        "<a href=\"//\u{FE0F}evil.example/\">x</a>", "<a href=\"//\u{34F}evil.example/\">x</a>",
        "<a href=\"http:\u{FE0F}evil.example/\">x</a>",
        "<a href=\"&\u{600}sol;/evil.example/\">x</a>", "<a href=\"/&\u{600}Tab;/evil/\">x</a>",
        #"<a href="x">x</a><svg><title/></svg><base href="//evil.example/"><svg><title>a</title>"#,
        #"<a href="x">x</a><noscript><textarea></noscript><base href="//evil.example/">"#,
    ])
    func nothingElseDoes(page: String) {
        #expect(rewritten(page, [Self.query, Self.field]) == page)
    }

    @Test func postFormsCarryAHiddenField() {
        let page = #"<form method="post" action="/go">@</form><form action="/find"><a href="/x">"#
        let plain = page.replacing("@", with: "")
        let expected = page.replacing("@", with: Self.hiddenField)
        #expect(rewritten(plain, [Self.field]) == expected)
    }

    /// A hidden field goes wherever a form can be sent.
    @Test(arguments: [
        #"<form method="post" action="/a"><button formaction="https://other.example/"></form>"#,
        #"<form id="f" method="post" action="/a"></form><input form="f" formaction="//o.example">"#,
        #"<form method="post" action="/a"><button formmethod="get"></form>"#,
        #"<form method="post" action="/a"><button formmethod></form>"#,
        #"<form id="f" method="post" action="/a"></form><button form="f" formmethod="get">"#,
        #"<form action="/s"><button formaction="https://other.example/"></form>"#,
        #"<form method="post" action="/a"><svg><title/><b/></svg><input formaction="//o.example"></form>"#,
        #"<form action="//o.example"><form method="post" action="/a"></form><form action="/b">"#,
        "<form method=\"post\" action=\"//\u{FE0F}o.example\"></form>",
    ])
    func noFieldIsSentElsewhereOrInAnAddress(page: String) {
        #expect(rewritten(page, [Self.field]) == page)
        #expect(!rewritten(page, [Self.query]).contains("hidden"))
    }

    /// The field of the inner form would be one of the outer.
    @Test func formsInsideOfOneAnotherHaveFieldsWhereAllMayHaveThem() {
        let page = #"<form method="post" action="/go">@<form method="%" action="/find">@</form>"#
        let posts = page.replacing("%", with: "post")
        #expect(
            rewritten(posts.replacing("@", with: ""), [Self.field])
                == posts.replacing("@", with: Self.hiddenField)
        )
        let mixed = page.replacing("%", with: "get").replacing("@", with: "")
        #expect(rewritten(mixed, [Self.field]) == mixed)
    }

    @Test func aFormThatIsSentByGETNeedsItsField() {
        let page = #"<form action="/s">@<button formmethod="get">x</button></form>"#
        let expected = page.replacing("@", with: Self.hidden)
        #expect(rewritten(page.replacing("@", with: ""), [Self.query]) == expected)
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
