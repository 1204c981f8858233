// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// What character references stand for.
@Suite struct CharacterReferenceTests {
    private static let names: [(name: String, text: String)] = [
        ("AElig", "Æ"), ("zwnj", "\u{200C}"), ("check", "✓"), ("bne", "=\u{20E5}"),
        ("CounterClockwiseContourIntegral", "∳"), ("gt", ">"), ("GT", ">"), ("frac12", "½"),
    ]

    @Test(arguments: names)
    func namesHaveCharacters(_ row: (name: String, text: String)) {
        let scalars = HTMLCharacter.named(Array(row.name.utf8)[...])
        #expect(scalars.map { String(String.UnicodeScalarView($0)) } == row.text)
    }

    @Test func theTableHasAllNamesOfTheStandard() {
        let table = String(describing: HTMLCharacter.table)
        let entries = table.split(whereSeparator: \.isWhitespace)
        #expect(entries.count == 2125)
        #expect(entries.count { $0.contains("=") } == 106)
        for entry in entries {
            let name = Array(entry.prefix { $0 != ":" && $0 != "=" }.utf8)
            #expect(HTMLCharacter.named(name[...]) != nil)
            #expect(name.count <= HTMLCharacter.longestName)
            guard entry.contains("=") else { continue }
            #expect(HTMLCharacter.lengthsWithoutSemicolon.contains(name.count))
        }
    }

    private static let values: [(source: String, value: String, text: String)] = [
        ("&check; done", "✓ done", "✓ done"),
        ("&bne;&nosuch;", "=\u{20E5}&nosuch;", "=\u{20E5}&nosuch;"),
        ("a &lt b &amp", "a < b &", "a < b &"),
        ("?a=1&copy=2&ltx", "?a=1&copy=2&ltx", "?a=1©=2<x"),
        ("&notin; &notit;", "∉ &notit;", "∉ ¬it;"),
        ("&#65;&#x42;&#67 &#x150;", "ABC Ő", "ABC Ő"),
        ("&#128;&#x99;", "€™", "€™"),
        ("&#0;&#x110000;", "\u{FFFD}\u{FFFD}", "\u{FFFD}\u{FFFD}"),
        ("&;&#;&#x;&", "&;&#;&#x;&", "&;&#;&#x;&"),
    ]

    @Test(arguments: values)
    func areThoseOfHTML(_ row: (source: String, value: String, text: String)) {
        let source = MarkupSource(Array(row.source.utf8), .html)
        let references = CharacterReferences(source)
        #expect(references.resolve(source.bytes.indices).text == row.value)
        #expect(references.resolve(source.bytes.indices, isValue: false).text == row.text)
    }

    @Test func needTheirSemicolonInXML() {
        let source = MarkupSource(Array("&lt &amp; &apos; &check; &#65 &#66;".utf8), .xml)
        let text = CharacterReferences(source).resolve(source.bytes.indices).text
        #expect(text == "&lt & ' ✓ &#65 B")
    }
}
