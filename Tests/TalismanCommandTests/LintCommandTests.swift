// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The rules of `talisman check` by what a shell sees.
@Suite struct LintCommandTests {
    private let page = """
        <img src="/a.png">
        <button onclick="go()">Go</button>
        <i class="icon"/>

        """

    private func check(_ files: [String: String], _ arguments: String...) throws -> Program.Result {
        let folder = try TemporaryFolder(files)
        return try Command.run(["check"] + arguments, in: folder.path)
    }

    @Test func reportsWhatRulesFind() throws {
        let result = try check(["page.html": page], "page.html")
        let report = """
            page.html:1:1: warning: <img> has no 'alt' [missing-alt]
            1 | <img src="/a.png">
              | ^~~~
            note: say what it shows, or write alt="" where it only decorates
            page.html:2:9: warning: the attribute 'onclick' holds code [inline-handler]
            2 | <button onclick="go()">Go</button>
              |         ^~~~~~~
            note: a Content-Security-Policy keeps it from running: add it by script
            page.html:3:1: warning: '<i/>' is a start tag in HTML: what follows stands in the element \
            [self-closed-element]
            3 | <i class="icon"/>
              | ^~
            note: write </i>
            1 template, 0 errors, 3 warnings

            """
        #expect(result.output == report)
        #expect(result.status == 1)
    }

    @Test func listsEveryErrorOfATemplate() throws {
        let page = "<p tal:contents=\"x\">a</p>\n<p tal:content=\"a//b\">b</p>\n<p>${c//d}</p>\n"
        let result = try check(["page.html": page], "page.html")
        #expect(result.output.contains("page.html:1:4: error: "))
        #expect(result.output.contains("page.html:2:19: error: "))
        #expect(result.output.contains("page.html:3:8: error: "))
        #expect(result.output.hasSuffix("1 template, 3 errors, 0 warnings\n"))
    }

    @Test func exitsWith0WhereNothingIsFound() throws {
        #expect(try check(["page.html": "<p>${x}</p>\n"], "page.html").status == 0)
    }

    @Test func exitsWith2WithoutInput() throws {
        #expect(try check(["page.html": ""], "missing.html").status == 2)
        #expect(try check(["pages/style.css": "p {}"], "pages").status == 2)
    }

    @Test func choosesRules() throws {
        let only = try check(["page.html": page], "--rule", "missing-alt", "page.html")
        #expect(only.output.hasSuffix("1 template, 0 errors, 1 warning\n"))
        let without = try check(
            ["page.html": page],
            "--no-rule",
            "missing-alt",
            "--no-rule",
            "inline-handler",
            "page.html"
        )
        #expect(without.output.hasPrefix("page.html:3:1: warning: '<i/>'"))
        #expect(without.output.hasSuffix("1 template, 0 errors, 1 warning\n"))
    }

