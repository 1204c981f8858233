// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A value whose last step may be left to whoever uses it.
struct EmittedValue {
    var operand: Operand

    /// Whether the value can be `default`.
    var mayBeDefault = false

    /// Whether it is a finished value in a register that belongs to nobody else.
    var isFinished = false

    /// A value that is computed and complete.
    static func finished(_ register: Register, mayBeDefault: Bool = false) -> EmittedValue {
        EmittedValue(
            operand: Operand(register: register),
            mayBeDefault: mayBeDefault,
            isFinished: true
        )
    }
}

// Values in registers.
extension ProgramEmitter {
    /// The register of a value; what is missing leads to `failure`, or is an error.
    func register(of plan: ExpressionPlan, _ failure: Address = .nowhere) -> Register {
        let value = value(of: plan, failure)
        guard !value.isFinished else { return value.operand.register }
        let register = builder.allocate()
        load(value, into: register)
        return register
    }

    /// Brings a value into a register.
    func load(_ value: EmittedValue, into register: Register) {
        builder.emit(.load(value.operand, into: register))
    }

    /// Emits an expression, but for its last step.
    func value(of plan: ExpressionPlan, _ failure: Address = .nowhere) -> EmittedValue {
        builder.place = plan.range
        switch plan.kind {
        case .constant(let value): return constant(value)
        case .first(let plans): return firstPresent(plans, failure, plan.mayBeDefault)
        case .path(let path): return self.path(path, failure, plan.mayBeDefault)
        case .text(let parts): return concatenation(parts, failure)
        case .placed(let parts): return concatenation(parts, failure, isPlaced: true)
        case .not(let inner):
            let value = register(of: inner, failure)
            return computed { .negate(value, into: $0) }
        case .exists(let path): return existence(of: path)
        case .trusted(let inner):
            let value = register(of: inner, failure)
            return computed(mayBeDefault: plan.mayBeDefault) { .trust(value, into: $0) }
        case .template(let name): return linkedTemplate(name, failure)
        case .message(let text, let value): return message(text, value, plan.mayBeDefault)
        case .python(let python): return self.python(python, failure, plan.mayBeDefault)
        case .application(let prefix, let expression, let parts):
            return application(prefix, expression, parts, failure, plan)
        case .broken: return .finished(.nothing)
        }
    }

    /// Emits an operation that computes a value into a register of its own.
    private func computed(
        mayBeDefault: Bool = false,
        _ operation: (Register) -> Operation
    ) -> EmittedValue {
        let result = builder.allocate()
        builder.emit(operation(result))
        return .finished(result, mayBeDefault: mayBeDefault)
    }

    /// The first of several expressions whose value is there.
    private func firstPresent(
        _ plans: [ExpressionPlan],
        _ failure: Address,
        _ mayBeDefault: Bool
    ) -> EmittedValue {
        let result = builder.allocate()
        let done = builder.label()
        for (index, plan) in plans.enumerated() {
            let isLast = index == plans.count - 1
            let next = isLast ? failure : builder.label()
            load(value(of: plan, next), into: result)
            countAlternative(at: plan.range)
            if !isLast {
                builder.jumpValue(to: done)
                builder.bindValue(next)
            }
        }
        builder.bindValue(done)
        return .finished(result, mayBeDefault: mayBeDefault)
    }

    private func existence(of path: ExpressionPlan) -> EmittedValue {
        let result = builder.allocate()
        let missing = builder.label()
        let done = builder.label()
        _ = register(of: path, missing)
        load(constant(.bool(true)), into: result)
        builder.jumpValue(to: done)
        builder.bindValue(missing)
        load(constant(.bool(false)), into: result)
        builder.bindValue(done)
        return .finished(result)
    }

