// `try` of scripts.
extension TemplateCompiler {
    mutating func attempt(_ attempt: PythonAttempt) throws(TemplateError) {
        guard let last = attempt.last else {
            try guarded(attempt)
            return
        }
        let failed = builder.label()
        let done = builder.label()
        let block = PythonFinally(start: builder.label(), wayOn: builder.allocate())
        handler(failed)
        blocks.append(.finally(block))
        try guarded(attempt)
        var exits: [PythonLoopExit] = []
        if case .finally(let block)? = blocks.popLast() { exits = block.exits }
        enter(block, wayOn: 0)
        builder.bindValue(failed)
        set(block.wayOn, to: .integer(0))
        builder.bindValue(block.start)
        blocks.append(.handling)
        try statements(last)
        blocks.removeLast()
        builder.emit(Instruction(.scriptResume))
        for (index, exit) in exits.enumerated() {
            let other = builder.label()
            try jump(to: other, unless: block.wayOn, is: index + 1)
            leave(exit)
            builder.bindValue(other)
        }
        builder.bindValue(done)
    }

    /// Goes to a `finally`, which goes on from there.
    mutating func enter(_ block: PythonFinally, wayOn: Int) {
        builder.emit(Instruction(.popHandler))
        builder.emit(Instruction(.scriptBeginHandling))
        set(block.wayOn, to: .integer(wayOn))
        builder.jumpValue(to: block.start)
    }

    private mutating func set(_ register: Int32, to value: TemplateValue) {
        var constant = Instruction(.constant)
        constant.a = register
        constant.operand = builder.constant(value)
        builder.emit(constant)
    }

    private mutating func jump(
        to other: Label,
        unless register: Int32,
        is number: Int
    ) throws(TemplateError) {
        var compare = pythonStep(.pythonCompare)
        compare.b = register
        compare.plan = constant(.integer(number)).register
        compare.operand = PythonComparison.equal.number
        jump(.jumpIfFalse, on: emit(compare, at: builder.place).register, to: other)
    }

    /// `try` with its `except` clauses and `else`.
    private mutating func guarded(_ attempt: PythonAttempt) throws(TemplateError) {
        guard !attempt.clauses.isEmpty else {
            try statements(attempt.body)
            return
        }
        let failed = builder.label()
        let end = builder.label()
        handler(failed)
        blocks.append(.handler)
        try statements(attempt.body)
        blocks.removeLast()
        builder.emit(Instruction(.popHandler))
        try statements(attempt.otherwise)
        builder.jumpValue(to: end)
        builder.bindValue(failed)
        for clause in attempt.clauses {
            try self.clause(clause, end)
        }
        builder.emit(Instruction(.scriptResume))
        builder.bindValue(end)
    }

    private mutating func clause(
        _ clause: PythonAttempt.Clause,
        _ end: Label
    ) throws(TemplateError) {
        builder.place = clause.range
        let next = builder.label()
        if let kinds = clause.kinds {
            var match = Instruction(.scriptMatch)
            match.operand = Int32(tables.python.exceptions.count)
            match.target = next.number
            tables.python.exceptions.append(kinds)
            builder.emit(match)
        }
        blocks.append(.handling)
        if let name = clause.name, case .bound(let binding) = scope.meaning(of: name) {
            try clauseBody(clause.body, naming: binding.register)
        } else {
            try statements(clause.body)
        }
        blocks.removeLast()
        builder.emit(Instruction(.scriptEndHandling))
        builder.jumpValue(to: end)
        builder.bindValue(next)
    }

    /// The body of a clause with a name, which is gone behind it in any case.
    private mutating func clauseBody(
        _ body: [PythonStatement],
        naming register: Int32
    ) throws(TemplateError) {
        let failed = builder.label()
        let done = builder.label()
        var caught = Instruction(.scriptCaught)
        caught.a = register
        builder.emit(caught)
        handler(failed)
        blocks.append(.variable(register))
        try statements(body)
        blocks.removeLast()
        builder.emit(Instruction(.popHandler))
        unbind(register)
        builder.jumpValue(to: done)
        builder.bindValue(failed)
        unbind(register)
        builder.emit(Instruction(.scriptResume))
        builder.bindValue(done)
    }

    mutating func unbind(_ register: Int32) {
        var unbind = Instruction(.scriptUnbind)
        unbind.a = register
        builder.emit(unbind)
    }
}
