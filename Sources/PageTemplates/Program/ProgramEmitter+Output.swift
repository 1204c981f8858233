// SPDX-License-Identifier: Apache-2.0

// Holes.
extension ProgramEmitter {
    func hole(_ hole: Hole) {
        countInsertion(at: hole.value.range)
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

    private func write(_ hole: Hole, onDefault: Address) {
        if hole.isStructure {
            let mark = builder.mark()
            let value = value(of: hole.value)
            let writing = hole.place.writing
            builder.emitOutput(.structure(insertion(value, writing, true, onDefault: onDefault)))
            builder.release(to: mark)
        } else {
            insert(hole.value, hole.place.writing, hole.translates, onDefault: onDefault)
        }
    }

    /// Emits the insertion of a value as text; a `default` leads to a label.
    private func insert(
        _ plan: ExpressionPlan,
        _ writing: Writing,
        _ translates: Bool,
        onDefault: Address
    ) {
        let mark = builder.mark()
        defer { builder.release(to: mark) }
        builder.place = plan.range
        switch plan.kind {
        case .first(let alternatives):
            insertFirst(alternatives, writing, translates, onDefault: onDefault)
        case .text(let parts) where writing.filter.takesPieces:
            for part in parts { insert(part, writing) }
        case .path(let path) where path.isNothing:
            if let word = writing.filter.nothing { builder.write(word.utf8) }
        case .path(let path) where path.isDefault:
            builder.jump(to: onDefault)
        default:
            write(value(of: plan), writing, translates, onDefault: onDefault)
        }
    }

    /// A piece of a text, in which messages are their plain ids.
    private func insert(_ part: ExpressionPlan.TextPart, _ writing: Writing) {
        switch part {
        case .literal(let bytes): builder.write(bytes.escaped(writing.escaping))
        case .value(let plan), .filtered(let plan, _):
            let end = builder.label()
            insert(plan, writing, false, onDefault: end)
            if plan.mayBeDefault { builder.bind(end) }
        }
    }

    /// Alternatives that are inserted: each writes by itself, so that no value
    /// has to be kept.
    private func insertFirst(
        _ alternatives: [ExpressionPlan],
        _ writing: Writing,
        _ translates: Bool,
        onDefault: Address
    ) {
        let done = builder.label()
        for alternative in alternatives.dropLast() {
            let next = builder.label()
            builder.flush()
            let value = counted(value(of: alternative, next), alternative)
            write(value, writing, translates, onDefault: onDefault)
            builder.jump(to: done)
            builder.bind(next)
        }
        if let last = alternatives.last {
            insertLast(last, writing, translates, onDefault: onDefault)
        }
        builder.bind(done)
    }

    /// The last alternative, whose value may be text of the template alone.
    private func insertLast(
        _ plan: ExpressionPlan,
        _ writing: Writing,
        _ translates: Bool,
        onDefault: Address
    ) {
        guard points != nil else {
            return insert(plan, writing, translates, onDefault: onDefault)
        }
        switch plan.kind {
        case .path(let path) where !path.isNothing && !path.isDefault:
            builder.place = plan.range
            let value = counted(value(of: plan), plan)
            write(value, writing, translates, onDefault: onDefault)
        default:
            countAlternative(at: plan.range)
            insert(plan, writing, translates, onDefault: onDefault)
        }
    }

    private func write(
        _ value: EmittedValue,
        _ writing: Writing,
        _ translates: Bool,
        onDefault: Address
    ) {
        builder.emitOutput(.text(insertion(value, writing, translates, onDefault: onDefault)))
    }

    private func insertion(
        _ value: EmittedValue,
        _ writing: Writing,
        _ translates: Bool,
        onDefault: Address
    ) -> Insertion {
        Insertion(
            value: value.operand,
            onDefault: value.mayBeDefault ? onDefault : .nowhere,
            writing: writing,
            translates: translates
        )
    }

    /// Emits a jump that is taken where an expression is false.
    func jump(unless test: ExpressionPlan, to label: Address) {
        var test = test
        var isNegated = false
        while case .not(let inner) = test.kind {
            isNegated.toggle()
            test = inner
        }
        let value = value(of: test).operand
        builder.emitOutput(
            isNegated ? .jumpIfTrue(value, to: label) : .jumpIfFalse(value, to: label)
        )
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
