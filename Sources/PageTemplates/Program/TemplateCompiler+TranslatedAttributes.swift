extension TemplateCompiler {
    /// The attributes of an element that are translated, by their keys.
    ///
    /// One with an id needs no value in the source: the element gets it.
    func translatedAttributes(
        _ element: MarkupElement
    ) throws(TemplateError) -> [String: TranslatedAttribute] {
        var attributes: [String: TranslatedAttribute] = [:]
        let clauses = element.statements?.attributes ?? []
        for attribute in element.statements?.translation?.attributes ?? [] {
            let exists = element.attributes.contains {
                !$0.isStatement && $0.key == attribute.key
            }
            let isSet = clauses.contains { $0.name.map(key) ?? attribute.key == attribute.key }
            guard exists || isSet || attribute.id != nil else {
                throw missing(attribute, element)
            }
            attributes[attribute.key] = attribute
        }
        return attributes
    }

    private func missing(
        _ attribute: TranslatedAttribute,
        _ element: MarkupElement
    ) -> TemplateError {
        let keys = element.attributes.filter { !$0.isStatement }.map(\.key)
        return TemplateError(
            .misplacedStatement,
            "the element has no attribute '\(attribute.name)' to translate",
            in: tree.source,
            at: attribute.range,
            notes: NearestNames.note(attribute.name, among: keys)
        )
    }

    /// Compiles an attribute that is translated: the value that a statement
    /// gives it, or that of the source.
    mutating func translatedAttribute(
        _ attribute: TranslatedAttribute,
        _ clause: AttributeClause?,
        of element: MarkupElement,
        _ original: MarkupAttribute?
    ) throws(TemplateError) {
        let mark = builder.mark()
        let value = try messageValue(attribute, clause, of: element, original)
        let name = original.map { tree.source.text($0.name) } ?? clause?.name ?? attribute.name
        builder.place = clause?.expression.range ?? attribute.range
        computedAttribute(
            value,
            name,
            opening(named: name, original),
            original?.quote,
            fallback: nil
        )
        builder.release(to: mark)
    }

    /// The message that is the value of an attribute.
    mutating func messageValue(
        _ attribute: TranslatedAttribute,
        _ clause: AttributeClause?,
        of element: MarkupElement,
        _ original: MarkupAttribute?
    ) throws(TemplateError) -> Operand {
        var plan = MessagePlan(id: attribute.id, scope: translationScopes[element])
        var computed: Materialized?
        if let original {
            computed = try readText(of: original, into: &plan)
        } else if clause == nil {
            plan.text = attribute.id
        }
        let value = try clause.map { clause throws(TemplateError) in
            let expression = try expression(clause.expression)
            try checkPlace(of: expression, in: attribute.name)
            return try materialize(expression, nil)
        }
        if value == nil || value?.mayBeDefault == true, original != nil || attribute.id != nil {
            noteAttribute(plan, attribute, of: element)
        }
        return message(plan, value ?? computed)
    }

    /// Reads the text of an attribute in the source: one whose holes are only
    /// variables has names in their places, any other one is computed.
    private mutating func readText(
        of attribute: MarkupAttribute,
        into plan: inout MessagePlan
    ) throws(TemplateError) -> Materialized? {
        guard let pieces = try holes(of: attribute)?.map(decodedLiteral) else {
            plan.text = decodedValue(of: attribute)
            return nil
        }
        try checkPlace(of: pieces, in: attribute.key)
        var text: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes):
                text += bytes
            case .hole(let hole):
                guard let name = hole.variableName else {
                    let whole = Expression(kind: .string(pieces), range: attribute.whole)
                    return try materialize(whole, nil)
                }
                plan.names.append((name, try materialize(hole, nil).register))
                text += "${\(name)}".utf8
            }
        }
        plan.text = String(decoding: text, as: UTF8.self)
        return nil
    }
}
