/// A compiled part of a `python:` expression.
struct PythonResult {
    let register: Int32
    var mayBeDefault = false

    /// Whether the register belongs to a variable.
    var isVariable = false
}

extension TemplateCompiler {
    /// Compiles a `python:` expression; what is not there leads to `failure`.
    mutating func python(
        _ node: PythonNode,
        _ failure: Label?
    ) throws(TemplateError) -> Operand {
        let outer = python
        python = PythonFrame(failure: failure)
        let result = try value(node)
        python = outer
        if node.canNest {
            builder.place = node.range
            var keep = pythonStep(.pythonKeep)
            keep.b = result.register
            builder.emit(keep)
        }
        guard result.isVariable else {
            return .finished(result.register, mayBeDefault: result.mayBeDefault)
        }
        return Operand(
            register: result.register,
            calls: false,
            mayBeDefault: result.mayBeDefault
        )
    }

    /// An instruction of the current expression.
    func pythonStep(_ opcode: Opcode) -> Instruction {
        var step = Instruction(opcode)
        step.failure = python.failure?.number ?? Instruction.none
        return step
    }

    /// Emits an instruction that computes a value.
    mutating func emit(_ step: Instruction, for node: PythonNode) -> PythonResult {
        emit(step, at: node.range)
    }

    mutating func emit(_ step: Instruction, at range: Range<Int>) -> PythonResult {
        var step = step
        step.a = builder.allocate()
        builder.place = range
        builder.emit(step)
        return PythonResult(register: step.a)
    }

    /// Compiles a part of an expression.
    mutating func value(_ node: PythonNode) throws(TemplateError) -> PythonResult {
        if let constant = PythonFolding.constant(node, foldsLists: !configuration.allowsScripts) {
            return PythonResult(register: self.constant(constant).register)
        }
        python.depth += 1
        defer { python.depth -= 1 }
        guard python.depth <= StackSpace.commonDepth || !StackSpace.isScarce else {
            throw TemplateError(
                .nestingTooDeep,
                "the expression is nested deeper than the stack of this thread allows",
                in: tree.source,
                at: node.range
            )
        }
        switch node.kind {
        case .constant(let constant):
            return PythonResult(register: self.constant(constant).register)
        case .name(let name):
            return try variable(name, node)
        case .text(let pieces):
            return try text(pieces, node)
        case .list(let elements):
            return try collection(.list, elements, node)
        case .tuple(let elements):
            return try collection(.tuple, elements, node)
        case .set(let elements):
            return try collection(.set, elements, node)
        case .dictionary(let entries):
            return try collection(.dict, entries.flatMap { [$0.key, $0.value] }, node)
        case .unary(let symbol, let operand):
            return try unary(symbol, operand, node)
        case .binary(let first, let steps):
            return try binary(first, steps)
        case .comparison(let first, let steps):
            return try comparison(first, steps, node)
        case .and(let operands):
            return try logical(.jumpIfFalse, operands)
        case .or(let operands):
            return try logical(.jumpIfTrue, operands)
        case .not(let operand):
            var negate = Instruction(.negate)
            negate.b = try value(operand).register
            return emit(negate, for: node)
        case .conditional(let condition, let then, let otherwise):
            return try conditional(condition, then, otherwise)
        case .primary(let base, let trailers):
            return try primary(base, trailers)
        case .comprehension(let comprehension):
            return try self.comprehension(comprehension, node)
        case .tales(let expression):
            let result = try materialize(expression, python.failure)
            return PythonResult(register: result.register, mayBeDefault: result.mayBeDefault)
        }
    }

    // MARK: Names

    /// A variable of a comprehension or of the template; a function where there
    /// is no such variable.
    private mutating func variable(
        _ name: String,
        _ node: PythonNode
    ) throws(TemplateError) -> PythonResult {
        if let local = python.locals.last(where: { $0.name == name }) {
            return PythonResult(register: local.register)
        }
        switch scope.meaning(of: name) {
        case .bound(let binding) where binding.mayBeMissing:
            return freeName(name, binding.register, node)
        case .bound(let binding) where binding.mayBeDeferred:
            return value(of: binding.register, node, mayBeDefault: true)
        case .bound(let binding):
            return PythonResult(
                register: binding.register,
                mayBeDefault: binding.mayBeDefault || scope.mayBeDefault(name),
                isVariable: true
            )
        case .builtin(let builtin):
            return try self.builtin(builtin, name, node)
        case .free:
            return freeName(name, inputRegister(name, .variable), node)
        }
    }

