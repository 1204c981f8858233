import TemplateSyntax

// `try` of scripts.
extension ScriptEmitter {
    mutating func attempt(_ attempt: PythonAttempt) {
        guard let last = attempt.last else {
            guarded(attempt)
            return
        }
        let failed = emitter.builder.label()
        let done = emitter.builder.label()
        let block = PythonFinally(start: emitter.builder.label(), wayOn: emitter.builder.allocate())
        handler(failed)
        blocks.append(.finally(block))
        guarded(attempt)
        var exits: [PythonLoopExit] = []
        if case .finally(let block)? = blocks.popLast() { exits = block.exits }
        enter(block, wayOn: 0)
        emitter.builder.bindValue(failed)
        set(block.wayOn, to: .integer(0))
        emitter.builder.bindValue(block.start)
        blocks.append(.handling)
        statements(last)
        blocks.removeLast()
        emitter.builder.emit(Instruction(.scriptResume))
        for (index, exit) in exits.enumerated() {
            let other = emitter.builder.label()
            jump(to: other, unless: block.wayOn, is: index + 1)
            leave(exit)
            emitter.builder.bindValue(other)
        }
        emitter.builder.bindValue(done)
    }

    /// Goes to a `finally`, which goes on from there.
    mutating func enter(_ block: PythonFinally, wayOn: Int) {
        emitter.builder.emit(Instruction(.popHandler))
        emitter.builder.emit(Instruction(.scriptBeginHandling))
        set(block.wayOn, to: .integer(wayOn))
        emitter.builder.jumpValue(to: block.start)
    }

    private mutating func set(_ register: Int32, to value: TemplateValue) {
        var constant = Instruction(.constant)
        constant.a = register
        constant.operand = emitter.builder.constant(value)
        emitter.builder.emit(constant)
    }

    private mutating func jump(
        to other: ProgramBuilder.Label,
        unless register: Int32,
        is number: Int
    ) {
        var compare = python.pythonStep(.pythonCompare)
        compare.b = register
        compare.plan = emitter.constant(.integer(number)).register
        compare.operand = PythonComparison.equal.number
        python.jump(
            .jumpIfFalse,
            on: python.emit(compare, at: emitter.builder.place).register,
            to: other
        )
    }

    /// `try` with its `except` clauses and `else`.
    private mutating func guarded(_ attempt: PythonAttempt) {
        guard !attempt.clauses.isEmpty else {
            statements(attempt.body)
            return
        }
        let failed = emitter.builder.label()
        let end = emitter.builder.label()
        handler(failed)
        blocks.append(.handler)
        statements(attempt.body)
        blocks.removeLast()
        emitter.builder.emit(Instruction(.popHandler))
        statements(attempt.otherwise)
        emitter.builder.jumpValue(to: end)
        emitter.builder.bindValue(failed)
        for clause in attempt.clauses {
            self.clause(clause, end)
        }
        emitter.builder.emit(Instruction(.scriptResume))
        emitter.builder.bindValue(end)
    }

    private mutating func clause(
        _ clause: PythonAttempt.Clause,
        _ end: ProgramBuilder.Label
    ) {
        emitter.builder.place = clause.range
        let next = emitter.builder.label()
        if let kinds = clause.kinds {
            var match = Instruction(.scriptMatch)
            match.operand = Int32(emitter.tables.python.exceptions.count)
            match.target = next.number
            emitter.tables.python.exceptions.append(kinds)
            emitter.builder.emit(match)
        }
        blocks.append(.handling)
        if let name = clause.name, let register = register(of: name) {
            clauseBody(clause.body, naming: register)
        } else {
            statements(clause.body)
        }
        blocks.removeLast()
        emitter.builder.emit(Instruction(.scriptEndHandling))
        emitter.builder.jumpValue(to: end)
        emitter.builder.bindValue(next)
    }

    /// The body of a clause with a name, which is gone behind it in any case.
    private mutating func clauseBody(
        _ body: [PythonStatement],
        naming register: Int32
    ) {
        let failed = emitter.builder.label()
        let done = emitter.builder.label()
        var caught = Instruction(.scriptCaught)
        caught.a = register
        emitter.builder.emit(caught)
        handler(failed)
        blocks.append(.variable(register))
        statements(body)
        blocks.removeLast()
        emitter.builder.emit(Instruction(.popHandler))
        unbind(register)
        emitter.builder.jumpValue(to: done)
        emitter.builder.bindValue(failed)
        unbind(register)
        emitter.builder.emit(Instruction(.scriptResume))
        emitter.builder.bindValue(done)
    }

    mutating func unbind(_ register: Int32) {
        var unbind = Instruction(.scriptUnbind)
        unbind.a = register
        emitter.builder.emit(unbind)
    }
}
