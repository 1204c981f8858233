// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// A command of an application, with what only that application has.
@Suite struct OwnCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "page.html": "<p tal:content=\"loud:title\">x</p><i>${site}</i>\n",
            "page.json": "{\"title\": \"hello\"}",
            "other.json": "{\"title\": \"hi\", \"site\": \"Elsewhere\"}",
        ])
    }

    @Test func itKnowsTheTypesOfItsApplication() throws {
        let check = try Command.run(own: ["check", "--strict", folder.path])
        #expect(check.status == 0, "\(check.output)")
        #expect(try Command.run("check", folder.path).status == 1)
    }

    @Test(arguments: [
        ("page.json", "<p>HELLO</p><i>The Example Shop</i>\n"),
        ("other.json", "<p>HI</p><i>Elsewhere</i>\n"),
    ])
    func itRendersWithTheVariablesOfItsApplication(data: String, page: String) throws {
        let arguments = ["render", "--data", data, "page.html"]
        let result = try Command.run(own: arguments, in: folder.path)
        #expect(result.output == page, "\(result.errors)")
    }

    @Test func itComparesPagesWithTheVariablesOfItsApplication() throws {
        let names = ["-c", "user.name=Sam", "-c", "user.email=sam@example.com"]
        for words in [["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]] {
            let git = ["git"] + names + words
            #expect(try Program.run("/usr/bin/env", git, folder: folder.path).status == 0)
        }
        try folder.write("page.html", "<p tal:content=\"loud:title\">x</p><b>${site}</b>\n")
        let result = try Command.run(own: ["diff", "HEAD", "."], in: folder.path)
        #expect(result.output.contains("b: new <b>The Example Shop"), "\(result.output)")
    }

    /// What it writes lets the command of the package check its templates.
    @Test func itWritesItsManifest() throws {
        let manifest = try Command.run(own: ["manifest"])
        #expect(manifest.output.contains("expressionTypes: [date, loud, number]\n"))
        try folder.write(".talisman.yml", manifest.output)
        #expect(try Command.run("check", folder.path).status == 0)
    }

    /// It knows what its pages get, and so does the command of the package by the manifest.
    @Test func itChecksTemplatesAgainstItsModels() throws {
        try folder.write("page.html", "")
        try folder.write("greeting.html", "<h1>${titel}</h1><p>${guest}</p>${site}\n")
        let own = try Command.run(own: ["check", "."], in: folder.path)
        let report = """
            greeting.html:1:7: error: unknown variable 'titel' [unknown-variable]
            1 | <h1>${titel}</h1><p>${guest}</p>${site}
              |       ^~~~~
            note: did you mean 'title'?
            note: 'title' is declared in OwnCommand/GreetingPage.swift:16
            """
        #expect(own.output.contains(report), "\(own.output)")
        #expect(own.status == 1)
        try folder.write(".talisman.yml", Command.run(own: ["manifest"]).output)
        let other = try Command.run(["check", "."], in: folder.path)
        #expect(other.output.contains(report), "\(other.output)")
        #expect(!other.output.contains("'site'"), "\(other.output)")
        try folder.write("greeting.html", "<h1>${title}</h1><p>${guest}</p>${site}\n")
        #expect(try Command.run(own: ["check", "."], in: folder.path).status == 0)
    }

    @Test func itHasSubcommandsAndANameOfItsOwn() throws {
        #expect(try Command.run(own: ["types"]).output.hasPrefix("loud:text"))
        let help = try Command.run(own: ["help"]).output
        #expect(help.contains("USAGE: own-templates <subcommand>"))
        for name in ["check", "render", "i18n", "sessions", "new", "types"] {
            #expect(help.contains("\n  \(name)  "), "\(name)")
        }
        #expect(try Command.run(own: ["--version"]).output == "own-templates 0.1.0\n")
        #expect(try Command.run("--version").output == "talisman 0.1.0\n")
    }
}
