extension TemplateCompiler {
    mutating func unary(
        _ symbol: PythonUnaryOperator,
        _ operand: PythonNode,
        _ node: PythonNode
    ) throws(TemplateError) -> PythonResult {
        var step = pythonStep(.pythonUnary)
        step.b = try value(operand).register
        step.operand = symbol.number
        return emit(step, for: node)
    }

    /// A chain of operators from the left to the right.
    mutating func binary(
        _ first: PythonNode,
        _ steps: [PythonBinaryStep]
    ) throws(TemplateError) -> PythonResult {
        var result = try value(first)
        for step in steps {
            var instruction = pythonStep(.pythonBinary)
            instruction.b = result.register
            instruction.plan = try value(step.operand).register
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
    ) throws(TemplateError) -> PythonResult {
        let done = builder.label()
        var left = try value(first).register
        let result = steps.count == 1 ? nil : builder.allocate()
        var last = PythonResult(register: left)
        for (index, step) in steps.enumerated() {
            var compare = pythonStep(.pythonCompare)
            compare.b = left
            compare.plan = try value(step.operand).register
            compare.operand = step.symbol.number
            left = compare.plan
            last = emit(compare, at: node.range)
            guard let result else { continue }
            move(last, to: result)
            if index < steps.count - 1 { jump(.jumpIfFalse, on: result, to: done) }
        }
        builder.bindValue(done)
        return result.map { PythonResult(register: $0) } ?? last
    }

    /// `and` and `or`, whose value is that of the operand that decides.
    mutating func logical(
        _ jump: Opcode,
        _ operands: [PythonNode]
    ) throws(TemplateError) -> PythonResult {
        let result = builder.allocate()
        let done = builder.label()
        var mayBeDefault = false
        for (index, operand) in operands.enumerated() {
            let value = try value(operand)
            mayBeDefault = mayBeDefault || value.mayBeDefault
            move(value, to: result)
            if index < operands.count - 1 { self.jump(jump, on: result, to: done) }
        }
        builder.bindValue(done)
        return PythonResult(register: result, mayBeDefault: mayBeDefault)
    }

    mutating func conditional(
        _ condition: PythonNode,
        _ then: PythonNode,
        _ otherwise: PythonNode
    ) throws(TemplateError) -> PythonResult {
        let result = builder.allocate()
        let other = builder.label()
        let done = builder.label()
        jump(.jumpIfFalse, on: try value(condition).register, to: other)
        let first = try value(then)
        move(first, to: result)
        builder.jumpValue(to: done)
        builder.bindValue(other)
        let second = try value(otherwise)
        move(second, to: result)
        builder.bindValue(done)
        let mayBeDefault = first.mayBeDefault || second.mayBeDefault
        return PythonResult(register: result, mayBeDefault: mayBeDefault)
    }

    /// Lets a register have a value.
    mutating func move(_ value: PythonResult, to register: Int32) {
        var copy = Instruction(.copy)
        copy.a = register
        copy.b = value.register
        builder.emit(copy)
    }

    /// A jump inside of an expression, which leaves static bytes alone.
    mutating func jump(_ opcode: Opcode, on register: Int32, to label: Label) {
        var jump = Instruction(opcode)
        jump.a = register
        jump.target = label.number
        builder.emit(jump)
    }
}

/// Computes what is known when a template is compiled.
enum PythonFolding {
    /// The value of a node that is made of literals; `nil` for any other, and
    /// where the computation fails, which is an error of the render.
    ///
    /// Lists that scripts can change are none: each evaluation makes another one.
    static func constant(_ node: PythonNode, foldsLists: Bool = true) -> TemplateValue? {
        switch node.kind {
        case .constant(let value):
            return value
        case .unary(let symbol, let operand):
            guard let value = constant(operand) else { return nil }
            return try? PythonOperations.compute(symbol, value)
        case .binary(let first, let steps):
            return number(first, steps)
        case .list(let elements) where foldsLists:
            return constants(elements, foldsLists).map { .list($0) }
        case .tuple(let elements):
            return constants(elements, foldsLists).map { .tuple($0) }
        default:
            return nil
        }
    }

    private static func constants(
        _ nodes: [PythonNode],
        _ foldsLists: Bool
    ) -> [TemplateValue]? {
        var values: [TemplateValue] = []
        for node in nodes {
            guard let value = constant(node, foldsLists: foldsLists) else { return nil }
            values.append(value)
        }
        return values
    }

    /// Only numbers: they never grow.
    private static func number(
        _ first: PythonNode,
        _ steps: [PythonBinaryStep]
    ) -> TemplateValue? {
        guard var result = constant(first) else { return nil }
        for step in steps {
            guard let left = PythonNumber(result), let operand = constant(step.operand),
                let right = PythonNumber(operand),
                let value = try? PythonNumber.compute(step.symbol, left, right)
            else {
                return nil
            }
            result = PythonOperations.truth(step.symbol, result, operand, value)
        }
        return result
    }
}
