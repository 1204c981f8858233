// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// Where parts of expressions and errors stand.
@Suite struct PlaceTests {
    private func node(_ text: String) throws -> PythonNode {
        var reader = ExpressionReader(SyntaxOptions())
        let bytes = Array("python:\(text)".utf8)
        let expression = reader.read(SourceText(bytes: bytes, range: 0..<bytes.count, origins: []))
        guard case .python(let node) = expression.kind else {
            throw try #require(reader.diagnostics.first)
        }
        return node
    }

    private func slice(_ range: Range<Int>, of text: String) -> String {
        String(decoding: Array("python:\(text)".utf8)[range], as: UTF8.self)
    }

    @Test(arguments: ["[x for x in y]", "{x for x in y}", "{x: 1 for x in y}", "(x for x in y)"])
    func comprehensionsEndAtTheirBrackets(_ text: String) throws {
        #expect(try slice(node(text).range, of: text) == text)
    }

    @Test func generatorsOfCallsStandWithoutBrackets() throws {
        let text = "sum(x for x in y)"
        guard case .primary(_, let trailers) = try node(text).kind,
            case .call(let arguments)? = trailers.first?.kind
        else {
            Issue.record("no call")
            return
        }
        #expect(arguments.map { slice($0.value.range, of: text) } == ["x for x in y"])
    }

    @Test func tuplesOfSubscriptsEndAtTheirLastElement() throws {
        let text = "a[1, 2 ]"
        guard case .primary(_, let trailers) = try node(text).kind,
            case .item(let key)? = trailers.first?.kind
        else {
            Issue.record("no item")
            return
        }
        #expect(slice(key.range, of: text) == "1, 2")
    }

    @Test(arguments: ["é<a/>", "<a/>\n\u{1F600}x"])
    func errorsOfXMLPointToWholeCharacters(_ text: String) throws {
        let error = try #require(parse(text, .xml).diagnostics.first)
        let bytes = Array(text.utf8)[error.range]
        let character = try #require(String(validating: bytes, as: UTF8.self))
        #expect(["é", "\u{1F600}"].contains(character))
    }
}
