import TemplateSyntax

/// A value whose last step may be left to whoever uses it.
struct Operand {
    /// The register of the value, or of the object of the last step.
    var register: Int32

    /// The last step, a symbol and its cache.
    var member = Instruction.none
    var cache = Instruction.none

    /// Whether a callable result is called.
    var calls = true

    /// Whether the value can be `default`.
    var mayBeDefault = false

    /// Whether the register holds a finished value that belongs to nobody else.
    var isFinished = false

    /// Where a missing value leads; `nil` makes it an error.
    var failure: ProgramBuilder.Label?

    /// Whether whoever uses the operand calls its value.
    var isCalled: Bool { calls && !isFinished }

    /// A value that is computed and complete.
    static func finished(_ register: Int32, mayBeDefault: Bool = false) -> Operand {
        Operand(register: register, mayBeDefault: mayBeDefault, isFinished: true)
    }
}

// Values in registers.
extension ProgramEmitter {
    /// The register of a value; what is missing leads to `failure`, or is an error.
    func register(of plan: ExpressionPlan, _ failure: Label? = nil) -> Int32 {
        let operand = operand(of: plan, failure)
        guard !operand.isFinished else { return operand.register }
        let register = builder.allocate()
        load(operand, into: register)
        return register
    }

    /// Brings the value of an operand into a register.
    func load(_ operand: Operand, into register: Int32) {
        var load = Instruction(operand.member < 0 ? .copy : .member)
        load.a = register
        load.b = operand.register
        load.operand = operand.member
        load.cache = operand.cache
        load.calls = operand.isCalled
        load.failure = operand.failure?.number ?? Instruction.none
        builder.emit(load)
    }

    /// Emits an expression, but for its last step.
    func operand(of plan: ExpressionPlan, _ failure: Label?) -> Operand {
        builder.place = plan.range
        switch plan.kind {
        case .constant(let value): return constant(value)
        case .first(let plans): return firstPresent(plans, failure, plan.mayBeDefault)
        case .path(let path): return self.path(path, failure, plan.mayBeDefault)
        case .text(let parts): return concatenation(parts, failure)
        case .not(let inner): return computed(.negate, of: inner, failure, mayBeDefault: false)
        case .exists(let path): return existence(of: path)
        case .trusted(let inner):
            return computed(.trust, of: inner, failure, mayBeDefault: plan.mayBeDefault)
        case .template(let name): return linkedTemplate(name, failure)
        case .message(let text, let value): return message(text, value, plan.mayBeDefault)
        case .python(let python): return self.python(python, failure, plan.mayBeDefault)
        case .application(let prefix, let expression, let parts):
            return application(prefix, expression, parts, failure, plan)
        case .broken: return .finished(TemplateProgram.FixedRegister.nothing)
        }
    }

    /// The first of several expressions whose value is there.
    private func firstPresent(
        _ plans: [ExpressionPlan],
        _ failure: Label?,
        _ mayBeDefault: Bool
    ) -> Operand {
        let result = builder.allocate()
        let done = builder.label()
        for (index, plan) in plans.enumerated() {
            let isLast = index == plans.count - 1
            let next = isLast ? failure : builder.label()
            load(operand(of: plan, next), into: result)
            if !isLast, let next {
                builder.jumpValue(to: done)
                builder.bindValue(next)
            }
        }
        builder.bindValue(done)
        return .finished(result, mayBeDefault: mayBeDefault)
    }

