// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Looks at the start tag of an element.
///
/// An attribute is written in one of three ways: in pieces, as a whole value, or as one of a
/// set that a mapping has a part in.
struct TagChecker {
    let expressions: ExpressionChecker
    let element: ElementSyntax

    /// The scope of messages in the tag.
    let message: MessageScope

    var state: CheckState { expressions.state }

    init(_ state: CheckState, _ element: ElementSyntax, _ around: Surroundings) {
        expressions = ExpressionChecker(state, on: around.element)
        self.element = element
        message = around.message
    }

    /// A start tag with its static and computed attributes.
    func startTag(hasContent: Bool, into list: inout NodeList) {
        let clauses = element.statements?.attributes ?? []
        if clauses.contains(where: { $0.name == nil }) {
            return startTagWithMapping(clauses, hasContent, into: &list)
        }
        var computed: [String: AttributeClauseSyntax] = [:]
        for clause in clauses {
            if let name = clause.name { computed[state.source.markup.key(name.text)] = clause }
        }
        let translated = translatedAttributes()
        var position = element.startTag.lowerBound
        var seen: Set<String> = []
        for attribute in element.attributes {
            list.write(state.source.bytes[position..<attribute.whole.lowerBound])
            position = attribute.whole.upperBound
            guard !attribute.isStatement else { continue }
            let clause = computed[attribute.key]
            if let message = translated[attribute.key] {
                guard seen.insert(attribute.key).inserted else { continue }
                translatedAttribute(message, clause, attribute, into: &list)
            } else if let clause {
                guard seen.insert(attribute.key).inserted else { continue }
                let name = state.source.text(attribute.name)
                self.attribute(clause, named: name, attribute, into: &list)
            } else {
                staticAttribute(attribute, into: &list)
            }
        }
        let tail = TagTail(of: element, from: position, in: state.source.bytes)
        list.write(state.source.bytes[tail.gap])
        for clause in clauses {
            guard let name = clause.name?.text else { continue }
            let key = state.source.markup.key(name)
            guard seen.insert(key).inserted else { continue }
            if let message = translated[key] {
                translatedAttribute(message, clause, nil, into: &list)
            } else {
                self.attribute(clause, named: name, nil, into: &list)
            }
        }
        for message in element.statements?.translation?.attributes ?? []
        where !seen.contains(message.key) && translated[message.key] != nil {
            translatedAttribute(message, nil, nil, into: &list)
        }
        tail.write(element, hasContent, state.source.bytes, into: &list)
    }

    /// A start tag with the attributes of the source alone, for an element that failed.
    ///
    /// Those with holes are left out, as in Chameleon: what failed may be one of them.
    func staticStartTag(into list: inout NodeList) {
        var position = element.startTag.lowerBound
        for attribute in element.attributes {
            list.write(state.source.bytes[position..<attribute.whole.lowerBound])
            position = attribute.whole.upperBound
            if !attribute.isStatement, !attribute.hasHoles {
                staticAttribute(attribute, into: &list)
            }
        }
        let tail = TagTail(of: element, from: position, in: state.source.bytes)
        list.write(state.source.bytes[tail.gap])
        tail.write(element, true, state.source.bytes, into: &list)
    }

    /// An attribute that the source alone decides on, but for holes.
    private func staticAttribute(_ attribute: AttributeSyntax, into list: inout NodeList) {
        guard let pieces = attribute.pieces, let value = attribute.value else {
            return list.write(state.source.bytes[attribute.whole])
        }
        let name = state.source.text(attribute.name)
        let place = place(of: name, quote: attribute.quote)
        checkPlace(of: pieces.map { $0.stringPiece(state.source.bytes) }, place, name)
        let opening = Array(state.source.bytes[attribute.whole.lowerBound..<value.lowerBound])
        if pieces.count == 1, case .hole(let hole) = pieces[0], attribute.quote != nil {
            let plan = expressions.plan(hole.expression)
            let range = hole.expression.range
            return whole(plan, name, opening, place, nil, range, into: &list)
        }
        var nodes = NodeList()
        for piece in pieces {
            switch piece {
            case .literal(let range): nodes.write(state.source.bytes[range])
            case .escapedHole: nodes.write("${".utf8)
            case .hole(let hole): nodes.append(expressions.hole(hole.expression, place))
            }
        }
        let quote = attribute.quote == nil ? [Byte.quote] : []
        self.pieces(nodes, opening + quote, place, into: &list)
    }