    private mutating func builtin(
        _ builtin: Scope.Builtin,
        _ name: String,
        _ node: PythonNode
    ) throws(TemplateError) -> PythonResult {
        let walk = PathWalk(root: name, rootRange: node.range, steps: [])
        let (operand, _) = try root(builtin, walk, python.failure)
        if operand.register == TemplateProgram.FixedRegister.undefined {
            return value(of: operand.register, node, mayBeDefault: false)
        }
        return PythonResult(
            register: operand.register,
            mayBeDefault: operand.mayBeDefault,
            isVariable: !operand.isFinished
        )
    }

    /// The variable in a register, or the function of the same name.
    private mutating func freeName(
        _ name: String,
        _ register: Int32,
        _ node: PythonNode
    ) -> PythonResult {
        if let function = PythonBuiltins.value(named: name) {
            var check = pythonStep(.pythonName)
            check.b = register
            check.operand = builder.constant(function)
            return emit(check, for: node)
        }
        return value(of: register, node, mayBeDefault: scope.mayBeDefault(name))
    }

    /// The value of a variable that may not exist, or may be a deferred
    /// expression.
    private mutating func value(
        of register: Int32,
        _ node: PythonNode,
        mayBeDefault: Bool,
        calls: Bool = false
    ) -> PythonResult {
        var read = pythonStep(.pythonName)
        read.b = register
        read.calls = calls
        var result = emit(read, for: node)
        result.mayBeDefault = mayBeDefault
        return result
    }

    /// `name()`, which is also the value of a deferred expression.
    mutating func callWithoutArguments(_ node: PythonNode) -> PythonResult? {
        guard case .name(let name) = node.kind else { return nil }
        switch scope.meaning(of: name) {
        case .bound(let binding) where binding.mayBeDeferred:
            return value(of: binding.register, node, mayBeDefault: true, calls: true)
        case .free where PythonBuiltins.value(named: name) == nil:
            let register = inputRegister(name, .variable)
            let mayBeDefault = scope.mayBeDefault(name)
            return value(of: register, node, mayBeDefault: mayBeDefault, calls: true)
        default:
            return nil
        }
    }

    /// Stops where a variable does not exist.
    mutating func check(_ register: Int32, _ node: PythonNode) {
        _ = value(of: register, node, mayBeDefault: false)
    }

    // MARK: Literals

    private mutating func collection(
        _ kind: PythonKind,
        _ elements: [PythonNode],
        _ node: PythonNode
    ) throws(TemplateError) -> PythonResult {
        var registers: [Int32] = []
        for element in elements {
            registers.append(try value(element).register)
        }
        var build = pythonStep(.pythonCollection)
        build.operand = Int32(tables.python.collections.count)
        tables.python.collections.append(.init(kind: kind, registers: registers))
        return emit(build, for: node)
    }

    private mutating func text(
        _ pieces: [PythonTextPiece],
        _ node: PythonNode
    ) throws(TemplateError) -> PythonResult {
        var parts: [ConcatenationPiece] = []
        for piece in pieces {
            switch piece {
            case .literal(let text): parts.append(.literal(text))
            case .hole(let value, let format):
                parts.append(.register(try hole(value, format)))
            }
        }
        var concatenate = Instruction(.concatenate)
        concatenate.operand = Int32(tables.concatenations.count)
        tables.concatenations.append(parts)
        return emit(concatenate, for: node)
    }

    private mutating func hole(
        _ node: PythonNode,
        _ format: PythonHoleFormat
    ) throws(TemplateError) -> Int32 {
        var step = pythonStep(.pythonFormat)
        step.b = try value(node).register
        step.operand = Int32(tables.python.formats.count)
        let text = format.specification
        let specification = PythonFormatSpecification(text)
        tables.python.formats.append(
            .init(
                usesRepresentation: format.usesRepresentation,
                isText: format.isText,
                specification: text.isEmpty
                    ? nil : specification.map { .valid($0) } ?? .invalid(text)
            )
        )
        return emit(step, for: node).register
    }
}

extension PythonNode {
    /// Whether the value may be a container in a container: everything but what
    /// is certainly flat.
    var canNest: Bool {
        switch kind {
        case .constant, .name, .text, .unary, .comparison, .not, .tales: false
        case .list, .tuple, .set, .dictionary, .binary, .and, .or, .conditional, .primary,
            .comprehension:
            true
        }
    }
}
