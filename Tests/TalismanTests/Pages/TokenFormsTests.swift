// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing
import WebSessions

@testable import Talisman

/// Which forms of a finished page get a token, and where it stands.
@Suite struct TokenFormsTests {
    /// `@` is where the field stands.
    @Test(arguments: [
        #"<form method="post">@<button>x</button></form>"#,
        #"<FORM METHOD=POST ACTION='/go'>@</FORM>"#,
        #"<form action="" method="post">@</form>"#,
        ##"<form action="#top" method="post">@</form>"##,
        #"<form action="?a=1&amp;b=2#c" method="post">@</form>"#,
        #"<form action=" /go " method="post">@</form>"#,
        #"<form action="go/on" method="post">@</form>"#,
        #"<form action="https://shop.example/go?x" method="post">@</form>"#,
        #"<form action="HTTPS://SHOP.example:443" method="post">@</form>"#,
        #"<form method="post">@</form><form method="post">@</form>"#,
        #"<form method="post" enctype="multipart/form-data">@<input type="file"></form>"#,
        #"<base href="/shop/"><form method="post">@</form>"#,
        #"<base href="https://shop.example/"><form method="post">@</form>"#,
        #"<base target="_top"><form method="post">@</form>"#,
        #"<table><form method="post">@<tr><td></table>"#,
        #"<table><tr><td><form method="post">@</form></table><form action="//evil.example">"#,
        #"<table><tr><td></table><form method="post">@</form><form action="//evil.example">"#,
        #"<form method="post"/>@</form>"#,
        #"<form method="post">@<button formaction="/other">x</button></form>"#,
        #"<form method="post">@<button formmethod="POST">x</button></form>"#,
        #"<form method="post">@<button formmethod="dialog">x</button></form>"#,
        #"<form method="post">@<input name="form_token2"></form>"#,
        #"<form method="post">@</form><button formaction="/other">x</button>"#,
        #"<form method="post">@</form><form><input name="form_token"></form>"#,
        #"<form method="post">@<meta name="form_token"></form>"#,
        #"<form method="dialog"></form><form method="post">@</form>"#,
        #"<form></form><form method="post">@</form>"#,
        #"<!-- <form> --><form method="post">@</form>"#,
        #"<script>"</form><form>"</script><form method="post">@</form>"#,
        #"<script>"<!-- </form>"</script><form method="post">@</form>"#,
        #"<!DOCTYPE html><form method="post">@</form>"#,
        // Inside of one another, but all of them of the site.
        #"<form method="post">@<form method="post">@</form></form>"#,
        #"<template><form method="post">@</form></template><form method="post">@</form>"#,
        #"<noscript><form method="post">@</form></noscript>"#,
        // Parsers read SVG by other rules.
        #"<svg><title/></svg><form method="post">@</form>"#,
        #"<svg><title>a</title><style>a > b</style></svg><form method="post">@</form>"#,
        #"<svg><style><![CDATA[ a > b ]]></style></svg><form method="post">@</form>"#,
        #"<svg><foreignObject><p>a<br></p></foreignObject></svg><form method="post">@</form>"#,
        #"<svg/><form method="post">@<textarea></form></textarea></form>"#,
        #"<math><mi>x</mi></math><form method="post">@</form>"#,
        #"<select><option>a<option>b</select><form method="post">@</form>"#,
    ])
    func formsOfTheSiteHaveTheField(page: String) {
        let plain = page.replacing("@", with: "")
        #expect(filled(plain) == page.replacing("@", with: Self.field))
    }

