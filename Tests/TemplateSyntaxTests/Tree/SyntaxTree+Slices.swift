// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

extension SyntaxTree {
    /// The ranges of the source that the nodes and tags stand for, in order.
    var slices: [Range<Int>] { children.flatMap(\.slices) }

    /// The slices put together: the source, if the tree is right.
    var written: [UInt8] { slices.flatMap { source.bytes[$0] } }

    /// Whether the slices cover the source once and in order.
    var coversSource: Bool {
        var position = 0
        for slice in slices {
            guard slice.lowerBound == position else { return false }
            position = slice.upperBound
        }
        return position == source.bytes.count
    }

    /// The structure in one line: elements as `name(…)`, text in quotes,
    /// verbatim markup in brackets.
    var outline: String { children.map { $0.outline(in: source) }.joined(separator: " ") }
}

extension SyntaxNode {
    var slices: [Range<Int>] {
        switch self {
        case .text(let text): [text.range]
        case .verbatim(let range), .dropped(let range), .broken(let range): [range]
        case .element(let element): element.slices
        }
    }

    func outline(in source: MarkupSource) -> String {
        switch self {
        case .text(let text): "'\(source.text(text.range))'"
        case .verbatim(let range): "[\(source.text(range))]"
        case .broken(let range): "?[\(source.text(range))]"
        case .dropped(let range): "![\(source.text(range))]"
        case .element(let element): element.outline(in: source)
        }
    }
}

extension ElementSyntax {
    var slices: [Range<Int>] {
        let inner = children.flatMap(\.slices)
        guard case .tag(let end) = end else { return [startTag] + inner }
        return [startTag] + inner + [end]
    }

    func outline(in source: MarkupSource) -> String {
        let sign =
            switch end {
            case .void: "!"
            case .selfClosed: "/"
            case .tag: ""
            case .implied: "~"
            case .missing: "?"
            }
        let inner = children.map { $0.outline(in: source) }.joined(separator: " ")
        let name = [namespace?.rawValue, localName].compactMap(\.self).joined(separator: ":")
        return "\(name)\(sign)(\(inner))"
    }
}

/// Parses a text, in HTML mode unless told otherwise.
func parse(
    _ text: String,
    _ mode: MarkupMode = .html,
    interpolates: Bool = true
) -> SyntaxTree {
    var options = SyntaxOptions()
    options.interpolatesText = interpolates
    return SyntaxTree(parsing: MarkupSource(Array(text.utf8), mode), options)
}
