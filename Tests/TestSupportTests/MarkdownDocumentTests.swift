// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct MarkdownDocumentTests {
    private let document = MarkdownDocument(
        path: "x.md",
        text: """
            # Title

            ```swift manifest
            a

            b
            ```

            | a | b |
            |---|---|
            | `x \\| y` | plain `code` |

            - In a list:
              ```
              | no row |
              ```
            """
    )

    @Test func readsFences() {
        #expect(document.fences.map(\.language) == ["swift manifest", ""])
        #expect(document.fences.map(\.line) == [3, 14])
        #expect(document.fences.map(\.text) == ["a\n\nb", "| no row |"])
    }

    @Test func readsRows() {
        #expect(document.rows.map(\.line) == [9, 10, 11])
        #expect(document.rows.last?.cells == ["`x | y`", "plain `code`"])
        #expect(document.rows.last?.code == ["x | y", nil])
    }

    @Test func findsTheDocuments() throws {
        let paths = try MarkdownDocument.all.map(\.path)
        #expect(paths.first == "README.md")
        #expect(paths.contains("Sources/PageTemplates/PageTemplates.docc/Language.md"))
    }
}
