// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What a template says of the code that is written out in it.
@Suite struct TemplateCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let source: String
        let code: [String]
        var name = "page.html"

        var testDescription: String { source }
    }

    /// Each piece as its kind and text, `?` for one that data decides on, and `+nonce`.
    private static func lines(_ template: Template) -> [String] {
        template.code.pieces.map { piece in
            "\(piece.kind) \(piece.text ?? "?")" + (piece.hasNonce ? " +nonce" : "")
                + (piece.hasIntegrity ? " +integrity" : "")
        }
    }

    private static let elements = [
        Case(source: "<script>a < b && c()</script>", code: ["script a < b && c()"]),
        Case(source: "<SCRIPT TYPE=' Text/JavaScript; x=y'>a()</SCRIPT>", code: ["script a()"]),
        Case(source: "<script type=\"module\">a()</script>", code: ["module a()"]),
        Case(source: "<script type=\"importmap\">{}</script>", code: ["script {}"]),
        Case(source: "<script type=\"speculationrules\">{}</script>", code: ["script {}"]),
        Case(source: "<script type=\"application/json\">{}</script>", code: []),
        Case(source: "<script type=\"text/x-template\"><b>x</b></script>", code: []),
        Case(source: "<script></script><style></style>", code: []),
        Case(source: "<script>a()\r\nb()\rc()</script>", code: ["script a()\nb()\nc()"]),
        Case(source: "<script>ä</script>", code: ["script ä"]),
        Case(source: "<style>a > b {}</style>", code: ["style a > b {}"]),
        Case(source: "<script tal:content=\"x\">a()</script>", code: ["script ?"]),
        Case(source: "<script tal:replace=\"x\">a()</script>", code: []),
        Case(source: "<script tal:condition=\"x\">a()</script>", code: ["script a()"]),
        Case(
            source: "<div tal:condition=\"nothing\"><script>a()</script></div>",
            code: ["script a()"]
        ),
        Case(source: "<div tal:content=\"x\"><script>a()</script></div>", code: []),
        Case(source: "<script tal:omit-tag=\"\">a()</script>", code: []),
        Case(source: "<p i18n:translate=\"\"><script>a()</script></p>", code: ["script ?"]),
        Case(source: "<script nonce=\"${n}\">a()</script>", code: ["script a() +nonce"]),
        Case(
            source: "<script tal:attributes=\"nonce n\" tal:content=\"x\"></script>",
            code: ["script ? +nonce"]
        ),
    ]

    private static let files = [
        Case(source: "<script src=\"a.js\"></script>", code: ["scriptFile ?"]),
        Case(source: "<script tal:attributes=\"src x\">a()</script>", code: ["scriptFile ?"]),
        Case(
            source: "<script src=\"a.js\" integrity=\"sha384-x\"></script>",
            code: ["scriptFile ?"]
        ),
        Case(
            source: "<script src=\"a.js\" integrity=\"sha384-x\" crossorigin></script>",
            code: ["scriptFile ? +integrity"]
        ),
        Case(source: "<script type=\"module\" src=\"a.js\"></script>", code: ["moduleFile ?"]),
        Case(source: "<link rel=\"Icon StyleSheet\" href=\"a.css\">", code: ["styleFile ?"]),
        Case(source: "<link rel=\"icon\" href=\"a.svg\">", code: []),
    ]

    private static let attributes = [
        Case(source: "<p style=\"x: &quot;y&quot;\">x</p>", code: ["styleAttribute x: \"y\""]),
        Case(source: "<p tal:attributes=\"style x\">x</p>", code: ["styleAttribute ?"]),
        Case(source: "<p onclick=\"a()\">x</p>", code: ["handler a()"]),
        Case(
            source: "<a href=\" java\nscript:a()\">x</a>",
            code: ["scriptAddress  java\nscript:a()"]
        ),
        Case(source: "<a href=\"/javascript:\" on=\"x\" title=\"onclick\">x</a>", code: []),
    ]

    private static let markup = [
        Case(source: "<script>a &lt; b</script>", code: ["script a < b"], name: "page.xml"),
        Case(
            source: "<script>/*<![CDATA[*/a < b/*]]>*/</script>",
            code: ["script /**/a < b/**/"],
            name: "page.xml"
        ),
        Case(source: "<svg><style>a &gt; b {}</style></svg>", code: ["style a > b {}"]),
        Case(
            source: "<s:style xmlns:s=\"http://www.w3.org/2000/svg\">a {}</s:style>",
            code: ["style a {}"],
            name: "page.xml"
        ),
    ]

    @Test(arguments: elements + files + attributes + markup)
    func namesTheCodeOfTheSource(_ test: Case) throws {
        let template = try Template(named: test.name, test.source)
        #expect(Self.lines(template) == test.code)
    }

    /// What is listed is what the page has, byte for byte.
    @Test(arguments: elements.filter { !$0.code.joined().contains("?") })
    func listsWhatIsWritten(_ test: Case) throws {
        let template = try Template(named: "page.html", test.source)
        let page = try template.render(TemplateContext(["x": true, "n": "1"]))
        for piece in template.code.pieces where !test.source.contains("nothing") {
            let text = try #require(piece.text)
            #expect(page.replacing("\r\n", with: "\n").replacing("\r", with: "\n").contains(text))
        }
    }

    @Test func linesOfStatementsThatAreDroppedAreNotInIt() throws {
        var configuration = TemplateConfiguration()
        configuration.trimsStatementLines = true
        let source = "<script>\na()\n<!--! of the template -->\nb()\n</script>"
        let template = try Template(
            named: "page.svg",
            "<svg>\(source)</svg>",
            configuration: configuration
        )
        #expect(Self.lines(template) == ["script \na()\nb()\n"])
        let page = try template.render(TemplateContext([:]))
        #expect(page == "<svg><script>\na()\nb()\n</script></svg>")
    }

    @Test func namesThatOfTheMacrosThatItUses() throws {
        let library = TemplateLibrary(
            MemoryTemplateLoader([
                "layout.html": """
                <script metal:define-macro="one">one()</script>\
                <div metal:define-macro="two"><style>two {}</style>\
                <b metal:define-slot="s"><script>standard()</script></b></div>\
                <script metal:define-macro="three">three()</script>
                """,
                "page.html": """
                <p metal:use-macro="templates/layout.html/macros/one"></p>\
                <p metal:use-macro="templates/layout.html/macros/two">\
                <b metal:fill-slot="s"><script>filled()</script></b></p>
                """,
            ])
        )
        let template = try library.template("page.html")
        #expect(
            Set(Self.lines(template)) == [
                "script one()", "style two {}", "script standard()", "script filled()",
            ]
        )
        #expect(!template.code.isOpen)
    }

    @Test func namesThatOfAllTemplatesWhereTheRenderChooses() throws {
        let library = TemplateLibrary(
            MemoryTemplateLoader([
                "layout.html": "<script metal:define-macro=\"one\">one()</script>",
                "page.html": """
                <p metal:use-macro="x/macros/one | templates/layout.html/macros/one"></p>
                """,
            ])
        )
        let template = try library.template("page.html")
        #expect(template.code.isOpen)
        #expect(Self.lines(template) == ["script one()"])
    }

    @Test func saysWhereItStands() throws {
        let template = try Template(named: "page.html", "<p>\n  <script>a()</script></p>")
        #expect(template.code.pieces.map(\.location.description) == ["page.html:2:3"])
    }
}
