// SPDX-License-Identifier: Apache-2.0

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
        let folder = try TemporaryFolder(["pages/.folder": ""])
        for (name, text) in files { try folder.write("pages/\(name)", text) }
        // The macros of the samples are there to be looked at, not to be used.
        let rules = ["--no-rule", "unused-macro"]
        return try Command.run(["check"] + rules + arguments, in: folder.path)
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
            pages/page.html:1:12: warning: data in 'href' is refused unless it is an address that is relative, or has one of the usual schemes [possible-refusal]
            1 | <a href="${link}" tal:attributes="style css">x</a>
              |            ^~~~
            note: begin it with literal text, as in '/product/${id}', or pass a SafeURL
            pages/page.html:1:41: warning: data in 'style' is refused unless it is plain CSS, without addresses [possible-refusal]
            1 | <a href="${link}" tal:attributes="style css">x</a>
              |                                         ^~~
            note: choose a class instead, or pass a SafeCSS
            1 template, 0 errors, 2 warnings

            """
        #expect(result.output == report)
        #expect(result.status == 1)
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

    @Test func warnsOfStatementsBesideTheFillersOfSlots() throws {
        let page = """
            <html metal:use-macro="load:layout.html">
              <p>sample</p> <p tal:replace="nothing">remark</p> <b tal:condition="nothing">x</b>
              <tal:block define="x string:a">
                <p metal:fill-slot="main"><b tal:content="x">used</b></p>
                <p tal:content="x">told already</p>
              </tal:block>
            </html>
            <html metal:use-macro="load:none.html | default"><b tal:content="nothing">x</b></html>

            """
        let layout = "<p metal:define-slot=\"main\"></p>"
        let result = try check(["page.html": page, "layout.html": layout], "pages")
        #expect(result.output.contains("page.html:3:3: warning: the element fills no slot"))
        #expect(result.output.contains("[unused-content]"))
        #expect(result.output.hasSuffix("2 templates, 0 errors, 1 warning\n"))
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
        #expect(result.status == 1)
        let strict = try check(files, "--strict", "pages")
        #expect(strict.output.contains("c.html:1:76: error: macro 'shop' has no slot 'lits'"))
        #expect(strict.output.hasSuffix("5 templates, 1 error, 0 warnings\n"))
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
                "pages/a.html:1:23: error: the template 'layout.html' has no macro 'pgae' "
                    + "[macro-not-found]",
                "note: did you mean 'page'?",
                "pages/b.html:1:23: error: no template 'layuot.html' [template-not-found]",
                "note: did you mean 'layout.html'?",
                "3 templates, 2 errors, 0 warnings",
            ]
        )
        #expect(result.status == 1)
    }

    @Test(arguments: [
        "<p tal:content='structure load:nope.html'>x</p>",
        "<p tal:define='dummy templates/nope.html/macros'>x</p>",
        "<p metal:use-macro='load:nope.html | load:none.html'>x</p>",
        "<p metal:use-macro='macros/nope'>x</p>",
        "<p metal:use-macro='macros/nope | macros/none'>x</p>",
        "<p tal:condition='python: path(\"load:nope.html\")'>x</p>",
    ])
    func whatIsNotThereIsAnErrorWhereverItIsNamed(page: String) throws {
        let result = try check(["layout.html": layout, "page.html": page], "--strict", "pages")
        #expect(result.output.contains("-not-found]"))
        #expect(result.output.hasSuffix("2 templates, 1 error, 0 warnings\n"), "\(result.output)")
    }

    @Test(arguments: [
        "<p metal:use-macro='load:nope.html | load:layout.html'>x</p>",
        "<p metal:use-macro='templates/nope.html/macros/x | default'>x</p>",
        "<p metal:use-macro='macros/nope | nothing'>x</p>",
        "<p tal:condition='exists:templates/nope.html/macros/x'>x</p>",
        "<p tal:define='dummy templates/nope.html/macros/x | nothing'>x</p>",
        "<p tal:condition='python: exists(\"load:nope.html\")'>x</p>",
    ])
    func whatHasAnAlternativeNeedNotBeThere(page: String) throws {
        let result = try check(["layout.html": layout, "page.html": page], "--strict", "pages")
        #expect(result.output == "2 templates, 0 errors, 0 warnings\n")
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
        #expect(result.output.hasPrefix("pages/layout.html:1:30: error: unknown statement"))
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

    // MARK: - The root

    @Test func findsTheFolderThatTemplatesReferToEachOtherFrom() throws {
        let page = page("templates/layout.html/macros/page", filling: "main")
        for path in [".", "pages", "pages/../pages"] {
            let files = ["layout.html": layout, "page.html": page, "parts/part.html": page]
            let result = try check(files, "--strict", path)
            let root = path == "." ? "root: pages\n" : ""
            #expect(result.output == root + "3 templates, 0 errors, 0 warnings\n")
        }
    }

    @Test func findsTheRootAboveWhatIsChecked() throws {
        let page = page("templates/layout.html/macros/page", filling: "main")
        let files = ["layout.html": layout, "parts/part.html": page, "parts/other.html": "<p></p>"]
        for path in ["pages/parts", "pages/parts/part.html"] {
            let result = try check(files, "--strict", path)
            #expect(result.output.hasPrefix("root: pages\n"), "\(result.output)")
            #expect(result.output.contains("0 errors, 0 warnings"))
        }
    }

    @Test func aRootAboveTheWorkingDirectoryIsNamed() throws {
        let page = page("templates/layout.html/macros/page", filling: "main")
        let folder = try TemporaryFolder([
            "pages/layout.html": layout, "pages/parts/part.html": page,
        ])
        let note = "note: templates of these names are in '..': run the command there"
        for path in [".", "part.html"] {
            let result = try Command.run(["check", path], in: folder.path + "/pages/parts")
            #expect(result.output.contains("no template 'layout.html'"))
            #expect(result.output.contains("\n\(note)\n"), "\(result.output)")
        }
        let result = try Command.run(["render", "part.html"], in: folder.path + "/pages/parts")
        #expect(result.errors.contains(note), "\(result.errors)")
    }

    @Test func eachSetOfTemplatesHasItsRoot() throws {
        let use = page("templates/layout.html/macros/page", filling: "main")
        let wrong = page("templates/layuot.html/macros/page", filling: "main")
        let files = [
            "a/layout.html": layout, "a/page.html": use, "a/wrong.html": wrong,
            "b/layout.html": layout, "b/page.html": use, "b/deep/page.html": use,
        ]
        let result = try check(files, "pages")
        let lines = result.output.split(separator: "\n").filter { !$0.contains(" | ") }
        #expect(
            lines == [
                "pages/a/wrong.html:1:23: error: no template 'layuot.html' [template-not-found]",
                "note: did you mean 'layout.html'?",
                "root: pages/a",
                "root: pages/b",
                "6 templates, 1 error, 0 warnings",
            ]
        )
    }

    @Test func anErrorOfATemplateBelowTheRootIsToldOnce() throws {
        let use = page("templates/layout.html/macros/page", filling: "main")
        let files = ["a/layout.html": "<p metal:define-macro='page' tal:if='x'/>", "a/b.html": use]
        let result = try check(files, "pages")
        #expect(result.output.hasPrefix("pages/a/layout.html:1:30: error: unknown statement 'if'"))
        #expect(result.output.hasSuffix("root: pages/a\n2 templates, 1 error, 0 warnings\n"))
    }

    // MARK: - What a template is

    @Test func macrosOfAnotherKindOfTextDoNotFit() throws {
        let result = try check(
            [
                "page.html": "<p metal:use-macro=\"load:mail.txt\"/>",
                "mail.txt": "<tal:b metal:use-macro=\"templates/layout.html/macros/m\"/>",
                "layout.html": "<p metal:define-macro=\"m\"/>",
                "README.txt": "total: 5",
            ],
            "pages"
        )
        #expect(result.status == 1)
        #expect(
            result.output.contains(
                "page.html:1:21: error: a macro of plain text does not fit a template of HTML"
            )
        )
        #expect(
            result.output.contains(
                "mail.txt:1:25: error: a macro of HTML does not fit a template of plain text"
            )
        )
        #expect(result.output.contains("left out: 1 file that is no template (.txt 1)"))
    }

    @Test func filesWithoutStatementsAreNoTemplates() throws {
        let drawing = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>"
        let files = [
            "a.svg": drawing, "b.xml": "<a><b></a>", "static/c.html": "<p>\u{FF}</p>",
            "d.html": "<p>x</p>", "e.svg": "<svg><g tal:condition='x'/></svg>",
        ]
        let report = """
            left out: 3 files that are no templates (.html 1, .svg 1, .xml 1)
            2 templates, 0 errors, 0 warnings

            """
        #expect(try check(files, "pages").output == report)
        let named = try check(files, "pages/b.xml")
        #expect(named.output.hasSuffix("\n1 template, 1 error, 0 warnings\n"))
    }

    @Test func warnsOfScriptsThatNobodyHasAllowed() throws {
        let files = ["a.html": "<script type='text/server-python'>x = 1</script>"]
        let result = try check(files, "pages")
        #expect(result.output.contains("a.html:1:15: warning: the template has a script"))
        #expect(result.output.contains("[scripts-not-allowed]"))
        #expect(result.status == 1)
        let allowed = try check(files, "--allow-scripts", "pages")
        #expect(allowed.output == "1 template, 0 errors, 0 warnings\n")
    }

    @Test func findsNoErrorsInAClone() throws {
        let result = try Command.run(["check", "--allow-scripts", "Templates"])
        #expect(result.output.contains("root: Templates/shop\n"))
        #expect(result.output.contains(" templates, 0 errors, "))
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

    @Test func saysWhatItLeavesOut() throws {
        let files = [
            "page.html": "<p>x</p>\n", "old.cpt": "<p>x</p>\n", "shop.css": "p {}\n",
            "static/app.js": "1\n", "static/more.js": "2\n", "static/plain.html": "<p>x</p>\n",
            "README": "x\n",
        ]
        let result = try check(files, "pages")
        let report = """
            left out: 5 files that are no templates (.js 2, .css 1, .html 1, no ending 1)
            2 templates, 0 errors, 0 warnings

            """
        #expect(result.output == report)
    }

    @Test func checksMoreFilesThanAnErrorLists() throws {
        let folder = try TemporaryFolder()
        for number in 0..<10_050 { try folder.write("pages/\(number).html", "<p>x</p>") }
        let result = try Command.run(["check", "pages"], in: folder.path)
        #expect(result.output == "10050 templates, 0 errors, 0 warnings\n")
    }

    @Test func goesOnBesideWhatItCannotRead() throws {
        let folder = try TemporaryFolder(["pages/a.html": "<p>x</p>\n", "pages/b/c.html": "\n"])
        #expect(mkfifo("\(folder.path)/pages/pipe.html", 0o600) == 0)
        let name = Array("\(folder.path)/pages/b/".utf8CString.dropLast()) + [CChar(-1), 0]
        #expect(close(open(name, O_CREAT | O_WRONLY, 0o600)) == 0)
        let result = try Command.run(["check", "pages"], in: folder.path)
        let report = """
            pages/b/: error: the folder has a file whose name is not UTF-8
            pages/pipe.html: error: is a pipe or a device, and no file
            2 templates, 2 errors, 0 warnings

            """
        #expect(result.output == report)
        #expect(result.status == 1)
    }

    @Test func aFolderIsNoFile() throws {
        let folder = try TemporaryFolder(["pages/.folder": ""])
        let result = try Command.run(["render", "pages"], in: folder.path)
        #expect(result.errors == "pages: is a folder, and a file is needed\n")
        #expect(result.status == 2)
    }
}
