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
        #"<form method="post"/>@</form>"#,
        #"<form method="post">@<button formaction="/other">x</button></form>"#,
        #"<form method="post">@<button formmethod="POST">x</button></form>"#,
        #"<form method="post">@<button formmethod="dialog">x</button></form>"#,
        #"<form method="post">@<input name="form_token2"></form>"#,
        #"<form method="post">@</form><button formaction="//evil.example">x</button>"#,
        #"<form id="a" method="post">@</form><button form="b" formaction="//evil.example">x"#,
        #"<form method="dialog"></form><form method="post">@</form>"#,
        #"<form></form><form method="post">@</form>"#,
        #"<!-- <form> --><form method="post">@</form>"#,
        #"<script>"</form><form>"</script><form method="post">@</form>"#,
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
        // It has the field.
        #"<form method="post"><input type="hidden" name="form_token" value="x"></form>"#,
        #"<form id="a" method="post"></form><input form="a" name="form_token" value="x">"#,
        // No forms.
        #"<!-- <form method="post"> --><p title='<form method="post">'>"#,
        #"<textarea><form method="post"></textarea><script>'<form method="post">'</script>"#,
        #"<form method="post""#, "a < b", "", "</form>",
    ])
    func othersDoNot(page: String) {
        #expect(filled(page) == page)
    }

    @Test(arguments: [
        (#"<html xmlns="http://www.w3.org/1999/xhtml"><form method="post">@</form></html>"#, true),
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
