// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Looks at the start tag of an element.
///
/// An attribute is written in pieces or as a whole value, whatever sets it. A mapping
/// replaces it by a value of its own, and changes nothing of it otherwise.
struct TagChecker {
    let expressions: ExpressionChecker
    let element: ElementSyntax

    /// The scope of messages in the tag.
    let message: MessageScope

    /// Whether the element belongs to a message, and not to a part of one.
    private let isInMessage: Bool

    var state: CheckState { expressions.state }

    init(_ state: CheckState, _ element: ElementSyntax, _ around: Surroundings) {
        expressions = ExpressionChecker(state, on: around.element)
        self.element = element
        message = around.message
        isInMessage = around.isInMessage
    }

    /// A start tag with its static and computed attributes.
    func startTag(hasContent: Bool, into list: inout NodeList) {
        guard areFewAttributes else { return }
        list.write(state.source.bytes[element.startTag.lowerBound..<element.name.upperBound])
        writePlace(into: &list)
        let attributes = TagAttributes(element, translatedAttributes(), state.source)
        if let mappings = mappings(among: element.statements?.attributes ?? []) {
            list.append(.attributeSet(attributeSet(attributes, mappings)))
        } else {
            for attribute in attributes.all {
                list.write(attribute.gap)
                look(at: attribute, into: &list)
            }
        }
        let tail = TagTail(of: element, from: attributes.end, in: state.source.bytes)
        list.write(attributes.gap)
        list.write(state.source.bytes[tail.gap])
        tail.write(element, hasContent, state.source.bytes, into: &list)
    }

    /// Whether statements set no more attributes than an element may have; each is looked for
    /// among the others.
    private var areFewAttributes: Bool {
        let limit = state.configuration.limits.attributes
        let set = element.statements?.attributes.count ?? 0
        let translated = element.statements?.translation?.attributes.count ?? 0
        guard max(set, translated) > limit else { return true }
        state.report(
            .tooManyAttributes,
            "the statements of the element set more than \(limit) attributes",
            at: element.startTag.lowerBound..<element.name.upperBound
        )
        return false
    }

    /// Says where the element stands, for previews.
    private func writePlace(into list: inout NodeList) {
        guard let attribute = state.configuration.placeAttribute, !isInMessage,
            state.source.mode == .html
        else { return }
        let place = state.source.location(of: element.startTag)
        list.write(" \(attribute)=\"".utf8)
        list.write(Array("\(place)".utf8).escaped(.doubleQuoted))
        list.write("\"".utf8)
    }

    /// One attribute.
    func look(at attribute: TagAttribute, into list: inout NodeList) {
        if let message = attribute.message {
            translatedAttribute(message, attribute, into: &list)
        } else if let clause = attribute.clause {
            self.attribute(clause.syntax, attribute, into: &list)
        } else if let original = attribute.original {
            staticAttribute(original, into: &list)
        }
    }

