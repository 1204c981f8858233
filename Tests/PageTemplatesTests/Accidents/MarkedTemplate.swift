// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import PageTemplatesTesting
import TemplateSyntax

/// A golden case whose values are marks, so that a page shows which of them have run.
struct MarkedTemplate: Sendable {
    let name: String
    let mode: TemplateMode
    let bytes: [UInt8]
    let context: TemplateContext

    static let configuration: TemplateConfiguration = {
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.limits.steps = 100_000
        configuration.limits.loopItems = 1_000
        return configuration
    }()

    /// Marks the statements and holes of a case.
    init(_ golden: GoldenCase) throws {
        name = golden.templateName
        mode = golden.mode
        context = try TemplateContext(membersOf: golden.data())
        let modes: [TemplateMode: MarkupMode] = [.html: .html, .xml: .xml, .text: .text]
        let source = MarkupSource(try golden.template(), modes[golden.mode] ?? .html)
        let tree = SyntaxTree(parsing: source, SyntaxOptions())
        var bytes = source.bytes
        let values = tree.children.flatMap(\.values).sorted { $0.lowerBound < $1.lowerBound }
        for (number, value) in values.enumerated().reversed() {
            bytes.replaceSubrange(value, with: "string:MARK\(number).".utf8)
        }
        self.bytes = bytes
    }

    /// The marks that a text holds with the expression around them: statements that went out.
    static func unread(_ text: some StringProtocol) -> Set<Int> {
        marks(text, behind: "string:MARK")
    }

    /// The marks that a text holds, whatever stands before them.
    static func all(_ text: some StringProtocol) -> Set<Int> { marks(text, behind: "MARK") }

    /// The marks in what means `${` as text.
    static func escaped(_ text: some StringProtocol) -> Set<Int> {
        marks(text, behind: "$${string:MARK")
    }

    /// The marks in braces of handlers, where braces are code.
    static func code(_ text: String) -> Set<Int> {
        text.matches(of: #/ on[a-z]+="([^"]*)"/#).reduce(into: []) { found, handler in
            found.formUnion(marks(handler.1, behind: "{string:MARK"))
        }
    }

    private static func marks(_ text: some StringProtocol, behind start: String) -> Set<Int> {
        Set(
            text.ranges(of: start).compactMap { Int(text[$0.upperBound...].prefix { $0.isNumber }) }
        )
    }
}

extension SyntaxNode {
    /// The expressions of statements and holes whose values are written.
    fileprivate var values: [Range<Int>] {
        switch self {
        case .text(let text): return (text.pieces ?? []).compactMap(\.value)
        case .verbatim, .dropped, .broken: return []
        case .element(let element):
            let inserts = [element.statements?.content, element.statements?.replace]
            let clauses = element.statements?.attributes.filter { $0.name != nil } ?? []
            let holes = element.attributes.flatMap { $0.pieces ?? [] }.compactMap(\.value)
            let own = inserts.compactMap { $0?.value.whole } + clauses.map(\.value.whole) + holes
            return own + element.children.flatMap(\.values)
        }
    }
}

extension TextPiece {
    fileprivate var value: Range<Int>? {
        if case .hole(let hole) = self { hole.expression.whole } else { nil }
    }
}
