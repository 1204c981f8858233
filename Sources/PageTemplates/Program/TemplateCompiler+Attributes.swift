extension TemplateCompiler {
    /// Compiles a start tag with its static and computed attributes.
    mutating func startTag(_ element: MarkupElement, hasContent: Bool) throws(TemplateError) {
        let clauses = element.statements?.attributes ?? []
        if clauses.contains(where: { $0.name == nil }) {
            try startTagWithMapping(element, clauses, hasContent)
            return
        }
        var computed: [String: AttributeClause] = [:]
        for clause in clauses {
            computed[key(clause.name ?? "")] = clause
        }
        let translated = try translatedAttributes(element)
        var position = element.startTag.lowerBound
        var seen: Set<String> = []
        for attribute in element.attributes {
            builder.write(tree.source.bytes[position..<attribute.whole.lowerBound])
            position = attribute.whole.upperBound
            guard !attribute.isStatement else { continue }
            if let message = translated[attribute.key] {
                guard seen.insert(attribute.key).inserted else { continue }
                let clause = computed[attribute.key]
                try translatedAttribute(message, clause, of: element, attribute)
            } else if let clause = computed[attribute.key] {
                guard seen.insert(attribute.key).inserted else { continue }
                try self.attribute(clause, named: tree.source.text(attribute.name), attribute)
            } else {
                try staticAttribute(attribute)
            }
        }
        let tail = tail(of: element, from: position)
        builder.write(tree.source.bytes[tail.gap])
        for clause in clauses {
            guard let name = clause.name, seen.insert(key(name)).inserted else { continue }
            if let message = translated[key(name)] {
                try translatedAttribute(message, clause, of: element, nil)
            } else {
                try self.attribute(clause, named: name, nil)
            }
        }
        for message in element.statements?.translation?.attributes ?? []
        where !seen.contains(message.key) {
            try translatedAttribute(message, nil, of: element, nil)
        }
        writeTail(tail, element, hasContent)
    }

    /// Writes a start tag with the attributes of the source alone.
    mutating func staticStartTag(_ element: MarkupElement) {
        var position = element.startTag.lowerBound
        for attribute in element.attributes {
            builder.write(tree.source.bytes[position..<attribute.whole.lowerBound])
            position = attribute.whole.upperBound
            if !attribute.isStatement {
                builder.write(tree.source.bytes[attribute.whole])
            }
        }
        let tail = tail(of: element, from: position)
        builder.write(tree.source.bytes[tail.gap])
        writeTail(tail, element, true)
    }

    /// Compiles an attribute that the source alone decides on, but for holes.
    private mutating func staticAttribute(
        _ attribute: MarkupAttribute
    ) throws(TemplateError) {
        guard let holes = try holes(of: attribute), let value = attribute.value else {
            builder.write(tree.source.bytes[attribute.whole])
            return
        }
        try checkPlace(of: holes, in: attribute.key)
        let opening = Array(tree.source.bytes[attribute.whole.lowerBound..<value.lowerBound])
        if holes.count == 1, case .hole(let expression) = holes[0], attribute.quote != nil {
            let name = tree.source.text(attribute.name)
            try computedAttribute(expression, name, opening, attribute.quote, fallback: nil)
            return
        }
        let escaping = Escaping(quote: attribute.quote)
        builder.write(opening)
        if attribute.quote == nil { builder.write("\"".utf8) }
        for hole in holes {
            switch hole {
            case .literal(let bytes): builder.write(bytes)
            case .hole(let expression): try self.hole(expression, escaping: escaping)
            }
        }
        builder.write(CollectionOfOne(attribute.quote ?? UInt8(ascii: "\"")))
    }

    /// Compiles one attribute of `tal:attributes`.
    private mutating func attribute(
        _ clause: AttributeClause,
        named name: String,
        _ original: MarkupAttribute?
    ) throws(TemplateError) {
        let expression = try expression(clause.expression)
        try checkPlace(of: expression, in: name)
        let opening = opening(named: name, original)
        let quote = original?.quote
        guard let pieces = expression.pieces, !isBoolean(name) else {
            try computedAttribute(expression, name, opening, quote, fallback: original)
            return
        }
        let escaping = Escaping(quote: quote)
        builder.write(opening)
        let end = builder.label()
        let text = Expression(kind: .string(pieces), range: expression.range)
        _ = try insert(text, escaping: escaping, onDefault: end)
        builder.write(CollectionOfOne(quote ?? UInt8(ascii: "\"")))
    }

    /// Compiles an attribute whose value may be nothing, or `default`.
    private mutating func computedAttribute(
        _ expression: Expression,
        _ name: String,
        _ opening: [UInt8],
        _ quote: UInt8?,
        fallback: MarkupAttribute?
    ) throws(TemplateError) {
        let mark = builder.mark()
        let value = try operand(expression, nil)
        builder.place = expression.range
        computedAttribute(value, name, opening, quote, fallback: fallback)
        builder.release(to: mark)
    }

    /// Compiles the writing of an attribute.
    mutating func computedAttribute(
        _ value: Operand,
        _ name: String,
        _ opening: [UInt8],
        _ quote: UInt8?,
        fallback: MarkupAttribute?
    ) {
        var write = Instruction(.attribute)
        write.escaping = Escaping(quote: quote)
        write.a = value.register
        write.operand = value.member
        write.cache = value.cache
        write.calls = value.isCalled
        write.plan = Int32(tables.attributes.count)
        tables.attributes.append(
            AttributePlan(
                opening: builder.literal(opening),
                quote: quote ?? UInt8(ascii: "\""),
                fallback: builder.literal(fallback.map { tree.source.bytes[$0.whole] } ?? []),
                boolean: isBoolean(name) ? trueSpelling(name, opening, fallback) : nil
            )
        )
        builder.emitOutput(write)
    }

    /// White space, name, `=` and quote of a computed attribute.
    func opening(named name: String, _ original: MarkupAttribute?) -> [UInt8] {
        guard let original else { return Array(" \(name)=\"".utf8) }
        guard let value = original.value, original.quote != nil else {
            let space = original.whole.lowerBound..<original.name.upperBound
            return Array(tree.source.bytes[space]) + "=\"".utf8
        }
        return Array(tree.source.bytes[original.whole.lowerBound..<value.lowerBound])
    }

    /// How a boolean attribute is spelled where it is true: bare if the source
    /// spells it so, else with its name as the value.
    private mutating func trueSpelling(
        _ name: String,
        _ opening: [UInt8],
        _ original: MarkupAttribute?
    ) -> Instruction.Literal {
        if let original, original.value == nil {
            return builder.literal(tree.source.bytes[original.whole])
        }
        let quote = CollectionOfOne(opening.last ?? UInt8(ascii: "\""))
        return builder.literal(opening + name.utf8 + quote)
    }

    /// Whether an attribute stands for a truth value by being there.
    func isBoolean(_ name: String) -> Bool {
        tree.source.mode == .html && AttributeMeaning.of(name.lowercased()) == .boolean
    }

    /// The spelling of an attribute's name that names are compared by.
    func key(_ name: String) -> String {
        tree.source.mode == .html ? name.lowercased() : name
    }
}

extension Escaping {
    /// The escaping inside of a quoted value; unquoted ones get `"`.
    init(quote: UInt8?) {
        self = quote == UInt8(ascii: "'") ? .singleQuoted : .doubleQuoted
    }
}
