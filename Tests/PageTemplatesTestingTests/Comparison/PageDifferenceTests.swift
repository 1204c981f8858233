// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax
import Testing

@testable import PageTemplatesTesting

@Suite struct PageDifferenceTests {
    private static func changes(_ old: String, _ new: String) -> [String] {
        PageDifference(PageTree(Array(old.utf8)), PageTree(Array(new.utf8))).changes.map { "\($0)" }
    }

    static let differences: [(old: String, new: String, changes: [String])] = [
        ("<p>a</p>", "<p>b</p>", [#"p: "a" is "b""#]),
        ("<p class=a>x</p>", "<p class=b>x</p>", [#"p@class: "a" is "b""#]),
        ("<p class=a>x</p>", "<p>x</p>", [#"p@class: "a" is gone"#]),
        ("<p>x</p>", "<p class=''>x</p>", [#"p@class: "" is new"#]),
        ("<ul><li>a<li>b</ul>", "<ul><li>a<li>c<li>b</ul>", ["ul > li:nth-of-type(2): new <li>c"]),
        ("<ul><li>a<li>b</ul>", "<ul><li>b</ul>", ["ul > li:nth-of-type(1): gone <li>a"]),
        ("<ul><li>a<li>b</ul>", "<ul><li>a<li>c</ul>", [#"ul > li:nth-of-type(2): "b" is "c""#]),
        (
            "<main><div id=cart><b>1</b> <b>2</b></div></main>",
            "<main><div id=cart><b>1</b> <b>3</b></div></main>",
            [#"#cart > b:nth-of-type(2): "2" is "3""#]
        ),
        (
            "<div><p id=a>x</p></div>", "<div><p id=b>x</p></div>",
            ["#a: gone <p id=\"a\">x", "#b: new <p id=\"b\">x"]
        ),
        ("<!DOCTYPE html><p>x", "<p>x", [":root: gone <!DOCTYPE html>"]),
        ("<script>a()</script>", "<script>b()</script>", [#"script: "a()" is "b()""#]),
        ("<pre>a  b</pre>", "<pre>a b</pre>", [#"pre: "a  b" is "a b""#]),
        ("<b>a</b> <b>c</b>", "<b>a</b><b>c</b>", [#":root: gone  "#]),
        ("<p>a<i>b</i></p>", "<p>a <i>b</i></p>", [#"p: "a" is "a ""#]),
        ("<p>a\u{A0}b</p>", "<p>a b</p>", ["p: \"a\u{A0}b\" is \"a b\""]),
    ]

    @Test(arguments: differences) func names(old: String, new: String, changes: [String]) {
        #expect(Self.changes(old, new) == changes)
    }

    /// Other bytes, and nothing else to see.
    static let equal: [(String, String)] = [
        ("<p>a</p>", "<p >a</p >"),
        ("<p>a &amp; b</p>", "<p>a &#38;  b</p>"),
        ("<p class='a' id=\"b\">x</p>", "<P ID=b CLASS=a>x</P>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul>\n  <li>a\n  <li>b\n</ul>"),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
        ("<!DOCTYPE html><p>a", "<!DOCTYPE  html>\n<p>a"),
        ("<input disabled>", "<input disabled=''>"),
        ("<div> <p>a</p> </div>", "<div><p>a</p></div>"),
        ("<p>a<br> b", "<p>a <br>b"),
        ("<pre>a\nb\rc</pre>", "<pre>\na\r\nb\nc</pre>"),
        ("<textarea>\r\na\r\n</textarea>", "<textarea>a\n</textarea>"),
        ("<script>a\nb</script>", "<script>a\r\nb</script>"),
        ("<p title='a\nb'>x", "<p title='a\r\nb'>x"),
    ]

    @Test(arguments: equal) func seesNothing(old: String, new: String) {
        #expect(Self.changes(old, new) == [])
    }

    @Test func comparesSectionsOfXML() {
        let old = PageTree(Array("<a><![CDATA[x]]></a>".utf8), .xml)
        let new = PageTree(Array("<a>x</a>".utf8), .xml)
        let other = PageTree(Array("<a> x</a>".utf8), .xml)
        #expect(PageDifference(old, new).changes.isEmpty)
        #expect(PageDifference(old, other).changes.map { "\($0)" } == [#"a: "x" is " x""#])
    }

    @Test func endsSoonForLongPages() {
        let old = (0..<5_000).map { "<li>a \($0)" }.joined()
        let new = (0..<5_000).map { "<li>b \($0)" }.joined()
        let difference = PageDifference(PageTree(Array(old.utf8)), PageTree(Array(new.utf8)))
        #expect(difference.changes.count == 5_000)
        #expect("\(difference)".hasSuffix("... and 4980 more changes"))
    }

    /// A row more in a page of thousands is one change, wherever it stands.
    @Test(arguments: [0, 1, 2_000, 3_999, 4_000]) func seesOneRowAmongThousands(row: Int) {
        var rows = (0..<4_000).map { "<tr><td>\($0 % 2_000 == 7 ? 7 : $0)</td></tr>" }
        let old = PageTree(Array("<table>\(rows.joined())</table>".utf8))
        rows.insert("<tr><td>new</td></tr>", at: row)
        rows[row > 2_000 ? 0 : 4_000] = "<tr><td>other</td></tr>"
        let new = PageTree(Array("<table>\(rows.joined())</table>".utf8))
        let changes = PageDifference(old, new).changes.map { "\($0)" }
        #expect(changes.count == 2, "\(changes.prefix(5))")
        #expect(changes.contains("table > tr:nth-of-type(\(row + 1)): new <tr>new"))
    }

    @Test func isShownWithTheLinesOfAGoldenCase() throws {
        #expect(Self.changes("<p>a", "<p>a").isEmpty)
        let none = PageDifference(PageTree(Array("<p>a".utf8)), PageTree(Array("<p>a</p>".utf8)))
        #expect("\(none)".hasPrefix("nothing that a browser shows"))
    }
}
