// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import PageTemplatesTesting
import TemplateSyntax
import Testing

/// A template of XML gives a document of XML, whatever the data.
@Suite struct XMLPageTests {
    private static let cases = GoldenCases(directory: "Cases")

    @Test(arguments: cases.all.filter { $0.mode == .xml && !$0.mustFail })
    func expectedPagesAreWellFormed(_ golden: GoldenCase) throws {
        let page = try String(contentsOfFile: golden.expectationPath, encoding: .utf8)
        #expect(tree(of: page).diagnostics.map(\.message) == [])
    }

    @Test func everyCharacterComesBackOrIsRefused() throws {
        let text = "<a t=\"${x}\" u='${x}' tal:attributes=\"v x; m\">${x}<b tal:replace=\"x\"/></a>"
        let source = try TemplateSource(name: "page.xml", bytes: Array(text.utf8))
        let template = try Template(source)
        let numbers = Array(0...0x2FF) + [0x2028, 0xD7FF, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10FFFF]
        for scalar in numbers.compactMap({ Unicode.Scalar(UInt32($0)) }) {
            let value = "<&\(scalar)\"'>\r\n]]>"
            let data: TemplateMapping = ["x": .string(value), "m": ["w": .string(value)]]
            let isControl = scalar.value < 0x20 && !"\t\n\r".unicodeScalars.contains(scalar)
            guard !isControl, scalar.value & ~1 != 0xFFFE else {
                let error = #expect(throws: TemplateError.self) {
                    try template.render(TemplateContext(data))
                }
                #expect(error?.code == .invalidCharacter)
                continue
            }
            let page = try template.render(TemplateContext(data))
            #expect(try values(in: page) == [value, value, value, value, value + value])
        }
    }

    private func tree(of page: String) -> SyntaxTree {
        SyntaxTree(parsing: MarkupSource(Array(page.utf8), .xml), SyntaxOptions())
    }

    /// The attributes of the root, and its text, as a parser reads them.
    private func values(in page: String) throws -> [String] {
        let tree = tree(of: page)
        #expect(tree.diagnostics.map(\.message) == [])
        guard case .element(let root)? = tree.children.first else { return [] }
        let references = CharacterReferences(tree.source)
        let attributes = root.attributes.compactMap(\.value).map { references.resolve($0).text }
        let content = root.startTag.upperBound..<tree.source.bytes.count - "</a>".utf8.count
        return attributes + [references.resolve(content, isValue: false).text]
    }
}