    @Test(arguments: [
        // Sent by GET: the token would stand in an address. So is what browsers do not know.
        #"<form></form>"#, #"<form method="get"></form>"#, #"<form method="put"></form>"#,
        #"<form method=" post"></form>"#, #"<form method="dialog"></form>"#,
        #"<form method></form>"#, #"<form method="get" method="post"></form>"#,
        #"<form method="post"><button formmethod="get">x</button></form>"#,
        #"<form method="post"><button formmethod="put">x</button></form>"#,
        #"<form method="get"><button formmethod="post">x</button></form>"#,
        #"<form id="a" method="post"></form><button form="a" formmethod="get">x</button>"#,
        #"<button form="a" formmethod="get">x</button><form id="a" method="post"></form>"#,
        // Sent elsewhere.
        #"<form method="post" action="https://pay.example/"></form>"#,
        #"<form method="post" action="http://shop.example/"></form>"#,
        #"<form method="post" action="https://shop.example:8443/"></form>"#,
        #"<form method="post" action="https://shop.example.evil.example/"></form>"#,
        #"<form method="post" action="https://shop.example@evil.example/"></form>"#,
        #"<form method="post" action="https://shop.example\@evil.example/"></form>"#,
        #"<form method="post" action="https:shop.example"></form>"#,
        #"<form method="post" action="//shop.example/"></form>"#,
        #"<form method="post" action="/\evil.example"></form>"#,
        "<form method=\"post\" action=\"/\t/evil.example\"></form>",
        #"<form method="post" action="&#47;/evil.example"></form>"#,
        #"<form method="post" action="https&colon;//evil.example"></form>"#,
        #"<form method="post" action="mailto:a@b"></form>"#,
        #"<form method="post" action="javascript:go()"></form>"#,
        #"<base href="https://cdn.example/"><form method="post"></form>"#,
        #"<form method="post" action="/x"></form><base href="//evil.example/">"#,
        #"<form method="post"><button formaction="https://pay.example/">x</button></form>"#,
        #"<form method="post"><input type="image" formaction="//evil.example"></form>"#,
        #"<form id="a" method="post"></form><input form="a" formaction="//evil.example">"#,
        // A form in a form: browsers send its fields with the outer one.
        #"<form action="https://pay.example/"><form method="post"></form>"#,
        // By any element of the page.
        #"<form method="post"></form><button formaction="//evil.example">x</button>"#,
        #"<form id="a" method="post"></form><button form="b" formaction="//evil.example">x"#,
        #"<form id="it's" method="post"></form><button form="it&#39;s" formaction="//evil">x"#,
        #"<form method="post"></form><p formaction="//evil.example">x</p>"#,
        #"<form method="post"></form><button form="b" formmethod="get">x</button>"#,
        #"<form method="post"><button formmethod>x</button></form>"#,
        #"<form method="post"><button formmethod="">x</button></form>"#,
        // An invisible letter is no part of a letter to a browser.
        "<form method=\"post\" action=\"//\u{FE0F}evil.example/\"></form>",
        "<form method=\"post\" action=\"//\u{E0100}evil.example/\"></form>",
        "<form method=\"post\" action=\"http:\u{FE0F}evil.example/\"></form>",
        "<form method=\"post\" action=\"&#47;\u{FE0F}/evil.example/\"></form>",
        "<form method=\"post\" action=\"&\u{600}#47;/evil.example/\"></form>",
        "<form method=\"post\"><button formaction=\"//\u{FE0F}evil.example/\">x</button></form>",
        // What a browser takes for another tag.
        #"<form =action="/a" action="//evil.example" method="post"></form>"#,
        "<form method=post\u{B}></form>",
        // Not one after another, and one of them is not of the site, or not sent by POST.
        #"<form action="//evil.example"><form method="post"></form></form>"#,
        #"<form><form method="post"></form></form>"#,
        #"<form action="//evil"><template></form></template><form method="post"></form>"#,
        #"<form action="//evil"><noscript></form></noscript><form method="post"></form>"#,
        #"<form action="//evil"><select></form></select><form method="post"></form>"#,
        #"<form action="//evil"><table></form><form method="post"></form></table>"#,
        #"<form action="//evil"><div></form><table><tr><form method="post"></form></table>"#,
        // It has the field.
        #"<form method="post"><input type="hidden" name="form_token" value="x"></form>"#,
        #"<form id="a" method="post"></form><input form="a" name="form_token" value="x">"#,
        // No forms.
        #"<!-- <form method="post"> --><p title='<form method="post">'>"#,
        #"<textarea><form method="post"></textarea><script>'<form method="post">'</script>"#,
        #"<form method="post""#, #"<form method="post" title=">"#, "a < b", "", "</form>",
    ])
    func othersDoNot(page: String) {
        #expect(filled(page) == page)
    }

    private static let button = #"<button formaction="https://evil.example/">x</button>"#

    /// `@` is a button that leads elsewhere, which readers of other rules do not see.
    @Test(arguments: [
        "<svg><title/><b/></svg>@", "<svg><style/></svg>@", "<svg><script/></svg>@",
        "<svg><title>@", "<svg><style>@</style></svg>", "<template><form></form></template>@",
        "<svg><form></form></svg>@", "<div></form>@</div>", "<!-- a --!>@-->", "<!-->@-->",
        "<!--->@-->", #"<!x <a title=">@">"#, #"<?x <a title=">@">"#, #"</1 <a title=">@">"#,
        "<![CDATA[>@]]>", "<iframe><!--</iframe>@-->", "<noscript><textarea></noscript>@",
        "<noscript><!--</noscript>@-->", #"<noscript><p title="</noscript>@">"#,
        "<script><!--<script></script>@--></script>", "<script></scripts></script>@",
        "<textarea></textareas></textarea>@",
        "<svg><title><textarea></svg></textarea></title><style/>@",
        "<svg><p><title/>@", "<select><textarea></select>@</textarea>",
        "<svg><desc><p></desc></p></desc><title/></svg>@</title>",
    ])
    func aButtonIsSeenWhereABrowserSeesIt(rest: String) {
        let rest = rest.replacing("@", with: Self.button)
        for page in [
            #"<form method="post" action="/a">\#(rest)</form>"#,
            #"<form id="a" method="post" action="/a"></form>\#(rest)"#,
        ] {
            #expect(filled(page) == page)
        }
    }