    private func concatenation(
        _ pieces: [ExpressionPlan.TextPart],
        _ failure: Address,
        isPlaced: Bool = false
    ) -> EmittedValue {
        if let literal = pieces.literal {
            return constant(isPlaced ? .object(SafeText(.author, literal)) : .string(literal))
        }
        var parts: [ConcatenationPiece] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes):
                parts.append(.literal(String(decoding: bytes, as: UTF8.self)))
            case .value(let plan):
                parts.append(.register(register(of: plan, failure)))
            case .filtered(let plan, let filter):
                parts.append(.filtered(register(of: plan, failure), filter))
            }
        }
        let plan = tables.concatenations.add(ConcatenationPlan(pieces: parts, isPlaced: isPlaced))
        return computed { .concatenate(plan, into: $0) }
    }

    /// A value that the program itself holds.
    func constant(_ value: TemplateValue) -> EmittedValue {
        let plan = tables.constants.add(value)
        return computed { .constant(plan, into: $0) }
    }

    /// Another template, which is there once the render begins.
    private func linkedTemplate(_ name: String, _ failure: Address) -> EmittedValue {
        let symbol = builder.symbols.add(name)
        return computed { .linkedTemplate(symbol, into: $0, failure: failure) }
    }

    /// Emits the making of a message.
    private func message(
        _ text: MessageText,
        _ value: ExpressionPlan?,
        _ mayBeDefault: Bool
    ) -> EmittedValue {
        let names = text.names.map { name, value in
            countInterpolations(in: value.range)
            return (name: name, register: self.register(of: value))
        }
        if let value { countInterpolations(in: value.range) }
        let register = value.map { self.register(of: $0) }
        let plan = tables.messages.add(
            MessagePlan(
                id: text.id,
                text: text.text,
                scope: text.scope,
                names: names,
                isAuthors: text.isAuthors,
                meaning: text.meaning,
                value: register
            )
        )
        return computed(mayBeDefault: mayBeDefault) { .message(plan, into: $0) }
    }

    /// Emits an expression whose type belongs to the application.
    ///
    /// The expressions in its text stand before it and are stepped over: they run
    /// when they are asked for, with the registers of the place.
    private func application(
        _ prefix: String,
        _ expression: any TemplateExpression,
        _ plans: [ExpressionPlan],
        _ failure: Address,
        _ plan: ExpressionPlan
    ) -> EmittedValue {
        let parts = parts(plans)
        let entry = tables.applications.add(
            ApplicationPlan(prefix: prefix, expression: expression, parts: parts)
        )
        builder.place = plan.range
        return computed(mayBeDefault: plan.mayBeDefault) {
            .application(entry, into: $0, failure: failure)
        }
    }

    private func parts(_ plans: [ExpressionPlan]) -> [ApplicationPlan.Part] {
        guard !plans.isEmpty else { return [] }
        let behind = builder.label()
        builder.jumpValue(to: behind)
        let parts = plans.map { plan in
            let start = builder.instructions.count
            give(plan)
            return ApplicationPlan.Part(start: start, range: plan.range)
        }
        builder.bindValue(behind)
        return parts
    }

    /// Emits an expression that is evaluated by itself.
    func give(_ plan: ExpressionPlan) {
        let value = register(of: plan)
        builder.emit(.give(value))
    }

    // MARK: - Paths

    /// Emits a variable and the steps from it, but for the last step.
    private func path(_ path: PathPlan, _ failure: Address, _ mayBeDefault: Bool) -> EmittedValue {
        var value = root(path.root, path.rootRange, failure)
        for (index, step) in path.steps.enumerated() {
            builder.place = step.range
            let isCalled = path.isCalled && index == path.steps.count - 1
            value = self.step(step, from: value, isCalled: isCalled, failure)
        }
        value.mayBeDefault = mayBeDefault && path.steps.isEmpty
        value.operand.failure = failure
        value.operand.isCalled = path.isCalled && !value.isFinished
        return value
    }

    /// What a path starts from.
    func root(_ root: PathPlan.Root, _ range: Range<Int>, _ failure: Address) -> EmittedValue {
        builder.place = range
        switch root {
        case .variable(let variable):
            return EmittedValue(operand: Operand(register: register(of: variable)))
        case .input(let variable):
            let register = register(of: variable)
            builder.variableUses[register] = range
            return EmittedValue(operand: Operand(register: register))
        case .nothing: return .finished(.nothing)
        case .default: return .finished(.marker)
        case .undefined: return .finished(.undefined)
        case .constant(let value): return constant(value)
        case .template(let name): return linkedTemplate(name, failure)
        case .loopProperty(let loop, let property):
            let loop = number(of: loop)
            return computed {
                .loopProperty(property, loop: loop, into: $0, failure: failure)
            }
        case .loopBoundary(let loop, let boundary):
            let loop = number(of: loop)
            let plan = tables.loopBoundaries.add(boundary)
            return computed { .loopBoundary(plan, loop: loop, into: $0, failure: failure) }
        case .loops:
            return computed { .loops(into: $0) }
        }
    }

    /// Emits the step that a value still holds back, and holds back the next one.
    private func step(
        _ step: PathPlan.Step,
        from value: EmittedValue,
        isCalled: Bool,
        _ failure: Address
    ) -> EmittedValue {
        let object = finishedStep(value, failure)
        let operand = Operand(register: object, failure: failure, isCalled: isCalled)
        switch step.kind {
        case .member(let key):
            return EmittedValue(operand: builder.member(key, of: object))
        case .computed(let name):
            let key = register(of: name, failure)
            return computed { .computedMember(operand, key: key, into: $0) }
        case .namespace(let prefix, let namespace, let name):
            let plan = tables.namespaces.add(
                NamespacePlan(prefix: prefix, name: plan(of: name, failure), namespace: namespace)
            )
            builder.place = step.range
            return computed { .namespace(operand, plan, into: $0) }
        }
    }

    private func plan(of name: PathPlan.Step.Name, _ failure: Address) -> NamespacePlan.Name {
        switch name {
        case .literal(let name): .literal(name)
        case .computed(let value): .register(register(of: value, failure))
        }
    }

    /// The register of what a value is so far, without a call: zope.tales calls only the
    /// last object of a path.
    private func finishedStep(_ value: EmittedValue, _ failure: Address) -> Register {
        guard value.operand.member != .none else { return value.operand.register }
        var step = value.operand
        step.failure = failure
        step.isCalled = false
        let result = builder.allocate()
        builder.emit(.load(step, into: result))
        return result
    }

    // MARK: - Python

    /// Emits a `python:` expression; what is not there leads to `failure`.
    private func python(
        _ plan: PythonPlan,
        _ failure: Address,
        _ mayBeDefault: Bool
    ) -> EmittedValue {
        var python = PythonEmitter(self, plan.names, failure)
        let result = python.value(plan.node)
        if plan.node.canNest { python.keep(result, plan.node.range) }
        guard result.isVariable else {
            return .finished(result.register, mayBeDefault: mayBeDefault)
        }
        return EmittedValue(
            operand: Operand(register: result.register),
            mayBeDefault: mayBeDefault
        )
    }
}

extension [ExpressionPlan.TextPart] {
    /// The text of pieces without holes.
    var literal: String? {
        var text: [UInt8] = []
        for piece in self {
            guard case .literal(let bytes) = piece else { return nil }
            text += bytes
        }
        return String(decoding: text, as: UTF8.self)
    }
}
