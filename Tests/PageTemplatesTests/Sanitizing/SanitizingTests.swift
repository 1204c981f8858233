// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct SanitizingTests {
    static let ofComments =
        SanitizingTable.kept + SanitizingTable.untagged + SanitizingTable.dropped
        + SanitizingTable.repaired + SanitizingTable.hostile

    @Test(arguments: ofComments) func writesComments(text: String, markup: String) {
        #expect(SafeMarkup(sanitizing: text).text == markup)
        #expect(SafeMarkup(sanitizing: markup).text == markup)
    }

    @Test(arguments: SanitizingTable.articles) func writesArticles(text: String, markup: String) {
        #expect(SafeMarkup(sanitizing: text, by: .article).text == markup)
        #expect(SafeMarkup(sanitizing: markup, by: .article).text == markup)
    }

    @Test(arguments: AddressTable.kept) func keepsAddresses(address: String, written: String) {
        let link = SafeMarkup(sanitizing: "<a href=\"\(address)\">x</a>").text
        #expect(link == "<a href=\"\(written)\"\(SanitizingTable.rel)>x</a>")
    }

    @Test(arguments: AddressTable.refused) func refusesAddresses(address: String) {
        let texts = ["<a href=\"\(address)\">x</a>", "<a title=t href='\(address)'>x</a>"]
        for text in texts { #expect(SafeMarkup(sanitizing: text).text == "x") }
        let image = SafeMarkup(sanitizing: "<img src=\"\(address)\" alt=x>", by: .article)
        #expect(image.text == "")
        let quote = SafeMarkup(sanitizing: "<q cite=\"\(address)\">x</q>")
        #expect(quote.text == "<q>x</q>")
    }

    @Test func rendersInPages() throws {
        let page = "<p tal:content=\"structure body\">Sample</p>"
        let body = SafeMarkup(sanitizing: "<b onclick=f()>a</b><script>f()</script>")
        let template = try Template(named: "page.html", page)
        let context = TemplateContext(["body": .markup(body)])
        #expect(try template.render(context) == "<p><b>a</b></p>")
    }
}

@Suite struct SanitizerOptionTests {
    private func markup(_ text: String, _ change: (inout MarkupSanitizer) -> Void) -> String {
        var sanitizer = MarkupSanitizer.comment
        change(&sanitizer)
        return SafeMarkup(sanitizing: text, by: sanitizer).text
    }

    @Test func keepsOnlyListedElements() {
        let text = "<p><b title=x>a</b> <i>b</i></p>"
        #expect(markup(text) { $0.elements = [.b: []] } == "<b title=\"x\">a</b> b")
        #expect(markup(text) { $0.elements = [:] } == "a b")
        #expect(markup(text) { $0.globalAttributes = [] } == "<p><b>a</b> <i>b</i></p>")
        #expect(
            SafeMarkup(sanitizing: text, by: MarkupSanitizer(elements: [.i: []])).text
                == "a <i>b</i>"
        )
    }

    @Test func keepsPartsWithTheirWhole() {
        let text = "<table><tr><td align=left>a</table>"
        let rows = "<tbody><tr><td>a</td></tr></tbody>"
        #expect(markup(text) { $0.elements[.table] = [] } == "<table>\(rows)</table>")
        #expect(markup(text) { $0.elements[.td] = [.align] } == "a")
    }

    @Test func keepsSchemesOfTheApplication() {
        let text = "<a href='xmpp:a@b'>x</a>"
        #expect(
            markup(text) { $0.schemes = ["xmpp"] }
                == "<a href=\"xmpp:a@b\"\(SanitizingTable.rel)>x</a>"
        )
        for scheme in ["javascript", "data", "vbscript"] {
            #expect(markup("<a href='\(scheme):x'>x</a>") { $0.schemes = [scheme] } == "x")
        }
    }

    @Test(arguments: ["//h/", "\\\\h/", "/\\h/", "/\t/h/", " //h/"])
    func refusesHostsWithoutScheme(address: String) {
        let text = "<a href='\(address)'>x</a><a href='/'>y</a>"
        let kept = markup(text) { $0.allowsHostsWithoutScheme = false }
        #expect(kept == "x<a href=\"/\"\(SanitizingTable.rel)>y</a>")
    }

    @Test func saysTheRelationOfLinks() {
        let text = "<a rel=opener href=/>x</a>"
        #expect(markup(text) { $0.linkRelation = nil } == "<a href=\"/\">x</a>")
        #expect(markup(text) { $0.linkRelation = "ugc" } == "<a href=\"/\" rel=\"ugc\">x</a>")
    }

    @Test func allowsImages() {
        let text = "<img src=/a.png alt=a>"
        #expect(markup(text) { $0.allowsImages = true } == #"<img src="/a.png" alt="a"/>"#)
        var article = MarkupSanitizer.article
        #expect(article.allowsImages)
        article.allowsImages = false
        #expect(SafeMarkup(sanitizing: text, by: article).text == "")
    }

    @Test func keepsListedClasses() {
        let text = "<p class='a  language-swift\nb aa'>x</p><p class=c>y</p>"
        let kept = markup(text) { $0.classes = ["a", "language-*"] }
        #expect(kept == #"<p class="a language-swift">x</p><p>y</p>"#)
    }

    @Test func prefixesIdentifiers() {
        let text = "<p id=a>x</p><p id=u-b>y</p><p id='a b'>z</p><a href=#a>a</a><a id=c>c</a>"
        let kept = markup(text) { $0.identifierPrefix = "u-" }
        let link = "<a href=\"#u-a\"\(SanitizingTable.rel)>a</a><a id=\"u-c\">c</a>"
        #expect(kept == "<p id=\"u-a\">x</p><p id=\"u-b\">y</p><p>z</p>" + link)
        #expect(markup(kept) { $0.identifierPrefix = "u-" } == kept)
    }

    @Test func limitsBytes() {
        #expect(markup("abcdef") { $0.maximumBytes = 3 } == "abc")
        #expect(markup("aéb") { $0.maximumBytes = 2 } == "a")
        #expect(markup("<b>x</b><i title=y>") { $0.maximumBytes = 12 } == "<b>x</b>")
        #expect(markup("abc") { $0.maximumBytes = 3 } == "abc")
        #expect(markup("abc") { $0.maximumBytes = -1 } == "")
    }

    @Test func limitsDepth() {
        let text = "<div><div><div>a</div></div>b</div>"
        #expect(markup(text) { $0.maximumDepth = 2 } == "<div><div>a</div></div>b")
        #expect(markup("<b><i>a</i></b>") { $0.maximumDepth = 1 } == "<b>a</b>")
        #expect(markup("<p><b>a") { $0.maximumDepth = 1 } == "<p>a</p>")
        #expect(markup("<p><b>a") { $0.maximumDepth = -1 } == "a")
        let table = markup("<table><td>a") {
            $0.elements[.table] = []
            $0.maximumDepth = 3
        }
        #expect(table == "a")
    }
}
