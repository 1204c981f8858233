// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `talisman migrate` by what a shell sees.
@Suite struct MigrateCommandTests {
    private let page = """
        <b tal:content="structure provider:footer">x</b>
        <i tal:attributes="class python: test(odd, 'a', 'b'); onclick view/click">x</i>

        """

    @Test func tellsWhatTemplatesNeed() throws {
        let folder = try TemporaryFolder(["app/page.html": page, "app/plain.html": "<p>x</p>\n"])
        let result = try Command.run(["migrate", "--from", "zope", "app"], in: folder.path)
        #expect(
            result.output == """
                app/page.html:
                  expression types: provider
                  functions: test
                  variables: odd, view
                  data that is a whole handler
                2 templates: 1 without needs, 1 with, 0 with errors

                # app/.talisman.yml
                trustHandlers: true
                expressionTypes: [provider]
                functions: [test]
                variables: [odd, view]

                """
        )
        #expect(result.status == 0)
        #expect(folder.text("app/.talisman.yml") == nil)
    }

    @Test func whatIsWrittenMakesThemCompile() throws {
        let folder = try TemporaryFolder([
            "app/page.html": page, "app/.talisman.yml": "namespaces: [fmt]\n",
        ])
        #expect(try Command.run(["check", "app"], in: folder.path).status == 1)
        let result = try Command.run(
            ["migrate", "--from", "zope", "--write", "app"],
            in: folder.path
        )
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("app/.talisman.yml is written\n"))
        let manifest = try #require(folder.text("app/.talisman.yml"))
        #expect(manifest.contains("namespaces: [fmt]\n"))
        #expect(manifest.contains("expressionTypes: [provider]\n"))
        let check = try Command.run(["check", "app"], in: folder.path)
        #expect(check.output == "1 template, 0 errors, 0 warnings\n")
        #expect(folder.text("app/page.html") == page)
    }

    @Test func aManifestWithCommentsStays() throws {
        let known = "# of ours\nnamespaces: [fmt]\n"
        let folder = try TemporaryFolder(["app/page.html": page, "app/.talisman.yml": known])
        let result = try Command.run(
            ["migrate", "--from", "zope", "--write", "app"],
            in: folder.path
        )
        #expect(result.status == 1)
        let problem = "app/.talisman.yml: has comments or rules: put what it lacks into it yourself"
        #expect(result.output.contains(problem))
        #expect(result.output.contains("expressionTypes: [provider]"))
        #expect(folder.text("app/.talisman.yml") == known)
    }

    @Test func chameleonIsADialect() throws {
        let folder = try TemporaryFolder(["page.pt": "<b tal:content=\"a.b | nothing\">x</b>"])
        let result = try Command.run(
            ["migrate", "--from", "chameleon", "--write", "page.pt"],
            in: folder.path
        )
        #expect(result.status == 0)
        #expect(folder.text(".talisman.yml") == "dialect: chameleon\nvariables: [a]\n")
        #expect(try Command.run(["check", "page.pt"], in: folder.path).status == 0)
    }

    @Test func phptalIsRewritten() throws {
        let folder = try TemporaryFolder([
            "page.html": """
            <div metal:use-macro="lib.html/box"><b metal:fill-slot="s">${structure x}</b></div>
            <b tal:content="'text'">x</b>

            """,
            "lib.html": "<p metal:define-macro=\"box\"><b metal:define-slot=\"s\">x</b></p>\n",
            "data.json": "{\"x\": {\"$markup\": \"<hr>\"}}",
        ])
        let patch = try Command.run(["migrate", "--from", "tal-php", "page.html"], in: folder.path)
        #expect(
            patch.output.hasSuffix(
                """
                --- page.html
                +++ page.html
                @@ -1,2 +1,2 @@
                -<div metal:use-macro="lib.html/box"><b metal:fill-slot="s">${structure x}</b></div>
                -<b tal:content="'text'">x</b>
                +<div metal:use-macro="templates/lib.html/macros/box">\
                <b metal:fill-slot="s">${structure:x}</b></div>
                +<b tal:content="string:text">x</b>

                """
            )
        )
        _ = try Command.run(
            ["migrate", "--from", "tal-php", "--write", "page.html"],
            in: folder.path
        )
        let page = try Command.run(["render", "--data", "data.json", "page.html"], in: folder.path)
        #expect(page.output == "<p><b><hr></b></p>\n<b>text</b>\n")
    }

    /// The other templates of a folder keep what counts for them.
    @Test func theManifestAroundATemplateIsAddedTo() throws {
        let known = "dialect: zope\nexpressionTypes: [tile]\n"
        let folder = try TemporaryFolder([
            "s/.talisman.yml": known, "s/sub/b.pt": "<p tal:content=\"tile:x\">x</p>",
            "s/sub/c.pt": "<p tal:content=\"fmt:x\">${y}</p>",
        ])
        let same = ["migrate", "--from", "zope", "--write", "s/sub/b.pt"]
        let result = try Command.run(same, in: folder.path)
        #expect(!result.output.contains("is written"))
        #expect(folder.text("s/.talisman.yml") == known)
        let more = ["migrate", "--from", "zope", "--write", "s/sub/c.pt"]
        #expect(
            try Command.run(more, in: folder.path).output.hasSuffix("s/.talisman.yml is written\n")
        )
        #expect(
            folder.text("s/.talisman.yml") == "dialect: zope\nexpressionTypes: [fmt, tile]\n"
        )
        #expect(folder.text("s/sub/.talisman.yml") == nil)
        #expect(try Command.run(["check", "s"], in: folder.path).status == 0)
        let wrong = ["migrate", "--from", "zope", "--dialect", "chameleon", "s"]
        #expect(try Command.run(wrong, in: folder.path).status == 64)
    }

    /// What is read in another encoding is not written back in UTF-8 without a word.
    @Test func whatIsNoUTF8IsLeftAsItIs() throws {
        let folder = try TemporaryFolder(["a.html": "${structure x}\r\n<b>x</b>\r\n"])
        let latin = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><p>${structure x}</p>"
        try folder.write("b.xml", latin)
        let patch = try Command.run(["migrate", "--from", "tal-php", "."], in: folder.path)
        #expect(
            patch.output.hasSuffix(
                """
                --- a.html
                +++ a.html
                @@ -1,2 +1,2 @@
                -${structure x}\r
                +${structure:x}\r
                 <b>x</b>\r

                """
            )
        )
        #expect(patch.output.contains("b.xml: is not UTF-8 as it stands"))
        #expect(patch.status == 1)
    }

    @Test func errorsRemain() throws {
        let folder = try TemporaryFolder(["a.html": "<b tal:content=\"a b\">x</b>", "b.html": "x"])
        let result = try Command.run(["migrate", "--from", "zope", "."], in: folder.path)
        #expect(result.status == 1)
        #expect(result.output.contains("  a.html:1:17: error: 'a b' is not a variable's name"))
        #expect(result.output.contains("2 templates: 1 without needs, 0 with, 1 with errors"))
        let missing = try Command.run(["migrate", "--from", "zope", "none.html"], in: folder.path)
        #expect(missing.status == 2)
    }
}
