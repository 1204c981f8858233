@testable import PageTemplates

extension MarkupTree {
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

    /// How many elements the tree has.
    var elementCount: Int { children.map(\.elementCount).reduce(0, +) }

    /// The structure in one line: elements as `name(…)`, text in quotes,
    /// verbatim markup in brackets.
    var outline: String { children.map { $0.outline(in: source) }.joined(separator: " ") }
}

extension MarkupNode {
    var slices: [Range<Int>] {
        switch self {
        case .text(let range), .verbatim(let range), .dropped(let range): [range]
        case .element(let element): element.slices
        }
    }

    var elementCount: Int {
        guard case .element(let element) = self else { return 0 }
        return element.children.map(\.elementCount).reduce(1, +)
    }

    func outline(in source: TemplateSource) -> String {
        switch self {
        case .text(let range): "'\(source.text(range))'"
        case .verbatim(let range): "[\(source.text(range))]"
        case .dropped(let range): "![\(source.text(range))]"
        case .element(let element): element.outline(in: source)
        }
    }
}

extension MarkupElement {
    var slices: [Range<Int>] {
        let inner = children.flatMap(\.slices)
        guard case .endTag(let end) = closing else { return [startTag] + inner }
        return [startTag] + inner + [end]
    }

    func outline(in source: TemplateSource) -> String {
        let sign =
            switch closing {
            case .void: "!"
            case .selfClosed: "/"
            case .endTag: ""
            case .implied: "~"
            }
        let inner = children.map { $0.outline(in: source) }.joined(separator: " ")
        let name = [namespace?.rawValue, localName].compactMap(\.self).joined(separator: ":")
        return "\(name)\(sign)(\(inner))"
    }
}

/// Parses a text, in HTML mode unless told otherwise.
func parseMarkup(_ text: String, _ mode: TemplateMode = .html) throws(TemplateError) -> MarkupTree {
    try MarkupParser.parse(
        TemplateSource(name: "page", text: text, mode: mode),
        limits: TemplateLimits()
    )
}
