import TemplateSyntax

// Start tags. An attribute is written in one of three ways: in pieces, as a whole value,
// or as one of a set that a mapping has a part in.
extension Checker {
    /// A start tag with its static and computed attributes.
    mutating func startTag(
        _ element: ElementSyntax,
        hasContent: Bool,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let clauses = element.statements?.attributes ?? []
        if clauses.contains(where: { $0.name == nil }) {
            return startTagWithMapping(element, clauses, hasContent, around, into: &list)
        }
        var computed: [String: AttributeClauseSyntax] = [:]
        for clause in clauses {
            if let name = clause.name { computed[source.markup.key(name.text)] = clause }
        }
        let translated = translatedAttributes(element)
        var position = element.startTag.lowerBound
        var seen: Set<String> = []
        for attribute in element.attributes {
            list.write(source.bytes[position..<attribute.whole.lowerBound])
            position = attribute.whole.upperBound
            guard !attribute.isStatement else { continue }
            let clause = computed[attribute.key]
            if let message = translated[attribute.key] {
                guard seen.insert(attribute.key).inserted else { continue }
                translatedAttribute(message, clause, of: element, attribute, around, into: &list)
            } else if let clause {
                guard seen.insert(attribute.key).inserted else { continue }
                let name = source.text(attribute.name)
                self.attribute(clause, named: name, of: element, attribute, around, into: &list)
            } else {
                staticAttribute(attribute, of: element, around, into: &list)
            }
        }
        let tail = TagTail(of: element, from: position, in: source.bytes)
        list.write(source.bytes[tail.gap])
        for clause in clauses {
            guard let name = clause.name?.text, seen.insert(source.markup.key(name)).inserted else {
                continue
            }
            if let message = translated[source.markup.key(name)] {
                translatedAttribute(message, clause, of: element, nil, around, into: &list)
            } else {
                self.attribute(clause, named: name, of: element, nil, around, into: &list)
            }
        }
        for message in element.statements?.translation?.attributes ?? []
        where !seen.contains(message.key) && translated[message.key] != nil {
            translatedAttribute(message, nil, of: element, nil, around, into: &list)
        }
        tail.write(element, hasContent, source.bytes, into: &list)
    }

    /// A start tag with the attributes of the source alone.
    func staticStartTag(_ element: ElementSyntax, into list: inout NodeList) {
        var position = element.startTag.lowerBound
        for attribute in element.attributes {
            list.write(source.bytes[position..<attribute.whole.lowerBound])
            position = attribute.whole.upperBound
            if !attribute.isStatement {
                list.write(source.bytes[attribute.whole])
            }
        }
        let tail = TagTail(of: element, from: position, in: source.bytes)
        list.write(source.bytes[tail.gap])
        tail.write(element, true, source.bytes, into: &list)
    }

    /// An attribute that the source alone decides on, but for holes.
    private mutating func staticAttribute(
        _ attribute: AttributeSyntax,
        of element: ElementSyntax,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let pieces = attribute.pieces, let value = attribute.value else {
            return list.write(source.bytes[attribute.whole])
        }
        let name = source.text(attribute.name)
        let place = place(of: name, in: element, quote: attribute.quote)
        checkPlace(of: pieces.map { $0.stringPiece(source.bytes) }, place, name)
        let opening = Array(source.bytes[attribute.whole.lowerBound..<value.lowerBound])
        if pieces.count == 1, case .hole(let hole) = pieces[0], attribute.quote != nil {
            let plan = plan(hole.expression, around)
            let range = hole.expression.range
            return whole(plan, name, opening, place, nil, range, into: &list)
        }
        var nodes = NodeList()
        for piece in pieces {
            switch piece {
            case .literal(let range): nodes.write(source.bytes[range])
            case .escapedHole: nodes.write("${".utf8)
            case .hole(let hole): self.hole(hole.expression, place, around, into: &nodes)
            }
        }
        let quote = attribute.quote == nil ? [Byte.quote] : []
        self.pieces(nodes, opening + quote, place, into: &list)
    }

    /// One attribute of `tal:attributes`.
    private mutating func attribute(
        _ clause: AttributeClauseSyntax,
        named name: String,
        of element: ElementSyntax,
        _ original: AttributeSyntax?,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let place = place(of: name, in: element, quote: original?.quote)
        checkPlace(of: clause.value, place, name)
        let opening = opening(named: name, original)
        guard let pieces = clause.value.pieces, !isBoolean(name) else {
            let plan = plan(clause.value, around)
            return whole(plan, name, opening, place, original, clause.value.range, into: &list)
        }
        var nodes = NodeList()
        for piece in pieces {
            switch piece {
            case .literal(let bytes, _): nodes.write(bytes.escaped(place.escaping))
            case .hole(let hole, _):
                self.hole(hole, place, translates: false, around, into: &nodes)
            }
        }
        self.pieces(nodes, opening, place, into: &list)
    }

