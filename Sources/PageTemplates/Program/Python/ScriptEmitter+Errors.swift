// SPDX-License-Identifier: Apache-2.0

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
        emit(.resume)
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
        emitter.builder.emit(.popHandler)
        emit(.beginHandling)
        set(block.wayOn, to: .integer(wayOn))
        emitter.builder.jumpValue(to: block.start)
    }

    private mutating func set(_ register: Register, to value: TemplateValue) {
        let constant = emitter.tables.constants.add(value)
        emitter.builder.emit(.constant(constant, into: register))
    }

    private mutating func jump(
        to other: Address,
        unless register: Register,
        is number: Int
    ) {
        let number = emitter.constant(.integer(number)).operand.register
        let isEqual = python.computed(at: emitter.builder.place) {
            .compare(.equal, register, number, into: $0)
        }
        python.jump(if: false, isEqual.register, to: other)
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
        emitter.builder.emit(.popHandler)
        statements(attempt.otherwise)
        emitter.builder.jumpValue(to: end)
        emitter.builder.bindValue(failed)
        for clause in attempt.clauses {
            self.clause(clause, end)
        }
        emit(.resume)
        emitter.builder.bindValue(end)
    }

    private mutating func clause(
        _ clause: PythonAttempt.Clause,
        _ end: Address
    ) {
        emitter.builder.place = clause.range
        let next = emitter.builder.label()
        if let kinds = clause.kinds {
            emit(.match(emitter.tables.python.exceptions.add(kinds), otherwise: next))
        }
        blocks.append(.handling)
        if let name = clause.name, let register = register(of: name) {
            clauseBody(clause.body, naming: register)
        } else {
            statements(clause.body)
        }
        blocks.removeLast()
        emit(.endHandling)
        emitter.builder.jumpValue(to: end)
        emitter.builder.bindValue(next)
    }

    /// The body of a clause with a name, which is gone behind it in any case.
    private mutating func clauseBody(
        _ body: [PythonStatement],
        naming register: Register
    ) {
        let failed = emitter.builder.label()
        let done = emitter.builder.label()
        emit(.caught(into: register))
        handler(failed)
        blocks.append(.variable(register))
        statements(body)
        blocks.removeLast()
        emitter.builder.emit(.popHandler)
        emit(.unbind(register))
        emitter.builder.jumpValue(to: done)
        emitter.builder.bindValue(failed)
        emit(.unbind(register))
        emit(.resume)
        emitter.builder.bindValue(done)
    }
}
