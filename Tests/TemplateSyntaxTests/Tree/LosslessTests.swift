// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import TemplateSyntax

/// Markup without statements is its own tree.
@Suite struct LosslessTests {
    @Test(.enabled(if: CorpusFile.folder != nil || CorpusFile.isRequired))
    func corpusIsCoveredByItsTrees() throws {
        let folder = try #require(
            CorpusFile.folder,
            "\(CorpusFile.variable) does not name a folder; see Tests/corpus.sh"
        )
        let files = CorpusFile.all(in: folder)
        #expect(files.count >= CorpusFile.wanted)
        var refused: [Diagnostic] = []
        for file in files {
            let source = MarkupSource(file.bytes, file.isXML ? .xml : .html)
            var options = SyntaxOptions()
            options.interpolatesText = false
            let tree = SyntaxTree(parsing: source, options)
            #expect(tree.coversSource, "\(file.path)")
            refused += tree.diagnostics.filter { $0.severity == .error }
            if file.isXML, !tree.hasErrors {
                let events = LibXML(source.bytes, mode: .xml).events
                #expect(events.count { !$0.isEnd } == tree.elementCount, "\(file.path)")
            }
        }
        // Some documents are in packages because they are not well-formed.
        #expect(refused.count <= 5)
        #expect(refused.allSatisfy { $0.code == .malformedMarkup }, "\(refused)")
    }

    /// Pieces of which markup is made, good and bad.
    private static let pieces = [
        "<p>", "</p>", "<div class=\"a\">", "</div>", "<br>", "<br/>", "<ul><li>", "</ul>", "<x/>",
        "<table><tr><td>", "</table>", "<script>", "</script>", "<style>", "</style>", "<title>",
        "</title>", "<textarea>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<?x", "?>",
        "<", ">", "</", "/>", "\"", "'", "=", "&amp;", "&", "&#x41;", "é", "\u{1F600}", "\r\n", " ",
        "text", "a=b", "<a href='", "<a @click=\"x > y\" #z", "<svg viewBox=\"0\">", "<head>",
        "</head>", "<body>", "<plaintext", "<option>", "<wbr>", "<source>", "<P>", "</P>", "<o:p>",
    ]

    private static let statements = [
        "<p tal:content=\"x\">", "<tal:b>", "</tal:b>", "<b tal:define=\"a b; c d\"/>", "${x}",
        "<i tal:switch=\"x\">", "</i>", " tal:repeat='a b'", "<p tal:content='&lt;;;'/>",
        "<z:a xmlns:z='http://xml.zope.org/namespaces/tal' content='x'>",
    ]

    @Test(arguments: [MarkupMode.html, .xml, .text])
    func randomMarkupWithoutStatements(_ mode: MarkupMode) {
        var random = SeededGenerator(seed: 0x7A1)
        for _ in 0..<4_000 {
            let text = Self.random(Self.pieces, &random)
            let tree = parse(text, mode)
            #expect(tree.coversSource, "\(text)")
            #expect(mode == .xml || !tree.hasErrors, "\(tree.diagnostics)\n\(text)")
        }
    }

    @Test(arguments: [MarkupMode.html, .xml, .text])
    func randomMarkupWithStatements(_ mode: MarkupMode) throws {
        var random = SeededGenerator(seed: 0x7A2)
        var right = 0
        for _ in 0..<4_000 {
            let text = Self.random(Self.pieces + Self.statements + Self.statements, &random)
            let tree = parse(text, mode)
            #expect(tree.coversSource, "\(text)")
            #expect(tree.diagnostics.allSatisfy { $0.range.upperBound <= text.utf8.count })
            right += tree.hasErrors ? 0 : 1
        }
        #expect(mode == .xml || right > 100)
    }

    @Test func randomBytes() {
        var random = SeededGenerator(seed: 0x7A3)
        let alphabet = Array("<>/!-?='\"& abpt:[]\n;#${}".utf8)
        for _ in 0..<4_000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            for mode in [MarkupMode.html, .xml, .text] {
                let tree = SyntaxTree(parsing: MarkupSource(bytes, mode), SyntaxOptions())
                #expect(tree.coversSource, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    private static func random(_ pieces: [String], _ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 1..<16, using: &random)
        return (0..<count).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
    }
}
