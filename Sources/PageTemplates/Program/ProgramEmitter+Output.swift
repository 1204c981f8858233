// Holes and attributes.
extension ProgramEmitter {
    func hole(_ hole: Hole) {
        let original = builder.label()
        write(hole, onDefault: original)
        guard let otherwise = hole.otherwise else { return }
        if otherwise.isEmpty {
            builder.bind(original)
        } else {
            let end = builder.label()
            builder.jump(to: end)
            builder.bind(original)
            nodes(otherwise)
            builder.bind(end)
        }
    }

    private func write(_ hole: Hole, onDefault: Label) {
        if hole.isStructure {
            let mark = builder.mark()
            write(.structure, operand(of: hole.value, nil), .text, true, onDefault: onDefault)
            builder.release(to: mark)
        } else {
            insert(hole.value, hole.place.escaping, hole.translates, onDefault: onDefault)
        }
    }

    /// Emits the insertion of a value as text; a `default` leads to a label.
    private func insert(
        _ plan: ExpressionPlan,
        _ escaping: Escaping,
        _ translates: Bool,
        onDefault: Label
    ) {
        let mark = builder.mark()
        defer { builder.release(to: mark) }
        builder.place = plan.range
        switch plan.kind {
        case .first(let alternatives):
            insertFirst(alternatives, escaping, translates, onDefault: onDefault)
        case .text(let parts):
            for part in parts { insert(part, escaping) }
        case .path(let path) where path.isNothing:
            break
        case .path(let path) where path.isDefault:
            builder.jump(to: onDefault)
        default:
            write(.text, operand(of: plan, nil), escaping, translates, onDefault: onDefault)
        }
    }

    /// A piece of a text, in which messages are their plain ids.
    private func insert(_ part: ExpressionPlan.TextPart, _ escaping: Escaping) {
        switch part {
        case .literal(let bytes): builder.write(bytes.escaped(escaping))
        case .value(let plan):
            let end = builder.label()
            insert(plan, escaping, false, onDefault: end)
            if plan.mayBeDefault { builder.bind(end) }
        }
    }

    /// Alternatives that are inserted: each writes by itself, so that no value
    /// has to be kept.
    private func insertFirst(
        _ alternatives: [ExpressionPlan],
        _ escaping: Escaping,
        _ translates: Bool,
        onDefault: Label
    ) {
        let done = builder.label()
        for alternative in alternatives.dropLast() {
            let next = builder.label()
            builder.flush()
            let operand = operand(of: alternative, next)
            write(.text, operand, escaping, translates, onDefault: onDefault)
            builder.jump(to: done)
            builder.bind(next)
        }
        if let last = alternatives.last {
            insert(last, escaping, translates, onDefault: onDefault)
        }
        builder.bind(done)
    }

    private func write(
        _ opcode: Opcode,
        _ operand: Operand,
        _ escaping: Escaping,
        _ translates: Bool,
        onDefault: Label
    ) {
        var write = Instruction(opcode)
        write.escaping = escaping
        write.translates = translates
        write.a = operand.register
        write.operand = operand.member
        write.cache = operand.cache
        write.calls = operand.isCalled
        write.failure = operand.failure?.number ?? Instruction.none
        write.target = operand.mayBeDefault ? onDefault.number : Instruction.none
        builder.emitOutput(write)
    }

    /// Emits a jump that is taken where an expression is false.
    func jump(unless test: ExpressionPlan, to label: Label) {
        var opcode = Opcode.jumpIfFalse
        var test = test
        while case .not(let inner) = test.kind {
            opcode = opcode == .jumpIfFalse ? .jumpIfTrue : .jumpIfFalse
            test = inner
        }
        let operand = operand(of: test, nil)
        var jump = Instruction(opcode)
        jump.a = operand.register
        jump.operand = operand.member
        jump.cache = operand.cache
        jump.calls = operand.isCalled
        jump.target = label.number
        builder.emitOutput(jump)
    }

    // MARK: - Attributes

    func attribute(_ attribute: AttributeNode) {
        switch attribute.value {
        case .pieces(let pieces):
            builder.write(attribute.opening)
            nodes(pieces)
            builder.write(CollectionOfOne(attribute.quote))
        case .whole(let whole):
            self.attribute(attribute, whole)
        }
    }

    private func attribute(_ attribute: AttributeNode, _ whole: AttributeNode.Whole) {
        let mark = builder.mark()
        let value = operand(of: whole.value, nil)
        builder.place = whole.range
        var write = Instruction(.attribute)
        write.escaping = attribute.place.escaping
        write.a = value.register
        write.operand = value.member
        write.cache = value.cache
        write.calls = value.isCalled
        write.plan = Int32(tables.attributes.count)
        tables.attributes.append(
            AttributePlan(
                opening: builder.literal(attribute.opening),
                quote: attribute.quote,
                fallback: builder.literal(whole.fallback),
                boolean: whole.boolean.map { builder.literal($0) }
            )
        )
        builder.emitOutput(write)
        builder.release(to: mark)
    }

    func attributeSet(_ set: AttributeSet) {
        let mark = builder.mark()
        let values = set.values.map { register(of: $0) }
        var write = Instruction(.attributeSet)
        write.operand = Int32(tables.attributeSets.count)
        tables.attributeSets.append(
            AttributeSetPlan(
                entries: set.entries.map { entry in
                    .init(
                        key: entry.key,
                        name: entry.name,
                        clause: entry.clause,
                        fallback: builder.literal(entry.fallback),
                        quote: entry.quote,
                        register: entry.value.map { values[$0] } ?? Instruction.none,
                        isBare: entry.isBare
                    )
                },
                mappings: set.mappings.map { .init(register: values[$0.value], clause: $0.clause) },
                messages: set.messages.mapValues { MessagePlan(scope: $0) }
            )
        )
        builder.place = set.range
        builder.emitOutput(write)
        builder.release(to: mark)
    }
}

extension PathPlan {
    /// Whether it is `nothing`, and no more.
    fileprivate var isNothing: Bool {
        if steps.isEmpty, case .nothing = root { true } else { false }
    }

    /// Whether it is `default`, and no more.
    fileprivate var isDefault: Bool {
        if steps.isEmpty, case .default = root { true } else { false }
    }
}
