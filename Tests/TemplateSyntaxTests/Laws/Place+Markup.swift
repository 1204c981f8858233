// SPDX-License-Identifier: Apache-2.0

@testable import TemplateSyntax

extension SyntaxTree {
    /// The whole tree as places.
    var places: Place {
        Place("tree", 0..<source.bytes.count, parts: children.map { $0.place(in: source) })
    }
}

extension SyntaxNode {
    fileprivate func place(in source: MarkupSource) -> Place {
        switch self {
        case .text(let text):
            let pieces = text.pieces ?? [.literal(text.range)]
            return Place("text", text.range, parts: pieces.map { $0.place(isValue: false) })
        case .verbatim(let range): return Place("verbatim", range)
        case .dropped(let range): return Place("dropped", range)
        case .broken(let range): return Place("broken", range)
        case .element(let element): return element.place(in: source)
        }
    }
}

extension TextPiece {
    fileprivate func place(isValue: Bool) -> Place {
        switch self {
        case .literal(let range): Place("literal", range)
        case .escapedHole(let range): Place("escape", range, spelled: .exactly("$${"))
        case .hole(let hole):
            Place("hole", hole.range, parts: [hole.expression.place(isValue: isValue)])
        }
    }
}

extension ElementSyntax {
    fileprivate func place(in source: MarkupSource) -> Place {
        let inner = children.map { $0.place(in: source) }
        var parts = [startTagPlace(in: source)] + inner
        let last = parts[parts.count - 1].range.upperBound
        var end = last
        switch self.end {
        case .void, .selfClosed: break
        case .tag(let range):
            parts.append(Place("endTag", range))
            end = range.upperBound
        case .implied(let offset), .missing(let offset):
            parts.append(Place("end", offset..<offset))
            end = offset
        }
        var place = Place("element \(localName) \(id.number)", startTag.lowerBound..<max(end, last))
        place.parts = parts
        if let script { place.overlays = script.places(isWhole: children.count == 1) }
        return place
    }

    private func startTagPlace(in source: MarkupSource) -> Place {
        let name = Place("name", name, spelled: .ending(localName))
        let attributes = attributes.indices.map { attributePlace($0) }
        return Place("startTag", startTag, parts: [name] + attributes)
    }

    private func attributePlace(_ index: Int) -> Place {
        let attribute = attributes[index]
        var parts = [Place("attribute name", attribute.name, spelled: .name(attribute.key))]
        if let value = attribute.value {
            var place = Place("value", value)
            place.parts = attribute.pieces?.map { $0.place(isValue: true) } ?? []
            place.parts += statementPlaces(index)
            parts.append(place)
        }
        var place = Place("attribute", attribute.whole, parts: parts)
        for statement in statements?.spelled ?? [] where statement.attribute == index {
            let name = statement.name
            place.overlays.append(Place("statement", name.range, spelled: .ending(name.text)))
        }
        return place
    }

    /// What the statement of an attribute says, if it is the first of its name.
    private func statementPlaces(_ index: Int) -> [Place] {
        guard let statements,
            let statement = statements.spelled.first(where: { $0.attribute == index }),
            statements.place(of: statement.namespace, statement.name.text) == statement.name.range
        else { return [] }
        return statements.places(of: statement)
    }
}
