import TemplateSyntax

/// A part of a `python:` expression in a register.
struct PythonResult {
    let register: Int32

    /// Whether the register belongs to a variable.
    var isVariable = false
}

/// Emits a `python:` expression, or what stands in a script.
struct PythonEmitter {
    let emitter: ProgramEmitter

    /// What the names mean.
    let names: PythonNameTable

    /// Where the expression goes on if something is not there.
    let failure: ProgramBuilder.Label?

    /// The variables of the comprehensions around, the innermost last.
    var locals: [(name: String, register: Int32)] = []

    init(
        _ emitter: ProgramEmitter,
        _ names: PythonNameTable,
        _ failure: ProgramBuilder.Label? = nil
    ) {
        self.emitter = emitter
        self.names = names
        self.failure = failure
    }
}

extension PythonEmitter {
    /// Emits a check that a value is not nested too deep to be kept.
    mutating func keep(_ value: PythonResult, _ range: Range<Int>) {
        emitter.builder.place = range
        var keep = pythonStep(.pythonKeep)
        keep.b = value.register
        emitter.builder.emit(keep)
    }

    /// An instruction of the current expression.
    func pythonStep(_ opcode: Opcode) -> Instruction {
        var step = Instruction(opcode)
        step.failure = failure?.number ?? Instruction.none
        return step
    }

    /// Emits an instruction that computes a value.
    mutating func emit(_ step: Instruction, for node: PythonNode) -> PythonResult {
        emit(step, at: node.range)
    }

    mutating func emit(_ step: Instruction, at range: Range<Int>) -> PythonResult {
        var step = step
        step.a = emitter.builder.allocate()
        emitter.builder.place = range
        emitter.builder.emit(step)
        return PythonResult(register: step.a)
    }

    /// Emits a part of an expression.
    mutating func value(_ node: PythonNode) -> PythonResult {
        if let constant = PythonFolding.constant(
            node,
            foldsLists: !emitter.configuration.allowsScripts
        ) {
            return PythonResult(register: emitter.constant(constant).register)
        }
        switch node.kind {
        case .constant(let constant):
            return PythonResult(register: emitter.constant(TemplateValue(constant)).register)
        case .name(let name):
            return variable(name, node)
        case .text(let pieces):
            return text(pieces, node)
        case .list(let elements):
            return collection(.list, elements, node)
        case .tuple(let elements):
            return collection(.tuple, elements, node)
        case .set(let elements):
            return collection(.set, elements, node)
        case .dictionary(let entries):
            return collection(.dict, entries.flatMap { [$0.key, $0.value] }, node)
        case .unary(let symbol, let operand):
            return unary(symbol, operand, node)
        case .binary(let first, let steps):
            return binary(first, steps)
        case .comparison(let first, let steps):
            return comparison(first, steps, node)
        case .and(let operands):
            return logical(.jumpIfFalse, operands)
        case .or(let operands):
            return logical(.jumpIfTrue, operands)
        case .not(let operand):
            var negate = Instruction(.negate)
            negate.b = value(operand).register
            return emit(negate, for: node)
        case .conditional(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise)
        case .primary(let base, let trailers):
            return primary(base, trailers)
        case .comprehension(let comprehension):
            return self.comprehension(comprehension, node)
        case .tales:
            guard let plan = names.inner[node.range] else { return nothing }
            return PythonResult(register: emitter.register(of: plan, failure))
        }
    }

    private var nothing: PythonResult {
        PythonResult(register: TemplateProgram.FixedRegister.nothing)
    }

    // MARK: Names

    /// A variable of a comprehension or of the template; a function where there
    /// is no such variable.
    mutating func variable(_ name: String, _ node: PythonNode) -> PythonResult {
        if let local = locals.last(where: { $0.name == name }) {
            return PythonResult(register: local.register)
        }
        switch names.names[name] {
        case .variable(let variable, _):
            return PythonResult(register: emitter.register(of: variable), isVariable: true)
        case .deferred(let variable):
            return value(of: emitter.register(of: variable), node)
        case .open(let variable, _), .free(let variable, _, _):
            return openName(name, emitter.register(of: variable), node)
        case .builtin(let root):
            let operand = emitter.root(root, node.range, failure)
            if operand.register == TemplateProgram.FixedRegister.undefined {
                return value(of: operand.register, node)
            }
            return PythonResult(register: operand.register, isVariable: !operand.isFinished)
        case nil:
            return nothing
        }
    }

    /// The variable in a register, or the function of the same name.
    private mutating func openName(
        _ name: String,
        _ register: Int32,
        _ node: PythonNode
    ) -> PythonResult {
        guard let function = PythonBuiltins.value(named: name) else {
            return value(of: register, node)
        }
        var check = pythonStep(.pythonName)
        check.b = register
        check.operand = emitter.builder.constant(function)
        return emit(check, for: node)
    }

    /// The value of a variable that may not exist, or may be a deferred
    /// expression.
    private mutating func value(
        of register: Int32,
        _ node: PythonNode,
        calls: Bool = false
    ) -> PythonResult {
        var read = pythonStep(.pythonName)
        read.b = register
        read.calls = calls
        return emit(read, for: node)
    }

    /// `name()`, which is also the value of a deferred expression.
    mutating func callWithoutArguments(_ node: PythonNode) -> PythonResult? {
        guard case .name(let name) = node.kind else { return nil }
        switch names.names[name] {
        case .deferred(let variable):
            return value(of: emitter.register(of: variable), node, calls: true)
        case .free(let variable, _, _) where PythonBuiltins.value(named: name) == nil:
            return value(of: emitter.register(of: variable), node, calls: true)
        default:
            return nil
        }
    }

    /// Stops where a variable does not exist.
    mutating func check(_ register: Int32, _ node: PythonNode) {
        _ = value(of: register, node)
    }

    // MARK: Literals

    private mutating func collection(
        _ kind: PythonKind,
        _ elements: [PythonNode],
        _ node: PythonNode
    ) -> PythonResult {
        var registers: [Int32] = []
        for element in elements {
            registers.append(value(element).register)
        }
        var build = pythonStep(.pythonCollection)
        build.operand = Int32(emitter.tables.python.collections.count)
        emitter.tables.python.collections.append(.init(kind: kind, registers: registers))
        return emit(build, for: node)
    }

    private mutating func text(
        _ pieces: [PythonTextPiece],
        _ node: PythonNode
    ) -> PythonResult {
        var parts: [ConcatenationPiece] = []
        for piece in pieces {
            switch piece {
            case .literal(let text): parts.append(.literal(text))
            case .hole(let value, let format):
                parts.append(.register(hole(value, format)))
            }
        }
        var concatenate = Instruction(.concatenate)
        concatenate.operand = Int32(emitter.tables.concatenations.count)
        emitter.tables.concatenations.append(parts)
        return emit(concatenate, for: node)
    }

    private mutating func hole(
        _ node: PythonNode,
        _ format: PythonHoleFormat
    ) -> Int32 {
        var step = pythonStep(.pythonFormat)
        step.b = value(node).register
        step.operand = Int32(emitter.tables.python.formats.count)
        let text = format.specification
        let specification = PythonFormatSpecification(text)
        emitter.tables.python.formats.append(
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
