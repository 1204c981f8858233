// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Files without statements that other templates use: nobody minds what is wrong with such a file
/// until data stands behind it.
@Suite struct StaticMacroTests {
    private static let user = "<b metal:use-macro=\"load:part.html\"/><p title=\"${x}\">k</p>"

    private func library(_ part: String, user: String = user) -> TemplateLibrary {
        TemplateLibrary(MemoryTemplateLoader(["part.html": part, "page.html": user]))
    }

    /// Parts that let browsers read what follows otherwise than the template has it.
    static let misread = [
        "<a href=\"/\"><svg><path d=\"M0 0\"/></a>", "<svg><path/>", "<math><mi>x</mi>",
        "<noscript><p>Scripts are off", "<form><textarea>a</form>", "<p>a</p><!-- b",
        "<svg><b>a</b></svg>", "<a title=\"x", "<header class=\"top>\n<h1>Shop</h1>\n</header>",
        "<title>Shop</titel>", "<script>a", "<style>a", "<![CDATA[ a > b ]]>",
    ]

    @Test(arguments: misread) func refusesParts(part: String) throws {
        #expect(throws: TemplateErrors.self) { try library(part).compileAll() }
        let page = try library(part).template("page.html")
        let error = #expect(throws: TemplateError.self) {
            try page.render(TemplateContext(["x": "a"]))
        }
        #expect(error?.code == .unsafePlace, "\(part)")
    }

    @Test(arguments: misread) func rendersThemByThemselves(part: String) throws {
        #expect(try library(part).template("part.html").render() == part)
    }

    static let harmless = [
        "<p>a", "<ul><li>a<li>b</ul>", "<div>", "</div>", "<b><i>a</b></i>", "a < b & c",
        "<svg><path/></svg>", "<textarea></textarea>", "<br><img src=\"/a.png\">",
    ]

    @Test(arguments: harmless) func takesParts(part: String) throws {
        let page = try library(part).template("page.html").render(TemplateContext(["x": "a"]))
        #expect(page == part + "<p title=\"a\">k</p>")
    }

    @Test func saysWhatIsWrongAndWhere() throws {
        let page = try library("<p>a</p>\n<svg><path/>").template("page.html")
        let error = #expect(throws: TemplateError.self) { try page.render() }
        let report = error.map { "\($0)" } ?? ""
        #expect(report.hasPrefix("page.html:1:21: error: 'part.html' is not read by browsers"))
        #expect(report.contains("part.html:2:1"))
        #expect(report.contains("'<svg>' has no end tag"))
    }
}