    /// A start tag with the attributes of the source alone, for an element that failed.
    ///
    /// Those with holes are left out, as in Chameleon: what failed may be one of them.
    func staticStartTag(into list: inout NodeList) {
        var position = element.name.upperBound
        list.write(state.source.bytes[element.startTag.lowerBound..<position])
        writePlace(into: &list)
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
    func staticAttribute(_ attribute: AttributeSyntax, into list: inout NodeList) {
        guard let pieces = attribute.pieces else {
            list.write(separator(before: attribute))
            return list.write(state.written(attribute.whole))
        }
        let name = state.source.text(attribute.name)
        let form = form(of: name, attribute)
        if form.place.meaning != .plain {
            state.checkEntities(in: pieces, "'\(name)'")
            state.checkReferences(in: pieces, "'\(name)'")
        }
        checkStructure(name, at: attribute.name)
        let only = pieces.count == 1 ? pieces[0].hole : nil
        // The values in a text have places of their own.
        let isText = only?.expression.isText == true
        var places = isText ? [] : places(of: decoded(pieces), in: form.place, name)[...]
        if let hole = only {
            let plan = placed(
                hole.expression,
                expressions.plan(hole.expression),
                form.place,
                name
            )
            return whole(plan, form, hole.expression.range, [], into: &list)
        }
        if form.truth.isPresence {
            let plan = expressions.plan(.string(decoded(pieces)), attribute.whole)
            return whole(plan, form, attribute.whole, [], into: &list)
        }
        var nodes = NodeList()
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let range):
                let literal = literal(range, of: attribute)
                nodes.write(index + 1 < pieces.count ? state.beforeValue(literal) : literal)
            case .escapedHole: nodes.write("${".utf8)
            case .hole(let hole):
                let place = places.popFirst() ?? form.place
                nodes.append(expressions.hole(hole.expression, place))
            }
        }
        list.append(.attribute(AttributeNode(form: form, value: .pieces(nodes.finished))))
    }

    /// Text of an attribute, which gets quotes where the source has none.
    private func literal(
        _ range: Range<Int>,
        of attribute: AttributeSyntax
    ) -> ArraySlice<UInt8> {
        let written = state.written(range)
        guard attribute.quote == nil, written.contains(Byte.quote) else { return written }
        return Array(
            written.split(separator: Byte.quote, omittingEmptySubsequences: false)
                .joined(separator: Array("&quot;".utf8))
        )[...]
    }

    /// One attribute of `tal:attributes`.
    private func attribute(
        _ clause: AttributeClauseSyntax,
        _ attribute: TagAttribute,
        into list: inout NodeList
    ) {
        let form = form(of: attribute.name, attribute.original)
        if !isConstant(clause.value) { checkStructure(attribute.name, at: clause.value.range) }
        guard let pieces = clause.value.pieces, !form.truth.isPresence else {
            let value = expressions.plan(clause.value)
            let plan = placed(clause.value, value, form.place, attribute.name)
            let fallback = plan.mayBeDefault ? source(of: attribute) : []
            return whole(plan, form, clause.value.range, fallback, into: &list)
        }
        var places = places(of: pieces, in: form.place, attribute.name)[...]
        var nodes = NodeList()
        for piece in pieces {
            switch piece {
            case .literal(let bytes, _): nodes.write(bytes.escaped(form.place.escaping))
            case .hole(let hole, _):
                let place = places.popFirst() ?? form.place
                nodes.append(expressions.hole(hole, place, translates: false))
            }
        }
        list.append(
            .attribute(
                AttributeNode(form: form, value: .pieces(nodes.finished), clause: clause.range)
            )
        )
    }

    /// An attribute whose value may be nothing, or `default`.
    func whole(
        _ value: ExpressionPlan,
        _ form: AttributeForm,
        _ range: Range<Int>,
        _ fallback: [PageNode],
        into list: inout NodeList
    ) {
        let whole = AttributeNode.Whole(value: value, range: range, fallback: fallback)
        list.append(.attribute(AttributeNode(form: form, value: .whole(whole))))
    }

    /// An attribute as the source has it.
    private func source(of attribute: TagAttribute) -> [PageNode] {
        var list = NodeList()
        if let original = attribute.original { staticAttribute(original, into: &list) }
        return list.finished
    }

    // MARK: - How an attribute is written

    /// How an attribute is written, by its name, as the source or the statement spells it, and
    /// by what the source has of it.
    func form(of name: String, _ original: AttributeSyntax?) -> AttributeForm {
        let opening = opening(named: name, original)
        return AttributeForm(
            opening: opening,
            place: place(of: name, quote: original?.quote),
            truth: AttributeTruth.of(name.lowercased(), on: owner),
            presence: presence(name, opening, original)
        )
    }

    var owner: AttributeOwner {
        AttributeOwner(name: element.ruledName, isHTML: element.vocabulary == .html)
    }

    /// White space, name, `=` and quote of a computed attribute.
    private func opening(named name: String, _ original: AttributeSyntax?) -> [UInt8] {
        guard let original else { return Array(" \(name)=\"".utf8) }
        guard let value = original.value, original.quote != nil else {
            let space = original.whole.lowerBound..<original.name.upperBound
            return separator(before: original) + state.source.bytes[space] + "=\"".utf8
        }
        let opening = state.source.bytes[original.whole.lowerBound..<value.lowerBound]
        return separator(before: original) + opening
    }

    /// A blank where the source has none: what stands before the attribute may go.
    private func separator(before attribute: AttributeSyntax) -> [UInt8] {
        attribute.whole.lowerBound == attribute.name.lowerBound ? [Byte.space] : []
    }

    /// How a boolean attribute is spelled where it is true: bare if the source
    /// spells it so, else with its name as the value.
    private func presence(
        _ name: String,
        _ opening: [UInt8],
        _ original: AttributeSyntax?
    ) -> [UInt8] {
        if let original, original.value == nil { return Array(state.written(original.whole)) }
        return opening + name.utf8 + CollectionOfOne(opening.last ?? Byte.quote)
    }
}

extension AttributeTruth {
    /// Whether the attribute is there or not, and a text is no more than a truth.
    var isPresence: Bool {
        switch self {
        case .presence, .presenceOrWord: true
        case .text, .words: false
        }
    }
}

extension AttributeSyntax {
    fileprivate var hasHoles: Bool {
        pieces?.contains { if case .hole = $0 { true } else { false } } == true
    }
}
