import Foundation
import TestSupport
import Testing

/// `talisman check` by what a shell sees.
@Suite struct CheckCommandTests {
    private let layout = """
        <html metal:define-macro="page">
        <main metal:define-slot="main">text</main>
        <p metal:use-macro="macros/box"><b metal:fill-slot="text">
        <i metal:define-slot="inner">x</i></b></p>
        </html>
        <div metal:define-macro="box"><b metal:define-slot="text">x</b></div>

        """

    private func check(_ files: [String: String], _ arguments: String...) throws -> Program.Result {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/pages",
            withIntermediateDirectories: true
        )
        for (name, text) in files { _ = try folder.write("pages/\(name)", text) }
        return try Command.run(["check"] + arguments, in: folder.path)
    }

    private func page(_ macro: String, filling slot: String) -> String {
        "<div metal:use-macro=\"\(macro)\"><p metal:fill-slot=\"\(slot)\">x</p></div>\n"
    }

    @Test func findsNothingWrong() throws {
        let page = page("templates/layout.html/macros/page", filling: "main")
        let result = try check(["layout.html": layout, "page.html": page], "pages")
        #expect(result.output == "2 templates, 0 errors, 0 warnings\n")
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func warnsOfDataThatNobodyChecks() throws {
        let page = """
            <a href="${link}" tal:attributes="style css">x</a>
            <a href="/item/${id}?next=${link}" style="color: red">x</a>

            """
        let result = try check(["page.html": page], "pages")
        let report = """
            pages/page.html:1:12: warning: nobody checks the scheme of 'href' [unchecked-address]
            1 | <a href="${link}" tal:attributes="style css">x</a>
              |            ^~~~
            note: begin it with literal text, as in '/product/${id}'
            pages/page.html:1:41: warning: nobody checks what data declares in 'style' [unchecked-style]
            1 | <a href="${link}" tal:attributes="style css">x</a>
              |                                         ^~~
            1 template, 0 errors, 2 warnings

            """
        #expect(result.output == report)
        #expect(result.status == 0)
    }

    @Test(arguments: [
        "python: path('templates/layout.html/macros/page')",
        "nocall:templates/layout.html/macros/page",
        "templates/nope.html/macros/x | templates/layout.html/macros/page",
        "macros/nope | templates/layout.html/macros/page",
    ])
    func findsSlotsThatNoneOfTheMacrosHas(use: String) throws {
        let files = ["layout.html": layout, "page.html": page(use, filling: "mian")]
        let result = try check(files, "pages")
        #expect(result.output.contains("macro 'page' has no slot 'mian'"))
        #expect(result.output.contains("did you mean 'main'?"))
    }

    @Test func leavesSlotsAloneThatOneOfTheMacrosMayHave() throws {
        let uses = [
            "templates/layout.html/macros/box | templates/layout.html/macros/page",
            "options/macro | templates/layout.html/macros/box",
        ]
        for use in uses {
            let files = ["layout.html": layout, "page.html": page(use, filling: "main")]
            #expect(try check(files, "pages").output == "2 templates, 0 errors, 0 warnings\n")
        }
    }

    @Test func knowsTheSlotsInFillersOfAMacro() throws {
        let page = page("load:layout.html/macros/page", filling: "inner")
        let path = page.replacingOccurrences(of: "load:", with: "templates/")
        let result = try check(["layout.html": layout, "page.html": path], "pages")
        #expect(result.output == "2 templates, 0 errors, 0 warnings\n")
    }

    @Test func knowsTheSlotsOfExtendedMacros() throws {
        let shop = """
            <html metal:define-macro="shop" metal:extend-macro="templates/layout.html/macros/page">
            <main metal:fill-slot="main"><p metal:define-slot="list">x</p></main></html>

            """
        let macro = "templates/shop.html/macros/shop"
        let files = [
            "layout.html": layout, "shop.html": shop,
            "a.html": page(macro, filling: "list"),
            "b.html": page(macro, filling: "main"),
            "c.html": page(macro, filling: "lits"),
        ]
        let result = try check(files, "pages")
        #expect(
            result.output == """
                pages/c.html:1:76: warning: macro 'shop' has no slot 'lits': \
                the filler is never rendered [slot-not-defined]
                1 | <div metal:use-macro="templates/shop.html/macros/shop">\
                <p metal:fill-slot="lits">x</p></div>
                  |                                                       \
                                     ^~~~
                note: did you mean 'list'?
                5 templates, 0 errors, 1 warning

                """
        )
        #expect(result.status == 0)
        #expect(try check(files, "--strict", "pages").status == 1)
    }

    @Test func saysNothingOfMacrosThatOnlyTheRenderKnows() throws {
        let result = try check(["page.html": page("layout/macros/page", filling: "x")], "pages")
        #expect(result.output == "1 template, 0 errors, 0 warnings\n")
    }

    @Test func findsMacrosAndTemplatesThatAreNotThere() throws {
        let files = [
            "layout.html": layout,
            "a.html": page("templates/layout.html/macros/pgae", filling: "main"),
            "b.html": page("templates/layuot.html/macros/page", filling: "main"),
        ]
        let result = try check(files, "pages")
        let lines = result.output.split(separator: "\n").filter { !$0.contains(" | ") }
        #expect(
            lines == [
                "pages/a.html:1:23: warning: the template 'layout.html' has no macro 'pgae' "
                    + "[macro-not-found]",
                "note: did you mean 'page'?",
                "pages/b.html:1:23: warning: no template 'layuot.html' [template-not-found]",
                "note: did you mean 'layout.html'?",
                "3 templates, 0 errors, 2 warnings",
            ]
        )
    }

    @Test func listsTheErrorsOfAllTemplatesOnce() throws {
        let files = [
            "layout.html": "<p metal:define-macro=\"page\" tal:contents=\"x\">x</p>",
            "a.html": page("templates/layout.html/macros/page", filling: "main"),
            "b.html": "<p tal:content=\"a//b\">x</p>",
        ]
        let result = try check(files, "pages")
        let lines = result.output.split(separator: "\n").filter { $0.contains("error") }
        #expect(
            lines == [
                "pages/b.html:1:19: error: a path has an empty step [invalid-expression]",
                "pages/layout.html:1:30: error: unknown statement 'contents' of namespace 'tal' "
                    + "[unknown-statement]",
                "3 templates, 2 errors, 0 warnings",
            ]
        )
        #expect(result.status == 1)
    }

    @Test func reportsTheErrorOfATemplateThatIsNotChecked() throws {
        let files = [
            "layout.html": "<p metal:define-macro=\"page\" tal:contents=\"x\">x</p>",
            "a.html": page("templates/layout.html/macros/page", filling: "main"),
        ]
        let result = try check(files, "pages/a.html")
        #expect(result.output.hasPrefix("layout.html:1:30: error: unknown statement"))
        #expect(result.output.hasSuffix("\n1 template, 1 error, 0 warnings\n"))
        #expect(result.status == 1)
    }

    @Test func tellsWhereLibXMLReadsAnotherStructureIfItIsAsked() throws {
        let files = ["a.html": "<b>x<p tal:content=\"x\">y</p></b>"]
        #expect(try check(files, "pages").output == "1 template, 0 errors, 0 warnings\n")
        let result = try check(files, "--notes", "--strict", "pages")
        #expect(result.status == 0)
        #expect(
            result.output == """
                pages/a.html:1:5: remark: libxml2 ends '<b>' before '<p>' [structure-differs]
                1 | <b>x<p tal:content="x">y</p></b>
                  |     ^~
                pages/a.html:1:1: note: '<b>' starts here
                1 template, 0 errors, 0 warnings

                """
        )
    }

    @Test func looksForTemplatesInTheRoot() throws {
        let files = [
            "layout.html": layout,
            "a.html": page("templates/pages/layout.html/macros/page", filling: "main"),
        ]
        let result = try check(files, "--root", ".", "--strict", "pages")
        #expect(result.output == "2 templates, 0 errors, 0 warnings\n")
        #expect(result.status == 0)
    }

    @Test func findsNothingWrongWithTheShop() throws {
        let result = try Command.run(["check", "--strict", "--allow-scripts", "Templates/shop"])
        #expect(result.output.hasSuffix(" templates, 0 errors, 0 warnings\n"))
        #expect(result.status == 0)
    }

    @Test func namesAFileThatCannotBeRead() throws {
        let result = try check([:], "missing.html")
        #expect(result.output == "")
        #expect(result.errors == "missing.html: cannot be read: there is no such file\n")
        #expect(result.status == 2)
    }
}