    /// One attribute of `tal:attributes`.
    private func attribute(
        _ clause: AttributeClauseSyntax,
        named name: String,
        _ original: AttributeSyntax?,
        into list: inout NodeList
    ) {
        let place = place(of: name, quote: original?.quote)
        checkPlace(of: clause.value, place, name)
        let opening = opening(named: name, original)
        guard let pieces = clause.value.pieces, !isBoolean(name) else {
            let plan = expressions.plan(clause.value)
            return whole(plan, name, opening, place, original, clause.value.range, into: &list)
        }
        var nodes = NodeList()
        for piece in pieces {
            switch piece {
            case .literal(let bytes, _): nodes.write(bytes.escaped(place.escaping))
            case .hole(let hole, _):
                nodes.append(expressions.hole(hole, place, translates: false))
            }
        }
        self.pieces(nodes, opening, place, into: &list)
    }

    private func pieces(
        _ nodes: NodeList,
        _ opening: [UInt8],
        _ place: Place,
        into list: inout NodeList
    ) {
        list.append(
            .attribute(
                AttributeNode(
                    opening: opening,
                    quote: place.quote,
                    value: .pieces(nodes.finished),
                    place: place
                )
            )
        )
    }

    /// An attribute whose value may be nothing, or `default`.
    func whole(
        _ value: ExpressionPlan,
        _ name: String,
        _ opening: [UInt8],
        _ place: Place,
        _ fallback: AttributeSyntax?,
        _ range: Range<Int>,
        into list: inout NodeList
    ) {
        let whole = AttributeNode.Whole(
            value: value,
            range: range,
            boolean: isBoolean(name) ? trueSpelling(name, opening, fallback) : nil,
            fallback: fallback.map { written($0, mayBeWanted: value.mayBeDefault) } ?? []
        )
        list.append(
            .attribute(
                AttributeNode(
                    opening: opening,
                    quote: place.quote,
                    value: .whole(whole),
                    place: place
                )
            )
        )
    }

    /// An attribute as the source has it; where nobody can want it, nothing is looked at.
    private func written(_ attribute: AttributeSyntax, mayBeWanted: Bool) -> [PageNode] {
        guard mayBeWanted else { return [] }
        var list = NodeList()
        staticAttribute(attribute, into: &list)
        return list.finished
    }

    /// White space, name, `=` and quote of a computed attribute.
    func opening(named name: String, _ original: AttributeSyntax?) -> [UInt8] {
        guard let original else { return Array(" \(name)=\"".utf8) }
        guard let value = original.value, original.quote != nil else {
            let space = original.whole.lowerBound..<original.name.upperBound
            return Array(state.source.bytes[space]) + "=\"".utf8
        }
        return Array(state.source.bytes[original.whole.lowerBound..<value.lowerBound])
    }

    /// How a boolean attribute is spelled where it is true: bare if the source
    /// spells it so, else with its name as the value.
    private func trueSpelling(
        _ name: String,
        _ opening: [UInt8],
        _ original: AttributeSyntax?
    ) -> [UInt8] {
        if let original, original.value == nil { return Array(state.source.bytes[original.whole]) }
        return opening + name.utf8 + CollectionOfOne(opening.last ?? Byte.quote)
    }

    /// Whether an attribute stands for a truth value by being there.
    private func isBoolean(_ name: String) -> Bool {
        state.source.mode == .html && AttributeMeaning.of(name.lowercased()) == .boolean
    }
}

extension AttributeSyntax {
    fileprivate var hasHoles: Bool {
        pieces?.contains { if case .hole = $0 { true } else { false } } == true
    }
}
