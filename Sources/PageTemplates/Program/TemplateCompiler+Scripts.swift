/// What stands around a statement of a script, as far as leaving a loop has to
/// undo it.
enum PythonBlock {
    case loop(end: ProgramBuilder.Label, next: ProgramBuilder.Label)

    /// A handler waits for errors.
    case handler

    /// An error, or a `finally`, is being handled.
    case handling

    /// A handler that removes the variable of an `except` clause.
    case variable(Int32)

    /// A `finally` waits for whatever leaves the block.
    case finally(PythonFinally)
}

/// A `finally` and the ways on from it.
struct PythonFinally {
    let start: ProgramBuilder.Label

    /// The register that says how to go on: 0 for the next statement, else one
    /// more than the index of an exit.
    let wayOn: Int32
    var exits: [PythonLoopExit] = []
}

extension TemplateCompiler {
    /// Compiles a script: it writes nothing.
    ///
    /// Variables live in registers of the script, so that no pointer that
    /// anything else holds sees them change. However the script ends, what it has
    /// bound becomes global then.
    mutating func script(of work: ElementWork) throws(TemplateError) {
        guard let script = scripts[work.element] else { return }
        reads.runsScripts = true
        builder.flush()
        let mark = builder.mark()
        let bindings = scope.bindings.count
        let outer = (python, blocks)
        (python, blocks) = (PythonFrame(), [])
        let plan = Int32(tables.python.scripts.count)
        tables.python.scripts.append(bindVariables(script))
        emit(.scriptBegin, operand: plan)
        let failed = builder.label()
        let done = builder.label()
        handler(failed)
        try statements(script.statements)
        builder.emit(Instruction(.popHandler))
        emit(.scriptEnd, operand: plan)
        builder.jumpValue(to: done)
        builder.bindValue(failed)
        emit(.scriptEnd, operand: plan)
        builder.emit(Instruction(.scriptResume))
        builder.bindValue(done)
        (python, blocks) = outer
        scope.unbind(to: bindings)
        builder.release(to: mark)
    }

    /// Gives the names that a script binds registers of its own.
    private mutating func bindVariables(_ script: PythonScript) -> ScriptPlan {
        let variables = script.names.map { name in
            let global = globalPlan(name)
            var outer = global.registers[0]
            if case .bound(let binding) = scope.meaning(of: name) { outer = binding.register }
            return ScriptPlan.Variable(
                register: builder.allocate(),
                outer: outer,
                global: global
            )
        }
        for variable in variables {
            scope.bind(
                .init(
                    name: variable.global.name,
                    register: variable.register,
                    mayBeDefault: true,
                    loop: nil,
                    mayBeMissing: true
                )
            )
        }
        return ScriptPlan(variables: variables)
    }

    private mutating func emit(_ opcode: Opcode, operand: Int32) {
        var step = Instruction(opcode)
        step.operand = operand
        builder.emit(step)
    }

    /// Lets errors from here on lead to a label.
    mutating func handler(_ label: Label) {
        var push = Instruction(.pushHandler)
        push.target = label.number
        push.calls = true
        builder.emit(push)
    }

    // MARK: Statements

    mutating func statements(_ statements: [PythonStatement]) throws(TemplateError) {
        for statement in statements {
            let mark = builder.mark()
            try self.statement(statement)
            builder.release(to: mark)
        }
    }

    private mutating func statement(_ statement: PythonStatement) throws(TemplateError) {
        try descend(by: Self.statementDepth, at: statement.range)
        defer { depth -= Self.statementDepth }
        builder.place = statement.range
        switch statement.kind {
        case .pass: break
        case .expression(let node): _ = try value(node)
        case .assignment(let places, let node): try assign(node, to: places)
        case .augmented(let place, let symbol, let node): try update(place, symbol, node)
        case .delete(let places):
            for place in places { try delete(place) }
        case .exit(let exit): leave(exit)
        case .raise(let node): try raise(node, statement.range)
        case .branches(let branches): try self.branches(branches)
        case .whileLoop(let condition, let bodies): try whileLoop(condition, bodies)
        case .forLoop(let target, let node, let bodies): try forLoop(target, node, bodies)
        case .attempt(let attempt): try self.attempt(attempt)
        }
    }

    /// What a statement counts for in the depth of the compiler's recursion.
    private static let statementDepth = 4

    private mutating func raise(
        _ node: PythonNode?,
        _ range: Range<Int>
    ) throws(TemplateError) {
        var raise = Instruction(.scriptRaise)
        if let node { raise.b = try value(node).register }
        builder.place = range
        builder.emit(raise)
    }

    private mutating func branches(_ branches: [PythonBranch]) throws(TemplateError) {
        let end = builder.label()
        for branch in branches {
            let next = builder.label()
            if let condition = branch.condition {
                jump(.jumpIfFalse, on: try value(condition).register, to: next)
            }
            try statements(branch.body)
            builder.jumpValue(to: end)
            builder.bindValue(next)
        }
        builder.bindValue(end)
    }

    // MARK: Loops

    private mutating func whileLoop(
        _ condition: PythonNode,
        _ bodies: PythonLoopBodies
    ) throws(TemplateError) {
        let next = builder.label()
        let exhausted = builder.label()
        let end = builder.label()
        builder.bindValue(next)
        let mark = builder.mark()
        jump(.jumpIfFalse, on: try value(condition).register, to: exhausted)
        builder.release(to: mark)
        try loop(bodies, next: next, exhausted: exhausted, end: end)
    }

    private mutating func forLoop(
        _ target: PythonTarget,
        _ node: PythonNode,
        _ bodies: PythonLoopBodies
    ) throws(TemplateError) {
        var iterate = Instruction(.scriptIterate)
        iterate.b = try value(node).register
        let items = emit(iterate, at: node.range).register
        let next = builder.label()
        let exhausted = builder.label()
        let end = builder.label()
        builder.bindValue(next)
        var step = Instruction(.scriptNext)
        step.b = items
        step.target = exhausted.number
        let item = emit(step, at: node.range)
        try bind(target.place, to: item)
        try loop(bodies, next: next, exhausted: exhausted, end: end)
    }

    private mutating func loop(
        _ bodies: PythonLoopBodies,
        next: Label,
        exhausted: Label,
        end: Label
    ) throws(TemplateError) {
        blocks.append(.loop(end: end, next: next))
        try statements(bodies.body)
        blocks.removeLast()
        builder.jumpValue(to: next)
        builder.bindValue(exhausted)
        try statements(bodies.otherwise)
        builder.bindValue(end)
    }

    /// Undoes what stands between here and the innermost loop, and leaves the
    /// loop or its round.
    mutating func leave(_ exit: PythonLoopExit) {
        for index in blocks.indices.reversed() {
            switch blocks[index] {
            case .loop(let end, let next):
                builder.jumpValue(to: exit == .breaking ? end : next)
                return
            case .handler:
                builder.emit(Instruction(.popHandler))
            case .handling:
                builder.emit(Instruction(.scriptEndHandling))
            case .variable(let register):
                builder.emit(Instruction(.popHandler))
                unbind(register)
            case .finally(var block):
                block.exits.append(exit)
                blocks[index] = .finally(block)
                enter(block, wayOn: block.exits.count)
                return
            }
        }
    }
}
