// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Where markup goes wrong, and where it may.
@Suite struct MarkupErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let markup: String
        let code: TemplateError.Code
        let place: String
        var note: String?

        init(_ markup: String, _ code: TemplateError.Code, _ place: String, note: String? = nil) {
            self.markup = markup
            self.code = code
            self.place = place
            self.note = note
        }

        var testDescription: String { markup }

        func check(_ mode: TemplateMode) {
            do throws(TemplateError) {
                _ = try compiled(markup, mode)
                Issue.record("no error")
            } catch {
                #expect(error.code == code, "\(error)")
                #expect(error.location.map(\.description) == "page:\(place)", "\(error)")
                if let note {
                    let places = error.notes.map { "\($0.location.map(\.description) ?? "-")" }
                    #expect(places.contains("page:\(note)"), "\(error)")
                }
            }
        }
    }

    private static let html: [Row] = [
        Row("<div tal:condition=\"x\"><p>text</p>", .unclosedElement, "1:1"),
        Row("a\n <b><i tal:content='x'>y</i>", .unclosedElement, "2:2"),
        Row("<tal:x>\n<b>", .unclosedElement, "1:1"),
        Row("<div tal:condition=\"x\"><b>t</div></b>", .mismatchedEndTag, "1:34", note: "1:24"),
        Row("<b><i tal:content='x'>y</b></i>", .mismatchedEndTag, "1:24", note: "1:4"),
        Row("<div tal:condition='x'>\n</b></div>", .mismatchedEndTag, "2:1", note: "1:1"),
        Row("<p tal:condition='x'>\n<div>a</p></div>", .mismatchedEndTag, "2:7", note: "1:1"),
        Row("<tal:x><td>a</tal:x>b</td>", .mismatchedEndTag, "1:22", note: "1:8"),
        Row("<tal:x><p>a</tal:y></tal:x>", .mismatchedEndTag, "1:12"),
        Row("<p tal:content='x'/><a href='x", .malformedMarkup, "1:21"),
        Row("<p tal:content='x'/>\n<!-- x", .malformedMarkup, "2:1"),
        Row("<!-- x <p tal:content='x'/>", .malformedMarkup, "1:1"),
        Row("<script>x\n<p tal:content='x'/>", .unclosedElement, "1:1"),
        Row("<p>${x}</p>\n<a href=\"b tal:content=\"x\">q</a>", .malformedMarkup, "2:25"),
        Row("<textarea><tal:b replace='x'</textarea>", .malformedMarkup, "1:11"),
        Row(
            "<b xmlns:t='http://xml.zope.org/namespaces/tal'><p t:if='x'",
            .malformedMarkup,
            "1:49"
        ),
        Row("<p xmlns:t='http://xml.zope.org/namespaces/tal' t:if='x'", .malformedMarkup, "1:1"),
        Row("<a href=\"x class=\"y\" tal:content=\"z\">a</a>", .malformedMarkup, "1:19"),
    ]

    @Test(arguments: html)
    func failuresOfHTML(_ row: Row) {
        row.check(.html)
    }

    @Test(arguments: [
        "<div><p>text", "<b><i>x</b></i>", "</b><p tal:content='x'/></div>",
        "<ul tal:condition='x'><li tal:repeat='a b'>c<li>d</ul>",
        "<table tal:condition='x'><tr><td>a<td tal:content='y'>b</table>",
        "<html><body><p tal:content='x'>", "<section><b></section><p tal:content='x'/>",
        "<p tal:condition='x'>a<p>b", "<script>x</script><p tal:content='x'/><div>",
        "<div tal:content='x'><br><img src=a><p>b</div>", "<a href=\"x class=\"y\">a</a>",
    ])
    func markupThatMayBeLikeThat(_ markup: String) throws {
        _ = try compiled(markup)
    }

    private static let xml: [Row] = [
        Row("", .malformedMarkup, "1:1"),
        Row("<a>\n</b>", .malformedMarkup, "2:1"),
        Row("<a>\n<b></a>", .malformedMarkup, "2:4", note: "2:1"),
        Row("<a tal:condition='x'><b></a>", .mismatchedEndTag, "1:25", note: "1:22"),
        Row("<a><b tal:content='x'></b>", .unclosedElement, "1:1"),
        Row("<a><b></b>", .malformedMarkup, "1:1"),
        Row("<a>b & c</a>", .malformedMarkup, "1:6"),
        Row("<a>&foo;</a>", .malformedMarkup, "1:4"),
        Row("<a b='&'/>", .malformedMarkup, "1:7"),
        Row("<a b='<'/>", .malformedMarkup, "1:7"),
        Row("<a b=c/>", .malformedMarkup, "1:6"),
        Row("<a b/>", .malformedMarkup, "1:4"),
        Row("<a b='1'c='2'/>", .malformedMarkup, "1:9"),
        Row("<a b='1' b='2'/>", .malformedMarkup, "1:10"),
        Row("<a @b='1'/>", .malformedMarkup, "1:4"),
        Row("<a tal:content='1' tal:content='2'/>", .duplicateStatement, "1:20", note: "1:4"),
        Row("<a/><b/>", .malformedMarkup, "1:5"),
        Row("<a/>\nb", .malformedMarkup, "2:1"),
        Row("b<a/>", .malformedMarkup, "1:1"),
        Row("<a>1 < 2</a>", .malformedMarkup, "1:6"),
        Row("<a><!-- b -- c --></a>", .malformedMarkup, "1:11"),
        Row("<a>]]></a>", .malformedMarkup, "1:4"),
        Row("<a>\n<!-- b</a>", .malformedMarkup, "2:1"),
        Row("<a>\n<b c='</a>", .malformedMarkup, "2:1"),
    ]

    @Test(arguments: xml)
    func failuresOfXML(_ row: Row) {
        row.check(.xml)
    }

    @Test func aDocumentTypeDeclaresSoManyEntities() throws {
        func document(_ count: Int) -> String {
            let entities = (0..<count).map { "<!ENTITY e\($0) 'c'>" }.joined()
            return "<!DOCTYPE a [\(entities)]><a>&e\(count - 1);</a>"
        }
        let page = document(256)
        #expect(try compiled(page, .xml).render() == page)
        Row(document(257), .malformedMarkup, "1:14").check(.xml)
    }

    @Test(arguments: [
        "<a>&nbsp;&eacute;&#xe9;</a>", "<a x:y='1' v:z='2'/>",
        "<!DOCTYPE a SYSTEM 'a.dtd'><a b='&any;'>&other;</a>",
        "<!DOCTYPE a PUBLIC '-//x' 'a.dtd' [<!ATTLIST a b CDATA '1'>]><a/>",
    ])
    func documentsThatAreWellFormed(_ markup: String) throws {
        _ = try compiled(markup, .xml)
    }

    // MARK: - Depth

    private func nested(_ depth: Int, _ inner: String) -> String {
        String(repeating: "<div>", count: depth) + inner + String(repeating: "</div>", count: depth)
    }

    @Test func deepMarkupComesOutWhole() throws {
        let markup = nested(5_000, "text<br><script></div></script>") + "<p>after</p>"
        #expect(try compiled(markup).render() == markup)
    }

    @Test(arguments: ["<p tal:content='x'/>", "<tal:x/>", "<a href='${x}'></a>"])
    func deepStatementsAreRefused(_ inner: String) throws {
        _ = try compiled(nested(255, inner))
        do throws(TemplateError) {
            _ = try compiled(nested(256, inner))
            Issue.record("no error")
        } catch {
            #expect(error.code == .nestingTooDeep)
            #expect(error.location?.column == 256 * 5 + 1)
        }
    }

    @Test func deepXMLIsRefused() throws {
        _ = try compiled(nested(250, ""), .xml)
        do throws(TemplateError) {
            _ = try compiled(nested(5_000, ""), .xml)
            Issue.record("no error")
        } catch {
            #expect(error.code == .nestingTooDeep)
        }
    }

    @Test func attributesAreCounted() throws {
        let attributes = (0..<300).map { " a\($0)='x'" }.joined()
        for mode in TemplateMode.allCases {
            #expect {
                try compiled("<tal:p\(attributes)></tal:p>", mode)
            } throws: {
                ($0 as? TemplateError)?.code == .tooManyAttributes
            }
        }
    }
}

/// Compiles a text, in HTML mode unless told otherwise.
func compiled(_ text: String, _ mode: TemplateMode = .html) throws(TemplateError) -> Template {
    try Template(TemplateSource(name: "page", text: text, mode: mode))
}