    private mutating func pieces(
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
    mutating func whole(
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
            fallback: fallback.map { Array(source.bytes[$0.whole]) } ?? []
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

    /// White space, name, `=` and quote of a computed attribute.
    func opening(named name: String, _ original: AttributeSyntax?) -> [UInt8] {
        guard let original else { return Array(" \(name)=\"".utf8) }
        guard let value = original.value, original.quote != nil else {
            let space = original.whole.lowerBound..<original.name.upperBound
            return Array(source.bytes[space]) + "=\"".utf8
        }
        return Array(source.bytes[original.whole.lowerBound..<value.lowerBound])
    }

    /// How a boolean attribute is spelled where it is true: bare if the source
    /// spells it so, else with its name as the value.
    private func trueSpelling(
        _ name: String,
        _ opening: [UInt8],
        _ original: AttributeSyntax?
    ) -> [UInt8] {
        if let original, original.value == nil { return Array(source.bytes[original.whole]) }
        return opening + name.utf8 + CollectionOfOne(opening.last ?? Byte.quote)
    }

    /// Whether an attribute stands for a truth value by being there.
    private func isBoolean(_ name: String) -> Bool {
        source.mode == .html && AttributeMeaning.of(name.lowercased()) == .boolean
    }

    // MARK: - Mappings

    /// A start tag whose attributes come from a mapping too, so that
    /// which there are is known only when it is rendered.
    private mutating func startTagWithMapping(
        _ element: ElementSyntax,
        _ clauses: [AttributeClauseSyntax],
        _ hasContent: Bool,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        list.write(source.bytes[element.startTag.lowerBound..<element.name.upperBound])
        let translated = translatedAttributes(element)
        var set = AttributeSetBuilder(source.markup)
        sourceEntries(element, translated, around, into: &set)
        for message in translated.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where message.id != nil && !set.has(message.key) {
            let value = messageValue(message, nil, of: element, nil, around)
            set.set(value, named: message.name.text, clause: nil)
        }
        for (index, clause) in clauses.enumerated() {
            let key = clause.name.map { source.markup.key($0.text) } ?? ""
            if let name = clause.name, let message = translated[key] {
                let original = element.attributes.first { $0.key == message.key }
                let value = messageValue(message, clause, of: element, original, around)
                set.set(value, named: name.text, clause: index)
                continue
            }
            if let name = clause.name?.text {
                checkPlace(of: clause.value, place(of: name, in: element, quote: nil), name)
            }
            let value = plan(clause.value, around)
            if let name = clause.name {
                set.set(value, named: name.text, clause: index)
            } else {
                set.addMapping(value, clause: index)
            }
        }
        let range = clauses.first { $0.name == nil }?.range ?? element.startTag
        let messages = translated.mapValues { _ in around.message }
        list.append(.attributeSet(set.finished(messages, range, element.localName)))
        let end = element.attributes.last?.whole.upperBound ?? element.name.upperBound
        let tail = TagTail(of: element, from: end, in: source.bytes)
        tail.write(element, hasContent, source.bytes, into: &list)
    }

    /// The attributes of the source, those with holes already computed.
    private mutating func sourceEntries(
        _ element: ElementSyntax,
        _ translated: [String: TranslatedAttributeSyntax],
        _ around: Surroundings,
        into set: inout AttributeSetBuilder
    ) {
        for attribute in element.attributes where !attribute.isStatement {
            var value: ExpressionPlan?
            if let message = translated[attribute.key] {
                value = messageValue(message, nil, of: element, attribute, around)
            } else if let pieces = attribute.pieces {
                let name = source.text(attribute.name)
                let place = place(of: name, in: element, quote: attribute.quote)
                let decoded = self.decoded(pieces)
                checkPlace(of: decoded, place, name)
                value = plan(wholeHole(decoded) ?? .string(decoded), attribute.whole, around)
            }
            set.add(attribute, source, value)
        }
    }

    private func wholeHole(_ pieces: [StringPieceSyntax]) -> ExpressionSyntax.Kind? {
        guard pieces.count == 1, case .hole(let expression, _) = pieces[0] else { return nil }
        return expression.kind
    }

    /// The pieces of an attribute with the text that its literals stand for.
    func decoded(_ pieces: [TextPiece]) -> [StringPieceSyntax] {
        pieces.map { piece in
            guard case .literal(let bytes, let range) = piece.stringPiece(source.bytes) else {
                return piece.stringPiece(source.bytes)
            }
            let text = MarkupSource(bytes, source.markup.mode)
            return .literal(CharacterReferences(text).resolve(bytes.indices).bytes, range)
        }
    }
}

extension TextPiece {
    /// The piece as one of a text.
    func stringPiece(_ source: [UInt8]) -> StringPieceSyntax {
        switch self {
        case .literal(let range): .literal(Array(source[range]), range)
        case .escapedHole(let range): .literal(Array("${".utf8), range)
        case .hole(let hole): .hole(hole.expression, hole.range)
        }
    }
}
