extension TemplateCompiler {
    /// Compiles a start tag whose attributes come from a mapping too, so that
    /// which there are is known only when it is rendered.
    mutating func startTagWithMapping(
        _ element: MarkupElement,
        _ clauses: [AttributeClause],
        _ hasContent: Bool
    ) throws(TemplateError) {
        let mark = builder.mark()
        let name = element.startTag.lowerBound..<element.name.upperBound
        builder.write(tree.source.bytes[name])
        let translated = try translatedAttributes(element)
        var entries = try sourceEntries(element, translated)
        var mappings: [AttributeSetPlan.Mapping] = []
        for message in translated.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where message.id != nil && !entries.contains(where: { $0.key == message.key }) {
            let value = try messageValue(message, nil, of: element, nil)
            set(value.register, named: message.name, clause: nil, in: &entries)
        }
        for (index, clause) in clauses.enumerated() {
            if let name = clause.name, let message = translated[key(name)] {
                let original = element.attributes.first { $0.key == message.key }
                let value = try messageValue(message, clause, of: element, original)
                set(value.register, named: name, clause: index, in: &entries)
                continue
            }
            let expression = try expression(clause.expression)
            if let name = clause.name { try checkPlace(of: expression, in: name) }
            let register = try materialize(expression, nil).register
            guard let name = clause.name else {
                mappings.append(.init(register: register, clause: index))
                continue
            }
            set(register, named: name, clause: index, in: &entries)
        }
        var write = Instruction(.attributeSet)
        write.operand = Int32(tables.attributeSets.count)
        let scope = translationScopes[element]
        tables.attributeSets.append(
            AttributeSetPlan(
                entries: entries,
                mappings: mappings,
                messages: translated.mapValues { _ in MessagePlan(scope: scope) }
            )
        )
        builder.place = clauses.first { $0.name == nil }?.expression.range ?? element.startTag
        builder.emitOutput(write)
        let end = element.attributes.last?.whole.upperBound ?? element.name.upperBound
        writeTail(tail(of: element, from: end), element, hasContent)
        builder.release(to: mark)
    }

    /// The attributes of the source, those with holes already computed.
    private mutating func sourceEntries(
        _ element: MarkupElement,
        _ translated: [String: TranslatedAttribute]
    ) throws(TemplateError) -> [AttributeSetPlan.Entry] {
        var entries: [AttributeSetPlan.Entry] = []
        for attribute in element.attributes where !attribute.isStatement {
            var register = Instruction.none
            if let message = translated[attribute.key] {
                register = try messageValue(message, nil, of: element, attribute).register
            } else if let holes = try holes(of: attribute) {
                try checkPlace(of: holes, in: attribute.key)
                let decoded = holes.map(decodedLiteral)
                let expression = Expression(
                    kind: wholeHole(decoded) ?? .string(decoded),
                    range: attribute.whole
                )
                register = try materialize(expression, nil).register
            }
            entries.append(
                .init(
                    key: attribute.key,
                    name: tree.source.text(attribute.name),
                    clause: nil,
                    fallback: builder.literal(tree.source.bytes[attribute.whole]),
                    quote: attribute.quote ?? UInt8(ascii: "\""),
                    register: register,
                    isBare: attribute.value == nil
                )
            )
        }
        return entries
    }

    private func wholeHole(_ pieces: [StringPiece]) -> Expression.Kind? {
        guard pieces.count == 1, case .hole(let expression) = pieces[0] else { return nil }
        return expression.kind
    }

    /// A literal of an attribute as the text that it stands for.
    func decodedLiteral(_ piece: StringPiece) -> StringPiece {
        guard case .literal(let bytes) = piece else { return piece }
        let source = TemplateSource(name: "", validated: bytes, mode: tree.source.mode)
        return .literal(AttributeText(source: source).resolve(bytes.indices).bytes)
    }

    private mutating func set(
        _ register: Int32,
        named name: String,
        clause: Int?,
        in entries: inout [AttributeSetPlan.Entry]
    ) {
        let index = entries.firstIndex { $0.key == key(name) }
        let original = index.map { entries[$0] }
        let entry = AttributeSetPlan.Entry(
            key: key(name),
            name: original?.name ?? name,
            clause: clause,
            fallback: original?.fallback ?? .init(),
            quote: original?.quote ?? UInt8(ascii: "\""),
            register: register,
            isBare: original?.isBare ?? false
        )
        if let index {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }
}