    @Test(arguments: [
        "<svg><title/></svg>@<svg><title>a</title></svg>", "<!-- a --!>@<!-- -->",
        "<svg><style/></svg>@<svg><style>a</style></svg>", "<noscript><textarea></noscript>@",
    ])
    func aBaseIsSeenWhereABrowserSeesIt(start: String) {
        let page =
            start.replacing("@", with: #"<base href="https://evil.example/">"#)
            + #"<form method="post" action="a"></form>"#
        #expect(filled(page) == page)
    }

    /// In XML tags are what they are in no HTML.
    @Test(arguments: [
        #"<form method="post" action="/a"><textarea name="n"/>@</form>"#,
        #"<form method="post" action="/a"><script src="/a.js"/>@</form>"#,
        #"<script src="/a.js"/><base href="https://evil.example/"/><form method="post"></form>"#,
        #"<form METHOD="post" action="/a"><p/></form>"#,
        #"<form method="post" ACTION="/a" action="https://evil.example/"></form>"#,
        #"<form method="post" action="/a"><h:button formaction="https://evil.example/"/></form>"#,
        #"<form method="post" action="/a"><button h:formaction="https://evil.example/"/></form>"#,
        #"<form method="post" action="https://evil.example/"><form method="post"/></form>"#,
        #"<form action="//evil"><form xmlns="urn:x"></form><form method="post"></form></form>"#,
        #"<h:form action="//evil"><form method="post"></form></h:form>"#,
        #"<h:form xmlns:h="http://www.w3.org/1999/xhtml" method="post"></h:form>"#,
        #"<form method="post"><h:input name="form_token"/></form>"#,
        #"<form method="post" action="a" xml:base="https://evil.example/"></form>"#,
        #"<![CDATA[<form method="post">]]>"#, #"<?x <form method="post">?>"#,
    ])
    func inXMLNothingIsPutInEither(content: String) {
        let content = content.replacing("@", with: #"<button formaction="https://evil/"/>"#)
        let page = #"<html xmlns="http://www.w3.org/1999/xhtml">\#(content)</html>"#
        #expect(filled(page, .xml) == page)
    }

    @Test(arguments: [
        #"<!DOCTYPE html [<!ATTLIST form action CDATA "https://evil.example/">]>"#,
        #"<!DOCTYPE html [<!ENTITY b "<button formaction='https://evil.example/'/>">]>"#,
    ])
    func aDocumentTypeMayHideWhereAFormLeads(type: String) {
        let form = #"<form xmlns="http://www.w3.org/1999/xhtml" method="post">&b;</form>"#
        #expect(filled(type + form, .xml) == type + form)
    }

    @Test(arguments: [
        (#"<html xmlns="http://www.w3.org/1999/xhtml"><form method="post">@</form></html>"#, true),
        (
            """
            <!DOCTYPE html PUBLIC "a>b" "c"><html xmlns="http://www.w3.org/1999/xhtml">\
            <script src="a"/><textarea/><![CDATA[<form>]]><?x <form>?><!-- --><Form/>\
            <form method="post">@<p/></form><form method="post">@</form></html>
            """, true
        ),
        (#"<a><form xmlns="http://www.w3.org/1999/xhtml" method="post">@</form></a>"#, true),
        (#"<html xmlns="http://www.w3.org/1999/xhtml"><form method="post"/></html>"#, false),
        (#"<order><form method="post"></form></order>"#, false),
        (#"<html xmlns="http://www.w3.org/1999/xhtml"><form xmlns="urn:x" method="post"/>"#, false),
        (#"<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:form method="post"/>"#, false),
    ])
    func inXMLTheNamespaceDecides(page: String, hasField: Bool) {
        let plain = page.replacing("@", with: "")
        #expect((filled(plain, .xml) != plain) == hasField)
        #expect(filled(plain, .xml) == page.replacing("@", with: Self.field))
    }

    @Test func aTextHasNoForms() {
        let text = #"<form method="post"></form>"#
        #expect(filled(text, .text) == text)
    }

    @Test func withoutAnOriginAddressesAreForeign() {
        let page = #"<form method="post" action="https://shop.example/"></form>"#
        let forms = TokenForms(
            in: Array(page.utf8),
            mode: .html,
            fieldName: "form_token",
            targets: SiteTargets(origins: [])
        )
        #expect(forms.places.isEmpty)
    }

    private static let field = #"<input type="hidden" name="form_token" value="T" />"#

    private func filled(_ page: String, _ mode: TemplateMode = .html) -> String {
        let origin = try? PublicOrigin("https://shop.example")
        let forms = TokenForms(
            in: Array(page.utf8),
            mode: mode,
            fieldName: "form_token",
            targets: SiteTargets(origins: [origin].compactMap(\.self))
        )
        return String(decoding: forms.page(with: "T"), as: UTF8.self)
    }
}