    @Test func refusesRulesThatThereAreNot() throws {
        let result = try check(["page.html": page], "--rule", "mising-alt", "page.html")
        #expect(result.status == 64)
        #expect(
            result.errors.contains("there is no rule 'mising-alt': did you mean 'missing-alt'?")
        )
    }

    @Test func aManifestSaysWhatRulesCountFor() throws {
        let rules =
            "rules:\n  missing-alt: error\n  inline-handler: off\n  self-closed-element: remark\n"
        let result = try check(["page.html": page, ".talisman.yml": rules], "page.html")
        #expect(result.output.hasPrefix("page.html:1:1: error: <img> has no 'alt' [missing-alt]"))
        #expect(result.output.hasSuffix("1 template, 1 error, 0 warnings\n"))
    }

    @Test(arguments: [
        ("rules:\n  mising-alt: off\n", "2:3: error: there is no rule 'mising-alt'"),
        (
            "rules:\n  missing-alt: never\n",
            "2:16: error: a rule is 'off', 'remark', 'warning', 'error'"
        ),
        ("rules: off\n", "1:8: error: 'rules' has the names of rules"),
    ])
    func refusesWrongRulesInAManifest(text: String, message: String) throws {
        let result = try check(["page.html": page, ".talisman.yml": text], "page.html")
        #expect((result.output + result.errors).contains(".talisman.yml:\(message)"))
        #expect(result.status == 1)
    }

    // MARK: - Formats

    @Test func writesNothingButTheFormat() throws {
        let json = try check(["page.html": page], "--format", "json", ".").output
        let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
        #expect(list?.compactMap { $0["rule"] as? String }.count == 3)
        let sarif = try check(["page.html": page], "--format", "sarif", ".").output
        let log = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any]
        #expect(log?["version"] as? String == "2.1.0")
        let lines = try check(["page.html": page], "--format", "github", ".").output
        #expect(
            lines.split(separator: "\n").allSatisfy { $0.hasPrefix("::warning file=page.html,") }
        )
    }

    // MARK: - Mending

    @Test func mendsWhatCanBeChangedSafely() throws {
        let page = """
            <p tal:condition="python: True" class="a">${nothing | user/name}</p>
            <i class="icon"/>
            <b tal:define="a string:x; b order/b">${b}</b>
            <img src="/a.png">

            """
        let folder = try TemporaryFolder(["page.html": page])
        let result = try Command.run(["check", "--fix", "page.html"], in: folder.path)
        let mended = """
            <p class="a">${nothing}</p>
            <i class="icon"></i>
            <b tal:define="b order/b">${b}</b>
            <img src="/a.png">

            """
        #expect(folder.text("page.html") == mended)
        #expect(result.output.contains("[missing-alt]"))
        #expect(result.output.hasSuffix("fixed: 4 findings\n1 template, 0 errors, 1 warning\n"))
        let again = try Command.run(["check", "--fix", "page.html"], in: folder.path)
        #expect(again.output.contains("fixed: 0 findings\n"))
        #expect(folder.text("page.html") == mended)
    }

    @Test func leavesWhatMayFailToItsAuthor() throws {
        let page = "<p tal:condition=\"python: x.y or True\">a</p><b tal:define=\"a order/b\">b</b>"
        let folder = try TemporaryFolder(["page.html": page])
        let result = try Command.run(["check", "--fix", "page.html"], in: folder.path)
        #expect(result.output.contains("fixed: 0 findings\n1 template, 0 errors, 2 warnings\n"))
        #expect(folder.text("page.html") == page)
    }

    @Test func leavesFilesInOtherEncodings() throws {
        let folder = try TemporaryFolder()
        let bytes = Data("\u{FEFF}<i class=\"icon\"/>".utf8)
        try bytes.write(to: URL(filePath: folder.path).appending(path: "page.html"))
        _ = try Command.run(["check", "--fix", "page.html"], in: folder.path)
        #expect(folder.text("page.html")?.hasSuffix("<i class=\"icon\"/>") == true)
    }

    // MARK: - Explaining

    @Test func explainsARule() throws {
        let result = try Command.run("explain", "missing-alt")
        #expect(result.output.hasPrefix("missing-alt: rule\n\nAn image has no `alt`"))
        #expect(result.output.contains("Found:\n    <img src=\"/logo.png\">\n"))
        #expect(result.status == 0)
    }

    @Test func explainsAnErrorAndAWarningOfOneName() throws {
        let output = try Command.run("explain", "unknown-variable").output
        #expect(output.contains("unknown-variable: error of a template\n"))
        #expect(output.contains("unknown-variable: rule\n"))
    }

    @Test func listsAllCodes() throws {
        let output = try Command.run("explain").output
        for name in ["missing-member", "slot-not-defined", "unused-define"] {
            #expect(output.contains("\n  \(name) "))
        }
    }

    @Test func offersTheNearestCode() throws {
        let result = try Command.run("explain", "missing-membre")
        #expect(
            result.errors == "there is no code and no rule 'missing-membre': "
                + "did you mean 'missing-member'?\n"
        )
        #expect(result.status == 1)
    }
}
