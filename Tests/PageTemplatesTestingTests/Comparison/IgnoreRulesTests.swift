// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

@testable import PageTemplatesTesting

@Suite struct IgnoreRulesTests {
    static let places: [(rules: String, page: String, seen: String)] = [
        ("time", "<p><time>1</time>a", "<p><time>…</time>a"),
        (
            "p > time", "<p><b><time>1</time></b><time>2</time>",
            "<p><b><time>1</time></b><time>…</time>"
        ),
        ("p time", "<p><b><time>1</time></b>", "<p><b><time>…</time></b>"),
        ("#a", "<i id=a>1</i><i id=b>2</i>", "<i id=a>…</i><i id=b>2</i>"),
        (
            ".x.y", "<i class='y z x'>1</i><i class=x>2</i>",
            "<i class='y z x'>…</i><i class=x>2</i>"
        ),
        ("[data-t]", "<i data-t>1</i><i>2</i>", "<i data-t>…</i><i>2</i>"),
        ("input[name=\"t\"]@value", "<input name=t value='1'>", "<input name=t value='…'>"),
        ("i@*", "<i id=a title='b'>c</i>", "<i id=… title='…'>c</i>"),
        ("li:nth-of-type(2)", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>…</li></ul>"),
        ("*", "<p>a<b>c</b></p>", "<p>…</p>"),
        ("// no rule\n\n  time  \n", "<time>1</time>", "<time>…</time>"),
        ("b\ni", "<i>1</i><b>2</b>", "<i>…</i><b>…</b>"),
        ("br", "<br>a", "<br>…a"),
        ("", "<p>a", "<p>a"),
    ]

    @Test(arguments: places) func leavesOut(rules: String, page: String, seen: String) throws {
        let found = try IgnoreRules(rules).applied(to: Array(page.utf8))
        #expect(String(decoding: found, as: UTF8.self) == seen)
    }

    @Test(arguments: ["p >", "> p", "p > > q", "p:hover", "p@", "p {", "[a", "[a=", "#", "p, q"])
    func isNoRule(text: String) {
        #expect(throws: IgnoreRules.Failure.self) { try IgnoreRules("a\n" + text) }
    }

    @Test func saysWhichLineIsNoRule() {
        #expect {
            try IgnoreRules("p\nq:hover\n")
        } throws: { error in
            "\(error)".hasPrefix("line 2: 'q:hover' is no rule")
        }
    }

    static let folders: [([String: String], Bool)] = [
        (["a/b.ignore": "time"], true),
        (["_ignore": "time"], true),
        (["a/_ignore": "p > time"], true),
        (["a/b.ignore": "p > b"], false),
        (["c/_ignore": "time"], false),
    ]

    @Test(arguments: folders) func areBesideTheCase(files: [String: String], passes: Bool) throws {
        let page = ["a/b.html": "<p><time>1</time>\n", "a/b.expected.html": "<p><time>2</time>\n"]
        let folder = try TemporaryFolder(page.merging(files) { first, _ in first })
        let cases = GoldenCases(directory: folder.path, recording: .never)
        let golden = try #require(cases.all.first)
        if passes {
            try cases.run(golden) { try $0.template() }
        } else {
            let failure = #expect(throws: GoldenFailure.self) {
                try cases.run(golden) { try $0.template() }
            }
            #expect(failure?.details.hasPrefix("p > time: \"2\" is \"1\"\n--- expected") == true)
        }
    }

    @Test func aFileThatHasNoneFails() throws {
        let folder = try TemporaryFolder([
            "b.html": "x", "b.expected.html": "x", "b.ignore": "p:hover",
        ])
        let cases = GoldenCases(directory: folder.path, recording: .never)
        let failure = #expect(throws: GoldenFailure.self) {
            try cases.run(#require(cases.all.first)) { try $0.template() }
        }
        #expect(failure?.reason == .fileFailed)
    }

    @Test func aFileOfNoCaseFails() throws {
        let folder = try TemporaryFolder(["b.html": "x", "b.expected.html": "x", "c.ignore": "p"])
        let cases = GoldenCases(directory: folder.path, recording: .never)
        let stray = try #require(cases.all.first { $0.name == "c" })
        let failure = #expect(throws: GoldenFailure.self) {
            try cases.run(stray) { try $0.template() }
        }
        #expect(failure?.reason == .misplaced)
    }

    @Test func whatIsRecordedIsThePage() throws {
        let folder = try TemporaryFolder(["b.html": "<p>1", "b.ignore": "p"])
        let cases = GoldenCases(directory: folder.path, recording: .missing)
        let golden = try #require(cases.all.first)
        #expect(throws: GoldenFailure.self) { try cases.run(golden) { try $0.template() } }
        #expect(try Files.read(golden.expectationPath) == Array("<p>1".utf8))
    }
}
