extension TemplateCompiler {
    /// Compiles the insertion of a statement's value.
    ///
    /// A `default` leads to `onDefault`; the result says whether it can.
    mutating func insert(
        _ clause: ContentClause,
        onDefault: Label
    ) throws(TemplateError) -> Bool {
        let expression = try expression(clause.expression)
        guard clause.isStructure else {
            return try insert(expression, escaping: .text, onDefault: onDefault)
        }
        if let literal = expression.literal {
            builder.write(literal)
            return false
        }
        let mark = builder.mark()
        defer { builder.release(to: mark) }
        return write(
            .structure,
            try operand(expression.hasAlternatives ? expression.trusted : expression, nil),
            .text,
            onDefault: onDefault
        )
    }

    /// Compiles the insertion of a value as text.
    ///
    /// A `default` leads to `onDefault`; the result says whether it can.
    mutating func insert(
        _ expression: Expression,
        escaping: Escaping,
        onDefault: Label
    ) throws(TemplateError) -> Bool {
        let mark = builder.mark()
        defer { builder.release(to: mark) }
        builder.place = expression.range
        switch expression.kind {
        case .path(let alternatives) where alternatives.count > 1:
            return try insertFirst(alternatives, escaping, onDefault: onDefault)
        case .path(let alternatives):
            return try insert(alternatives[0], escaping: escaping, onDefault: onDefault)
        case .string(let pieces):
            try insert(pieces, escaping)
            return false
        case .walk(let walk) where isNothing(walk):
            return false
        case .walk(let walk) where isDefault(walk):
            builder.jump(to: onDefault)
            return true
        default:
            return write(
                .text,
                try operand(expression, nil),
                escaping,
                onDefault: onDefault
            )
        }
    }

    /// Alternatives that are inserted: each writes by itself, so that no value
    /// has to be kept.
    private mutating func insertFirst(
        _ alternatives: [Expression],
        _ escaping: Escaping,
        onDefault: Label
    ) throws(TemplateError) -> Bool {
        let done = builder.label()
        var usesDefault = false
        for alternative in alternatives.dropLast() {
            let next = builder.label()
            builder.flush()
            let operand = try operand(alternative, next)
            usesDefault = write(.text, operand, escaping, onDefault: onDefault) || usesDefault
            builder.jump(to: done)
            builder.bind(next)
        }
        let last = alternatives[alternatives.count - 1]
        usesDefault =
            try insert(last, escaping: escaping, onDefault: onDefault) || usesDefault
        builder.bind(done)
        return usesDefault
    }

    private mutating func insert(
        _ pieces: [StringPiece],
        _ escaping: Escaping
    ) throws(TemplateError) {
        let outer = insertsPlainIDs
        insertsPlainIDs = true
        defer { insertsPlainIDs = outer }
        for piece in pieces {
            switch piece {
            case .literal(let bytes): builder.write(bytes.escaped(escaping))
            case .hole(let expression): try hole(expression, escaping: escaping)
            }
        }
    }

    /// Compiles the writing of a value; says whether a `default` leads away.
    mutating func write(
        _ opcode: Opcode,
        _ operand: Operand,
        _ escaping: Escaping,
        onDefault: Label
    ) -> Bool {
        var write = Instruction(opcode)
        write.escaping = escaping
        write.translates = !insertsPlainIDs
        write.a = operand.register
        write.operand = operand.member
        write.cache = operand.cache
        write.calls = operand.isCalled
        write.failure = operand.failure?.number ?? Instruction.none
        write.target = operand.mayBeDefault ? onDefault.number : Instruction.none
        builder.emitOutput(write)
        return operand.mayBeDefault
    }

    /// Compiles a jump that is taken where an expression is false.
    mutating func jump(
        unless expression: Expression,
        to label: Label
    ) throws(TemplateError) {
        try jump(.jumpIfFalse, expression, to: label)
    }

    private mutating func jump(
        _ opcode: Opcode,
        _ expression: Expression,
        to label: Label
    ) throws(TemplateError) {
        if case .not(let inner) = expression.kind {
            try jump(opcode == .jumpIfFalse ? .jumpIfTrue : .jumpIfFalse, inner, to: label)
            return
        }
        let operand = try operand(expression, nil)
        var jump = Instruction(opcode)
        jump.a = operand.register
        jump.operand = operand.member
        jump.cache = operand.cache
        jump.calls = operand.isCalled
        jump.target = label.number
        builder.emitOutput(jump)
    }

    private func isNothing(_ walk: PathWalk) -> Bool {
        isBuiltin(.nothing, walk)
    }

    private func isDefault(_ walk: PathWalk) -> Bool {
        isBuiltin(.default, walk)
    }

    func isBuiltin(_ builtin: Scope.Builtin, _ walk: PathWalk) -> Bool {
        guard walk.steps.isEmpty, case .builtin(builtin) = scope.meaning(of: walk.root) else {
            return false
        }
        return true
    }
}
