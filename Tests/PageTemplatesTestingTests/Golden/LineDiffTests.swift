// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplatesTesting

@Suite struct LineDiffTests {
    static let differences: [(old: String, new: String, rows: [String])] = [
        ("a\n", "b\n", ["   1      - a", "        1 + b"]),
        ("", "a\n", ["        1 + a"]),
        ("a\n", "", ["   1      - a"]),
        ("a\n", "a", ["   1      - a", "        1 + a  (no line end)"]),
        ("a\r\n", "a\n", ["   1      - a\\r", "        1 + a"]),
        ("a  \n", "a\t\n", ["   1      - a··", "        1 + a\\t"]),
        ("a\u{0}é\n", "é\n", ["   1      - a\\x00é", "        1 + é"]),
        (
            "a\nb\nc\n", "b\nc\nd\n",
            ["   1      - a", "   2    1   b", "   3    2   c", "        3 + d"]
        ),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\nx\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\ny\n",
            [
                "...", "   7    7   7", "   8    8   8", "   9    9   9",
                "  10      - x", "       10 + y",
            ]
        ),
    ]

    @Test(arguments: differences) func shows(old: String, new: String, rows: [String]) {
        let text = LineDiff(Array(old.utf8), Array(new.utf8)).description
        #expect(text == (["--- expected", "+++ result"] + rows).joined(separator: "\n"))
    }

    @Test func showsBytesThatAreNotText() {
        let text = LineDiff([0x61, 0xFF, 0x0A], [0x62, 0x0A]).description
        #expect(text.contains("- a\\xFF\n"))
    }

    @Test func abbreviatesLongDifferences() {
        let old = (0..<3_000).map { "old \($0)\n" }.joined()
        let new = (0..<3_000).map { "new \($0)\n" }.joined()
        let lines = LineDiff(Array(old.utf8), Array(new.utf8)).description.split(separator: "\n")
        #expect(lines.count == 103)
        #expect(lines.last == "... and 5900 more lines")
    }
}
