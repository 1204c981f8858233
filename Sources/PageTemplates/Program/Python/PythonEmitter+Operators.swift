import TemplateSyntax

extension PythonEmitter {
    mutating func unary(
        _ symbol: PythonUnaryOperator,
        _ operand: PythonNode,
        _ node: PythonNode
    ) -> PythonResult {
        var step = pythonStep(.pythonUnary)
        step.b = value(operand).register
        step.operand = symbol.number
        return emit(step, for: node)
    }

    /// A chain of operators from the left to the right.
    mutating func binary(
        _ first: PythonNode,
        _ steps: [PythonBinaryStep]
    ) -> PythonResult {
        var result = value(first)
        for step in steps {
            var instruction = pythonStep(.pythonBinary)
            instruction.b = result.register
            instruction.plan = value(step.operand).register
            instruction.operand = step.symbol.number
            let end = step.operand.range.upperBound
            result = emit(instruction, at: first.range.lowerBound..<end)
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
            var compare = pythonStep(.pythonCompare)
            compare.b = left
            compare.plan = value(step.operand).register
            compare.operand = step.symbol.number
            left = compare.plan
            last = emit(compare, at: node.range)
            guard let result else { continue }
            move(last, to: result)
            if index < steps.count - 1 { jump(.jumpIfFalse, on: result, to: done) }
        }
        emitter.builder.bindValue(done)
        return result.map { PythonResult(register: $0) } ?? last
    }

    /// `and` and `or`, whose value is that of the operand that decides.
    mutating func logical(
        _ jump: Opcode,
        _ operands: [PythonNode]
    ) -> PythonResult {
        let result = emitter.builder.allocate()
        let done = emitter.builder.label()
        for (index, operand) in operands.enumerated() {
            move(value(operand), to: result)
            if index < operands.count - 1 { self.jump(jump, on: result, to: done) }
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
        jump(.jumpIfFalse, on: value(condition).register, to: other)
        move(value(then), to: result)
        emitter.builder.jumpValue(to: done)
        emitter.builder.bindValue(other)
        move(value(otherwise), to: result)
        emitter.builder.bindValue(done)
        return PythonResult(register: result)
    }

    /// Lets a register have a value.
    mutating func move(_ value: PythonResult, to register: Int32) {
        var copy = Instruction(.copy)
        copy.a = register
        copy.b = value.register
        emitter.builder.emit(copy)
    }

    /// A jump inside of an expression, which leaves static bytes alone.
    mutating func jump(_ opcode: Opcode, on register: Int32, to label: ProgramBuilder.Label) {
        var jump = Instruction(opcode)
        jump.a = register
        jump.target = label.number
        emitter.builder.emit(jump)
    }
}
