// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

/// What holds for every text.
@Suite struct SanitizingLawTests {
    /// Pieces that random documents are made of.
    private static let pieces: [String] =
        MarkupSanitizer.Element.allCases.flatMap { element -> [String] in
            let name = element.rawValue
            return [
                "<\(name)>", "<\(name) href=/x src=/y title='<&\"' id=a class=b>", "</\(name)>",
            ]
        } + [
            "<svg>", "</svg>", "<style>", "</style>", "<script>", "</script>", "<math><mtext>",
            "<select>", "</select>", "<template>", "</template>", "<noscript>", "</noscript>",
            "<form>", "<font>", "</font>", "<center>", "<!--", "-->", "<![CDATA[", "]]>", "<?", ">",
            "\"", "'", "`", "<", "</", "&", "&lt;", "&#13;", "&#0;", "\0", "\r\n", " ", "\n", "x",
            "é", "a b", "{{x}}",
        ]

    private static func document(_ generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...30, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    static let sanitizers: [MarkupSanitizer] = {
        var wide = MarkupSanitizer.article
        for element in MarkupSanitizer.Element.allCases {
            wide.elements[element] = Set(MarkupSanitizer.Attribute.allCases)
        }
        wide.classes = ["*"]
        wide.identifierPrefix = "u-"
        wide.maximumDepth = 6
        return [.comment, .article, wide]
    }()

    @Test(arguments: sanitizers) func changesNothingTwice(sanitizer: MarkupSanitizer) {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let text = Self.document(&generator)
            let once = SafeMarkup(sanitizing: text, by: sanitizer)
            #expect(SafeMarkup(sanitizing: once.text, by: sanitizer) == once, "\(text)")
        }
    }

    /// The markup is well-formed, as the reader of templates in XML sees it.
    @Test(arguments: sanitizers) func isWellFormed(sanitizer: MarkupSanitizer) throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<200 {
            let text = Self.document(&generator)
            let markup = SafeMarkup(sanitizing: text, by: sanitizer).text
            let document = "<page>\(markup)</page>"
            let page = try? Template(named: "page.xml", document).render()
            #expect(page == document, "\(text)")
        }
    }

    /// Texts that take a parser long, or deep.
    static let floods: [String] = [
        "<a ", "<b>", "<div>", "<table>", "<b>x<p>", "<p><b title=x>y", "<a href=x>", "</p>", "&",
        "&a", "&lt;", "<!--", "<?", "<svg>", "<script>", "<ul><li>", "<b><i>x</b>", "<td>", "<",
        "\"",
    ]

    @Test(arguments: floods) func takesFloods(piece: String) {
        let text = String(repeating: piece, count: 6000 / piece.utf8.count)
        for start in ["", "<table>", "<b><i><u><em>", "<p title=\"", "<a href='\(text)'>"] {
            let whole = start + text
            let markup = SafeMarkup(sanitizing: whole, by: .article).text
            #expect(markup.utf8.count <= 16 * whole.utf8.count)
        }
    }
}