    private func existence(of path: ExpressionPlan) -> Operand {
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

    private func computed(
        _ opcode: Opcode,
        of inner: ExpressionPlan,
        _ failure: Label?,
        mayBeDefault: Bool
    ) -> Operand {
        let value = register(of: inner, failure)
        var instruction = Instruction(opcode)
        instruction.a = builder.allocate()
        instruction.b = value
        builder.emit(instruction)
        return .finished(instruction.a, mayBeDefault: mayBeDefault)
    }

    private func concatenation(
        _ pieces: [ExpressionPlan.TextPart],
        _ failure: Label?
    ) -> Operand {
        if let literal = pieces.literal { return constant(.string(literal)) }
        var parts: [ConcatenationPiece] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes):
                parts.append(.literal(String(decoding: bytes, as: UTF8.self)))
            case .value(let plan):
                parts.append(.register(register(of: plan, failure)))
            }
        }
        var concatenate = Instruction(.concatenate)
        concatenate.a = builder.allocate()
        concatenate.operand = Int32(tables.concatenations.count)
        tables.concatenations.append(parts)
        builder.emit(concatenate)
        return .finished(concatenate.a)
    }

    /// A value that the program itself holds.
    func constant(_ value: TemplateValue) -> Operand {
        var constant = Instruction(.constant)
        constant.a = builder.allocate()
        constant.operand = builder.constant(value)
        builder.emit(constant)
        return .finished(constant.a)
    }

    /// Another template, which is there once the render begins.
    private func linkedTemplate(_ name: String, _ failure: Label?) -> Operand {
        var link = Instruction(.linkedTemplate)
        link.a = builder.allocate()
        link.operand = Int32(page.facts.references.firstIndex(of: name) ?? 0)
        link.failure = failure?.number ?? Instruction.none
        builder.emit(link)
        return .finished(link.a)
    }

    /// Emits the making of a message.
    private func message(
        _ text: MessageText,
        _ value: ExpressionPlan?,
        _ mayBeDefault: Bool
    ) -> Operand {
        let names = text.names.map { (name: $0.name, register: self.register(of: $0.value)) }
        let register = value.map { self.register(of: $0) } ?? Instruction.none
        var make = Instruction(.message)
        make.a = builder.allocate()
        make.b = register
        make.operand = Int32(tables.messages.count)
        tables.messages.append(
            MessagePlan(id: text.id, text: text.text, scope: text.scope, names: names)
        )
        builder.emit(make)
        return .finished(make.a, mayBeDefault: mayBeDefault)
    }

    /// Emits an expression whose type belongs to the application.
    ///
    /// The expressions in its text stand before it and are stepped over: they run
    /// when they are asked for, with the registers of the place.
    private func application(
        _ prefix: String,
        _ expression: any TemplateExpression,
        _ plans: [ExpressionPlan],
        _ failure: Label?,
        _ plan: ExpressionPlan
    ) -> Operand {
        let parts = parts(plans)
        var evaluate = Instruction(.application)
        evaluate.a = builder.allocate()
        evaluate.operand = Int32(tables.applications.count)
        evaluate.failure = failure?.number ?? Instruction.none
        tables.applications.append(
            ApplicationPlan(prefix: prefix, expression: expression, parts: parts)
        )
        builder.place = plan.range
        builder.emit(evaluate)
        return .finished(evaluate.a, mayBeDefault: plan.mayBeDefault)
    }

    private func parts(_ plans: [ExpressionPlan]) -> [ApplicationPlan.Part] {
        guard !plans.isEmpty else { return [] }
        let behind = builder.label()
        builder.jumpValue(to: behind)
        let parts = plans.map { plan in
            let start = builder.instructions.count
            var give = Instruction(.give)
            give.a = register(of: plan)
            builder.emit(give)
            return ApplicationPlan.Part(start: start, range: plan.range)
        }
        builder.bindValue(behind)
        return parts
    }

    // MARK: - Paths

    /// Emits a variable and the steps from it, but for the last step.
    private func path(_ path: PathPlan, _ failure: Label?, _ mayBeDefault: Bool) -> Operand {
        var operand = root(path.root, path.rootRange, failure)
        operand.mayBeDefault = mayBeDefault
        operand.failure = failure
        operand.calls = path.isCalled
        for (index, step) in path.steps.enumerated() {
            builder.place = step.range
            let isLast = index == path.steps.count - 1
            operand = self.step(step, from: operand, calls: path.isCalled && isLast)
            operand.failure = failure
            operand.calls = path.isCalled
        }
        return operand
    }

    /// What a path starts from.
    func root(_ root: PathPlan.Root, _ range: Range<Int>, _ failure: Label?) -> Operand {
        builder.place = range
        switch root {
        case .variable(let variable):
            return Operand(register: register(of: variable))
        case .input(let variable):
            let register = register(of: variable)
            builder.variableUses[register] = range
            return Operand(register: register)
        case .nothing: return .finished(TemplateProgram.FixedRegister.nothing)
        case .default: return .finished(TemplateProgram.FixedRegister.marker)
        case .undefined: return .finished(TemplateProgram.FixedRegister.undefined)
        case .constant(let value): return constant(value)
        case .template(let name): return linkedTemplate(name, failure)
        case .loopProperty(let loop, let property):
            var read = Instruction(.loopProperty)
            read.a = builder.allocate()
            read.operand = addLoopProperty(loop, property)
            builder.emit(read)
            return .finished(read.a)
        case .loops:
            var read = Instruction(.loopMapping)
            read.a = builder.allocate()
            builder.emit(read)
            return .finished(read.a)
        }
    }

    func addLoopProperty(_ loop: LoopID, _ property: LoopProperty) -> Int32 {
        tables.loopProperties.append(.init(loop: number(of: loop), property: property))
        return Int32(tables.loopProperties.count - 1)
    }

    /// Emits the step that an operand still holds back, and holds back the
    /// next one.
    private func step(_ step: PathPlan.Step, from operand: Operand, calls: Bool) -> Operand {
        let object = finishedStep(operand)
        switch step.kind {
        case .member(let key):
            return Operand(
                register: object,
                member: builder.symbol(key),
                cache: builder.cache()
            )
        case .computed(let name):
            let key = register(of: name, operand.failure)
            var read = Instruction(.computedMember)
            read.a = builder.allocate()
            read.b = object
            read.operand = key
            read.calls = calls
            read.failure = operand.failure?.number ?? Instruction.none
            builder.emit(read)
            return .finished(read.a)
        case .namespace(let prefix, let namespace, let name):
            var read = Instruction(.namespace)
            read.a = builder.allocate()
            read.b = object
            read.calls = calls
            read.failure = operand.failure?.number ?? Instruction.none
            read.operand = addNamespace(prefix, namespace, name, operand.failure)
            builder.place = step.range
            builder.emit(read)
            return .finished(read.a)
        }
    }

    /// The entry of the table for a step through a namespace.
    private func addNamespace(
        _ prefix: String,
        _ namespace: any PathNamespace,
        _ name: PathPlan.Step.Name,
        _ failure: Label?
    ) -> Int32 {
        var plan = NamespacePlan(
            prefix: prefix,
            name: "",
            nameRegister: Instruction.none,
            namespace: namespace
        )
        switch name {
        case .literal(let name): plan.name = name
        case .computed(let value): plan.nameRegister = register(of: value, failure)
        }
        tables.namespaces.append(plan)
        return Int32(tables.namespaces.count - 1)
    }

    /// The register of what an operand stands for so far, without a call:
    /// zope.tales calls only the last object of a path.
    private func finishedStep(_ operand: Operand) -> Int32 {
        guard operand.member >= 0 else { return operand.register }
        var read = Instruction(.member)
        read.a = builder.allocate()
        read.b = operand.register
        read.operand = operand.member
        read.cache = operand.cache
        read.failure = operand.failure?.number ?? Instruction.none
        builder.emit(read)
        return read.a
    }

    // MARK: - Python

    /// Emits a `python:` expression; what is not there leads to `failure`.
    private func python(
        _ plan: PythonPlan,
        _ failure: Label?,
        _ mayBeDefault: Bool
    ) -> Operand {
        var python = PythonEmitter(self, plan.names, failure)
        let result = python.value(plan.node)
        if plan.node.canNest { python.keep(result, plan.node.range) }
        guard result.isVariable else {
            return .finished(result.register, mayBeDefault: mayBeDefault)
        }
        return Operand(register: result.register, calls: false, mayBeDefault: mayBeDefault)
    }
}

extension [ExpressionPlan.TextPart] {
    /// The text of pieces without holes.
    fileprivate var literal: String? {
        var text: [UInt8] = []
        for piece in self {
            guard case .literal(let bytes) = piece else { return nil }
            text += bytes
        }
        return String(decoding: text, as: UTF8.self)
    }
}
