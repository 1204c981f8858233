// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A part of a `python:` expression in a register.
struct PythonResult {
    let register: Register

    /// Whether the register belongs to a variable.
    var isVariable = false
}

/// Emits a `python:` expression, or what stands in a script.
struct PythonEmitter {
    let emitter: ProgramEmitter

    /// What the names mean.
    let names: PythonNameTable

    /// Where the expression goes on if something is not there.
    let failure: Address

    /// The variables of the comprehensions and lambdas around, the innermost last.
    var locals: [(name: String, register: Register)] = []

    init(
        _ emitter: ProgramEmitter,
        _ names: PythonNameTable,
        _ failure: Address = .nowhere
    ) {
        self.emitter = emitter
        self.names = names
        self.failure = failure
    }
}

extension PythonEmitter {
    /// Emits a check that a value is not nested too deep to be kept.
    mutating func keep(_ value: PythonResult, _ range: Range<Int>) {
        emit(.keep(value.register), at: range)
    }

    /// Emits an operation of the current expression.
    func emit(_ operation: PythonOperation, at range: Range<Int>) {
        emitter.builder.place = range
        emitter.builder.emit(.python(operation, failure: failure))
    }

    /// Emits an operation that computes a value into a register of its own.
    func computed(
        at range: Range<Int>,
        _ operation: (Register) -> PythonOperation
    ) -> PythonResult {
        let result = emitter.builder.allocate()
        emit(operation(result), at: range)
        return PythonResult(register: result)
    }

    /// Emits another operation that computes a value into a register of its own.
    func result(at range: Range<Int>, _ operation: (Register) -> Operation) -> PythonResult {
        let result = emitter.builder.allocate()
        emitter.builder.place = range
        emitter.builder.emit(operation(result))
        return PythonResult(register: result)
    }

    /// Emits a part of an expression.
    mutating func value(_ node: PythonNode) -> PythonResult {
        if let constant = PythonFolding.constant(
            node,
            foldsLists: !emitter.configuration.allowsScripts
        ) {
            return PythonResult(register: emitter.constant(constant).operand.register)
        }
        switch node.kind {
        case .constant(let constant):
            return PythonResult(
                register: emitter.constant(TemplateValue(constant)).operand.register
            )
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
            return dictionary(entries, node)
        case .starred(let values):
            return value(values)
        case .unary(let symbol, let operand):
            return unary(symbol, operand, node)
        case .binary(let first, let steps):
            return binary(first, steps)
        case .comparison(let first, let steps):
            return comparison(first, steps, node)
        case .and(let operands):
            return logical(stopsAt: false, operands)
        case .or(let operands):
            return logical(stopsAt: true, operands)
        case .not(let operand):
            let value = value(operand).register
            return result(at: node.range) { .negate(value, into: $0) }
        case .conditional(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise)
        case .primary(let base, let trailers):
            return primary(base, trailers)
        case .comprehension(let comprehension):
            return self.comprehension(comprehension, node)
        case .lambda(let lambda):
            return self.lambda(lambda, node)
        case .tales:
            guard let plan = names.inner[node.range] else { return nothing }
            return PythonResult(register: emitter.register(of: plan, failure))
        }
    }

    private var nothing: PythonResult {
        PythonResult(register: .nothing)
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
            let value = emitter.root(root, node.range, failure)
            let register = value.operand.register
            if register == .undefined { return self.value(of: register, node) }
            return PythonResult(register: register, isVariable: !value.isFinished)
        case nil:
            return nothing
        }
    }

    /// The variable in a register, or the function of the same name.
    private mutating func openName(
        _ name: String,
        _ register: Register,
        _ node: PythonNode
    ) -> PythonResult {
        guard let function = emitter.configuration.functionValue(named: name) else {
            return value(of: register, node)
        }
        let constant = emitter.tables.constants.add(function)
        return computed(at: node.range) {
            .variableOrFunction(register, constant, into: $0)
        }
    }

    /// The value of a variable that may not exist, or may be a deferred
    /// expression.
    private mutating func value(
        of register: Register,
        _ node: PythonNode,
        isCalled: Bool = false
    ) -> PythonResult {
        computed(at: node.range) { .variable(register, isCalled: isCalled, into: $0) }
    }

    /// `name()`, which is also the value of a deferred expression.
    mutating func callWithoutArguments(_ node: PythonNode) -> PythonResult? {
        guard case .name(let name) = node.kind else { return nil }
        switch names.names[name] {
        case .deferred(let variable):
            return value(of: emitter.register(of: variable), node, isCalled: true)
        case .free(let variable, _, _) where emitter.configuration.function(named: name) == nil:
            return value(of: emitter.register(of: variable), node, isCalled: true)
        default:
            return nil
        }
    }

    /// Stops where a variable does not exist.
    mutating func check(_ register: Register, _ node: PythonNode) {
        _ = value(of: register, node)
    }

    // MARK: Literals

    private mutating func collection(
        _ kind: PythonKind,
        _ elements: [PythonNode],
        _ node: PythonNode
    ) -> PythonResult {
        var parts: [PythonCollectionPlan.Part] = []
        for element in elements {
            let register = value(element).register
            if case .starred = element.kind {
                parts.append(.items(register))
            } else {
                parts.append(.value(register))
            }
        }
        return collection(kind, parts, node)
    }

    private mutating func dictionary(_ entries: [PythonEntry], _ node: PythonNode) -> PythonResult {
        var parts: [PythonCollectionPlan.Part] = []
        for entry in entries {
            if let key = entry.key { parts.append(.value(value(key).register)) }
            let register = value(entry.value).register
            parts.append(entry.key == nil ? .entries(register) : .value(register))
        }
        return collection(.dict, parts, node)
    }

    private func collection(
        _ kind: PythonKind,
        _ parts: [PythonCollectionPlan.Part],
        _ node: PythonNode
    ) -> PythonResult {
        let plan = emitter.tables.python.collections.add(.init(kind: kind, parts: parts))
        return computed(at: node.range) { .collection(plan, into: $0) }
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
        let plan = emitter.tables.concatenations.add(ConcatenationPlan(pieces: parts))
        return result(at: node.range) { .concatenate(plan, into: $0) }
    }

    private mutating func hole(
        _ node: PythonNode,
        _ format: PythonHoleFormat
    ) -> Register {
        let value = value(node).register
        let plan = emitter.tables.python.formats.add(
            .init(
                usesRepresentation: format.usesRepresentation,
                isText: format.isText,
                format.specification
            )
        )
        return computed(at: node.range) { .format(value, plan, into: $0) }.register
    }
}

extension PythonNode {
    /// Whether the value may be a container in a container: everything but what
    /// is certainly flat.
    var canNest: Bool {
        switch kind {
        case .constant, .name, .text, .unary, .comparison, .not, .tales: false
        case .list, .tuple, .set, .dictionary, .starred, .binary, .and, .or, .conditional, .primary,
            .comprehension, .lambda:
            true
        }
    }
}
