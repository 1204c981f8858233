import Foundation
import Testing

@testable import PageTemplates

/// Markup without statements is its own tree.
@Suite struct LosslessTests {
    @Test(.enabled(if: CorpusDocument.folder != nil || CorpusDocument.isRequired))
    func corpusComesOutByteForByte() throws {
        let folder = try #require(
            CorpusDocument.folder,
            "\(CorpusDocument.variable) does not name a folder; see Tests/corpus.sh"
        )
        let documents = CorpusDocument.all(in: folder)
        #expect(documents.count >= CorpusDocument.wanted)
        var refused: [TemplateError] = []
        for document in documents {
            do throws(TemplateError) {
                let tree = try MarkupParser.parse(document.source, limits: TemplateLimits())
                #expect(tree.coversSource, "\(document.path)")
                #expect(tree.written == document.source.bytes, "\(document.path)")
                #expect(try rendered(document) == document.source.bytes, "\(document.path)")
                if document.source.mode == .xml {
                    let events = MarkupEvents(document.source.bytes, mode: .xml).events
                    #expect(events.count { !$0.isEnd } == tree.elementCount, "\(document.path)")
                }
            } catch {
                refused.append(error)
            }
        }
        // Some documents are in packages because they are not well-formed.
        #expect(refused.count <= 5)
        #expect(refused.allSatisfy { $0.code == .malformedMarkup }, "\(refused)")
        print("corpus: \(documents.count) documents, \(refused.count) not well-formed")
    }

    /// The document as a template: without statements it renders to itself.
    private func rendered(_ document: CorpusDocument) throws(TemplateError) -> [UInt8] {
        var configuration = TemplateConfiguration()
        configuration.interpolatesText = false
        var output = TemplateOutput()
        try Template(document.source, configuration: configuration).render(.init(), into: &output)
        return output.bytes
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

    @Test(arguments: TemplateMode.allCases)
    func randomMarkupWithoutStatements(_ mode: TemplateMode) {
        var random = SeededGenerator(seed: 0x7A1)
        for _ in 0..<4_000 {
            let text = Self.random(Self.pieces, &random)
            do throws(TemplateError) {
                let tree = try parseMarkup(text, mode)
                #expect(tree.coversSource, "\(text)")
            } catch {
                #expect(mode == .xml, "\(error)\n\(text)")
            }
        }
    }

    @Test(arguments: TemplateMode.allCases)
    func randomMarkupWithStatements(_ mode: TemplateMode) throws {
        var random = SeededGenerator(seed: 0x7A2)
        var parsed = 0
        for _ in 0..<4_000 {
            let text = Self.random(Self.pieces + Self.statements + Self.statements, &random)
            do throws(TemplateError) {
                let tree = try parseMarkup(text, mode)
                #expect(tree.coversSource, "\(text)")
                parsed += 1
            } catch {
                #expect(error.location != nil, "\(error)\n\(text)")
            }
        }
        #expect(mode == .xml || parsed > 100)
    }

    @Test func randomBytes() {
        var random = SeededGenerator(seed: 0x7A3)
        let alphabet = Array("<>/!-?='\"& abpt:[]\n;#".utf8)
        for round in 0..<4_000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                round % 4 == 0
                    ? UInt8.random(in: 0...255, using: &random)
                    : alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            for mode in TemplateMode.allCases {
                let source = try? TemplateSource(name: "random", bytes: bytes, mode: mode)
                guard let source else { continue }
                let tree = try? MarkupParser.parse(source, limits: TemplateLimits())
                #expect(tree?.coversSource ?? (mode == .xml || source.mentionsStatement))
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

extension TemplateSource {
    fileprivate var mentionsStatement: Bool {
        text(0..<bytes.count).contains("tal:")
    }
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
