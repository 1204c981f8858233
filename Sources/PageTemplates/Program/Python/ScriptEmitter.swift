// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What stands around a statement of a script, as far as leaving a loop has to
/// undo it.
enum PythonBlock {
    case loop(end: Address, next: Address)

    /// A handler waits for errors.
    case handler

    /// An error, or a `finally`, is being handled.
    case handling

    /// A handler that removes the variable of an `except` clause.
    case variable(Register)

    /// A `finally` waits for whatever leaves the block.
    case finally(PythonFinally)
}

/// A `finally` and the ways on from it.
struct PythonFinally {
    let start: Address

    /// The register that says how to go on: 0 for the next statement, else one
    /// more than the index of an exit.
    let wayOn: Register
    var exits: [PythonLoopExit] = []
}

/// Emits a script: it writes nothing.
///
/// Variables live in registers of the script, so that no pointer that
/// anything else holds sees them change. However the script ends, what it has
/// bound becomes global then.
struct ScriptEmitter {
    let emitter: ProgramEmitter
    private let script: Script
    var python: PythonEmitter

    /// What stands around the current statement.
    var blocks: [PythonBlock] = []

    init(_ emitter: ProgramEmitter, _ script: Script) {
        self.emitter = emitter
        self.script = script
        python = PythonEmitter(emitter, script.names)
    }

    mutating func emit() {
        emitter.builder.flush()
        let mark = emitter.builder.mark()
        let plan = emitter.tables.python.scripts.add(ScriptPlan(variables: bindVariables()))
        emit(.begin(plan))
        let failed = emitter.builder.label()
        let done = emitter.builder.label()
        handler(failed)
        statements(script.statements)
        emitter.builder.emit(.popHandler)
        emit(.end(plan))
        emitter.builder.jumpValue(to: done)
        emitter.builder.bindValue(failed)
        emit(.end(plan))
        emit(.resume)
        emitter.builder.bindValue(done)
        emitter.builder.release(to: mark)
    }

    /// Gives the names that the script binds registers of its own.
    private func bindVariables() -> [ScriptPlan.Variable] {
        script.variables.map { variable in
            let global = emitter.plan(of: variable.global)
            let outer = emitter.register(of: variable.outer)
            let register = emitter.builder.allocate()
            emitter.set(variable.inner, to: register)
            return ScriptPlan.Variable(register: register, outer: outer, global: global)
        }
    }

    func emit(_ operation: ScriptOperation) {
        emitter.builder.emit(.script(operation))
    }

    /// Emits an operation that computes a value into a register of its own.
    func computed(
        at range: Range<Int>,
        _ operation: (Register) -> ScriptOperation
    ) -> PythonResult {
        let result = emitter.builder.allocate()
        emitter.builder.place = range
        emit(operation(result))
        return PythonResult(register: result)
    }

    /// Lets errors from here on lead to a label.
    mutating func handler(_ label: Address) {
        emitter.builder.emit(.pushHandler(label, isScript: true))
    }

    // MARK: Statements

    mutating func statements(_ statements: [PythonStatement]) {
        for statement in statements {
            let mark = emitter.builder.mark()
            self.statement(statement)
            emitter.builder.release(to: mark)
        }
    }

    private mutating func statement(_ statement: PythonStatement) {
        emitter.builder.place = statement.range
        switch statement.kind {
        case .pass: break
        case .expression(let node): _ = python.value(node)
        case .assignment(let places, let node): assign(node, to: places)
        case .augmented(let place, let symbol, let node): update(place, symbol, node)
        case .delete(let places):
            for place in places { delete(place) }
        case .exit(let exit): leave(exit)
        case .raise(let node): raise(node, statement.range)
        case .branches(let branches): self.branches(branches)
        case .whileLoop(let condition, let bodies): whileLoop(condition, bodies)
        case .forLoop(let target, let node, let bodies): forLoop(target, node, bodies)
        case .attempt(let attempt): self.attempt(attempt)
        }
    }

    private mutating func raise(
        _ node: PythonNode?,
        _ range: Range<Int>
    ) {
        let error = node.map { python.value($0).register }
        emitter.builder.place = range
        emit(error.map { .raise($0) } ?? .raiseAgain)
    }

    private mutating func branches(_ branches: [PythonBranch]) {
        let end = emitter.builder.label()
        for branch in branches {
            let next = emitter.builder.label()
            if let condition = branch.condition {
                python.jump(if: false, python.value(condition).register, to: next)
            }
            statements(branch.body)
            emitter.builder.jumpValue(to: end)
            emitter.builder.bindValue(next)
        }
        emitter.builder.bindValue(end)
    }

    // MARK: Loops

    private mutating func whileLoop(
        _ condition: PythonNode,
        _ bodies: PythonLoopBodies
    ) {
        let next = emitter.builder.label()
        let exhausted = emitter.builder.label()
        let end = emitter.builder.label()
        emitter.builder.bindValue(next)
        let mark = emitter.builder.mark()
        python.jump(if: false, python.value(condition).register, to: exhausted)
        emitter.builder.release(to: mark)
        loop(bodies, next: next, exhausted: exhausted, end: end)
    }

    private mutating func forLoop(
        _ target: PythonTarget,
        _ node: PythonNode,
        _ bodies: PythonLoopBodies
    ) {
        let value = python.value(node).register
        let items = computed(at: node.range) { .iterate(value, into: $0) }.register
        let next = emitter.builder.label()
        let exhausted = emitter.builder.label()
        let end = emitter.builder.label()
        emitter.builder.bindValue(next)
        let item = computed(at: node.range) { .next(items, into: $0, exit: exhausted) }
        bind(target.place, to: item)
        loop(bodies, next: next, exhausted: exhausted, end: end)
    }

    private mutating func loop(
        _ bodies: PythonLoopBodies,
        next: Address,
        exhausted: Address,
        end: Address
    ) {
        blocks.append(.loop(end: end, next: next))
        statements(bodies.body)
        blocks.removeLast()
        emitter.builder.jumpValue(to: next)
        emitter.builder.bindValue(exhausted)
        statements(bodies.otherwise)
        emitter.builder.bindValue(end)
    }

    /// Undoes what stands between here and the innermost loop, and leaves the
    /// loop or its round.
    mutating func leave(_ exit: PythonLoopExit) {
        for index in blocks.indices.reversed() {
            switch blocks[index] {
            case .loop(let end, let next):
                emitter.builder.jumpValue(to: exit == .breaking ? end : next)
                return
            case .handler:
                emitter.builder.emit(.popHandler)
            case .handling:
                emit(.endHandling)
            case .variable(let register):
                emitter.builder.emit(.popHandler)
                emit(.unbind(register))
            case .finally(var block):
                block.exits.append(exit)
                blocks[index] = .finally(block)
                enter(block, wayOn: block.exits.count)
                return
            }
        }
    }
}
