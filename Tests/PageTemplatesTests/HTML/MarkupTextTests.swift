// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

/// The text of markup, as places have it that hold none.
@Suite struct MarkupTextTests {
    static let texts = [
        ("a <b>b</b> &amp; c", "a b & c"), ("a<!-- <b> -->b", "ab"), ("<?x y?>b", "b"),
        ("<![CDATA[a]]>b", "b"), ("a<![CDATA[b", "a"), ("<a title=\"x > y\">b</a>", "b"),
        ("1 < 2", "1 < 2"), ("a <", "a <"),
    ]

    @Test(arguments: texts) func leavesOutTagsAndComments(markup: String, expected: String) {
        let text = MarkupText.text(of: markup.utf8)
        #expect(String(decoding: text, as: UTF8.self) == expected)
    }
}
