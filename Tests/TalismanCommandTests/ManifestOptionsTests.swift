// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// What templates need of an application, in `.talisman.yml` and on the command line.
@Suite struct ManifestOptionsTests {
    private let page = """
        <b tal:content="structure provider:footer">x</b><i tal:content="shop/fmt:url">x</i>

        """

    private let manifest = "expressionTypes: [provider]\nnamespaces: [fmt]\n"

    private func run(
        _ files: [String: String],
        _ arguments: [String]
    ) throws -> Program.Result {
        let folder = try TemporaryFolder([".git/HEAD": ""])
        for (name, text) in files { try folder.write(name, text) }
        return try Command.run(arguments, in: folder.path)
    }

    @Test func checkReadsTheFileAroundTemplates() throws {
        let files = ["pages/.talisman.yml": manifest, "pages/a/b/page.html": page]
        let result = try run(files, ["check", "pages"])
        #expect(result.output == "1 template, 0 errors, 0 warnings\n")
        #expect(try run(files, ["check", "pages/a/b/page.html"]).status == 0)
    }

    @Test func theNearestFileCounts() throws {
        let files = [
            ".talisman.yml": manifest, "a/page.html": page, "b/page.html": page,
            "b/.talisman.yml": "namespaces: [fmt]\n",
        ]
        let result = try run(files, ["check", "a", "b"])
        #expect(result.status == 1)
        #expect(result.output.contains("b/page.html:1:27: error: unknown expression type"))
        #expect(result.output.hasSuffix("2 templates, 1 error, 0 warnings\n"))
    }

    /// A template that another one uses is read as its own folder says.
    @Test func eachTemplateHasTheManifestOfItsFolder() throws {
        let files = [
            "mix/.talisman.yml": "dialect: zope\n",
            "mix/pyramid/.talisman.yml": "dialect: chameleon\n",
            "mix/pyramid/layout.pt": "<html metal:define-macro=\"m\"><b>${x.y or 1}</b></html>",
            "mix/page.pt": "<html metal:use-macro=\"templates/pyramid/layout.pt/macros/m\"></html>",
            "x.json": "{\"x\": {\"y\": 2}}",
        ]
        #expect(try run(files, ["check", "mix"]).status == 0)
        #expect(try run(files, ["check", "mix/page.pt"]).status == 0)
        let page = try run(files, ["render", "--data", "x.json", "mix/page.pt"])
        #expect(page.output == "<html><b>2</b></html>", "\(page.errors)")
    }

    @Test func flagsSayTheSame() throws {
        let flags = ["--expression-type", "provider", "--namespace", "fmt"]
        #expect(try run(["page.html": page], ["check"] + flags + ["page.html"]).status == 0)
        let dialect = ["page.html": "<b tal:content=\"user.name | nothing\">x</b>"]
        #expect(try run(dialect, ["check", "page.html"]).status == 1)
        #expect(try run(dialect, ["check", "--dialect", "chameleon", "page.html"]).status == 0)
        let handler = ["page.html": "<b tal:attributes=\"onclick x\">x</b>"]
        let doubt = try run(handler, ["check", "page.html"])
        #expect(doubt.output.contains("[possible-refusal]"))
        let trust = try run(handler, ["check", "--trust-handlers", "page.html"])
        #expect(trust.output == "1 template, 0 errors, 0 warnings\n")
        let source = ["page.html": "<script src=\"${x}\"></script>"]
        #expect(try run(source, ["check", "page.html"]).output.contains("[possible-refusal]"))
        let trusted = try run(source, ["check", "--trust-script-urls", "page.html"])
        #expect(!trusted.output.contains("TrustedScriptURL"))
    }

    @Test func oneFileCanBeNamed() throws {
        let files = ["all.yml": manifest, "page.html": page, ".talisman.yml": "wrong: 1"]
        #expect(try run(files, ["check", "--config", "all.yml", "page.html"]).status == 0)
    }

    @Test func unknownNamesAreTold() throws {
        let files = [
            ".talisman.yml": "variables: [user]\nfunctions: [price]\n",
            "page.html": "<b tal:content=\"usr\">x</b>${python: prise(user)}\n",
        ]
        let result = try run(files, ["check", "--strict", "page.html"])
        #expect(result.status == 1)
        #expect(result.output.contains("nobody knows a variable 'usr' [unknown-variable]"))
        #expect(result.output.contains("nobody knows a function 'prise' [unknown-function]"))
    }

    @Test func furtherEndingsAreTemplates() throws {
        let files = [".talisman.yml": "extensions: [tpl]", "page.tpl": "<b tal:content=\"\">x</b>"]
        let result = try run(files, ["check", "."])
        #expect(result.output.contains("page.tpl:1:"))
        let wrong = try run(
            [".talisman.yml": "extentions: [tpl]", "page.tpl": ""],
            ["check", "."]
        )
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("did you mean 'extensions'?"))
        let flag = try run(["page.tpl": "<b>x</b>"], ["check", "--extension", "tpl", "."])
        #expect(flag.output == "1 template, 0 errors, 0 warnings\n")
    }

    @Test func aWrongFileIsAnError() throws {
        let files = ["pages/.talisman.yml": "dialekt: zope\n", "pages/page.html": page]
        for command in [["check", "pages"], ["render", "pages/page.html"]] {
            let result = try run(files, command)
            #expect(result.status == 1)
            #expect(
                result.errors == """
                    pages/.talisman.yml:1:1: error: 'dialekt' is no key of a manifest \
                    [invalid-manifest]
                    1 | dialekt: zope
                      | ^~~~~~~
                    note: did you mean 'dialect'?

                    """
            )
        }
    }

    @Test func renderTakesStubs() throws {
        let files = [".talisman.yml": manifest, "page.html": page, "d.json": "{\"shop\": {}}"]
        let render = ["render", "--data", "d.json", "--stub", "provider=<hr>", "page.html"]
        let missing = try run(files, render)
        #expect(missing.status == 1)
        #expect(missing.errors.contains("--stub fmt=VALUE"))
        for there in ["date=x", "session=x", "python=x"] {
            #expect(try run(files, render + ["--stub", there]).status == 64)
        }
        let result = try run(files, render + ["--stub", "fmt=/shop"])
        #expect(result.output == "<b><hr></b><i>/shop</i>\n")
    }

    @Test func extractReadsTheFile() throws {
        let files = [
            ".talisman.yml": "dialect: chameleon\n",
            "page.html": "<p i18n:translate=\"\">Hi, <b i18n:name=\"n\">${user.name}</b></p>\n",
        ]
        let result = try run(files, ["i18n", "extract", "page.html"])
        #expect(result.status == 0)
        #expect(result.output.contains("msgid \"Hi, ${n}\""))
    }
}
