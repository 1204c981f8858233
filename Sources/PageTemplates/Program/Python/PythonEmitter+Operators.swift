// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonEmitter {
    mutating func unary(
        _ symbol: PythonUnaryOperator,
        _ operand: PythonNode,
        _ node: PythonNode
    ) -> PythonResult {
        let value = value(operand).register
        return computed(at: node.range) { .unary(symbol, value, into: $0) }
    }

    /// A chain of operators from the left to the right.
    mutating func binary(
        _ first: PythonNode,
        _ steps: [PythonBinaryStep]
    ) -> PythonResult {
        var result = value(first)
        for step in steps {
            let left = result.register
            let right = value(step.operand).register
            let range = first.range.lowerBound..<step.operand.range.upperBound
            result = computed(at: range) { .binary(step.symbol, left, right, into: $0) }
        }
        return result
    }

    /// `a < b < c`: each operand is computed once, and none behind the first
    /// comparison that is false.
    mutating func comparison(
        _ first: PythonNode,
        _ steps: [PythonComparisonStep],
        _ node: PythonNode
    ) -> PythonResult {
        let done = emitter.builder.label()
        var left = value(first).register
        let result = steps.count == 1 ? nil : emitter.builder.allocate()
        var last = PythonResult(register: left)
        for (index, step) in steps.enumerated() {
            let right = value(step.operand).register
            last = computed(at: node.range) { .compare(step.symbol, left, right, into: $0) }
            left = right
            guard let result else { continue }
            move(last, to: result)
            if index < steps.count - 1 { jump(if: false, result, to: done) }
        }
        emitter.builder.bindValue(done)
        return result.map { PythonResult(register: $0) } ?? last
    }

    /// `and` and `or`, whose value is that of the operand that decides.
    mutating func logical(
        stopsAt decision: Bool,
        _ operands: [PythonNode]
    ) -> PythonResult {
        let result = emitter.builder.allocate()
        let done = emitter.builder.label()
        for (index, operand) in operands.enumerated() {
            move(value(operand), to: result)
            if index < operands.count - 1 { jump(if: decision, result, to: done) }
        }
        emitter.builder.bindValue(done)
        return PythonResult(register: result)
    }

    mutating func conditional(
        _ condition: PythonNode,
        _ then: PythonNode,
        _ otherwise: PythonNode
    ) -> PythonResult {
        let result = emitter.builder.allocate()
        let other = emitter.builder.label()
        let done = emitter.builder.label()
        jump(if: false, value(condition).register, to: other)
        move(value(then), to: result)
        emitter.builder.jumpValue(to: done)
        emitter.builder.bindValue(other)
        move(value(otherwise), to: result)
        emitter.builder.bindValue(done)
        return PythonResult(register: result)
    }

    /// Lets a register have a value.
    mutating func move(_ value: PythonResult, to register: Register) {
        emitter.builder.emit(.load(Operand(register: value.register), into: register))
    }

    /// A jump inside of an expression, which leaves static bytes alone.
    func jump(if value: Bool, _ register: Register, to label: Address) {
        let test = Operand(register: register)
        emitter.builder.emit(value ? .jumpIfTrue(test, to: label) : .jumpIfFalse(test, to: label))
    }
}
