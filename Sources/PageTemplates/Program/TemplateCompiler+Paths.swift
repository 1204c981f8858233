extension TemplateCompiler {
    /// Compiles a variable and the steps from it, but for the last step.
    mutating func walk(
        _ walk: PathWalk,
        _ failure: Label?,
        calls: Bool
    ) throws(TemplateError) -> Operand {
        var (operand, taken) = try root(walk, failure)
        operand.failure = failure
        operand.calls = calls
        let steps = walk.steps[taken...]
        for (index, step) in zip(steps.indices, steps) {
            builder.place = step.range
            let next = index + 1 < walk.steps.count ? walk.steps[index + 1] : nil
            let isCalled = calls && next == nil
            operand = try self.step(step, from: operand, before: next, calls: isCalled)
            operand.failure = failure
            operand.calls = calls
        }
        return operand
    }

    /// What a path starts from, and how many steps that already takes.
    private mutating func root(
        _ walk: PathWalk,
        _ failure: Label?
    ) throws(TemplateError) -> (Operand, Int) {
        builder.place = walk.rootRange
        switch scope.meaning(of: walk.root) {
        case .bound(let binding):
            // A global definition replaces the value of local variables too.
            let mayBeDefault = binding.mayBeDefault || scope.mayBeDefault(walk.root)
            let operand = Operand(
                register: binding.register,
                mayBeDefault: mayBeDefault && walk.steps.isEmpty
            )
            return (operand, 0)
        case .builtin(let builtin):
            return try root(builtin, walk, failure)
        case .free:
            let register = inputRegister(walk.root, .variable)
            builder.variableUses[register] = walk.rootRange
            let mayBeDefault = scope.mayBeDefault(walk.root) && walk.steps.isEmpty
            return (Operand(register: register, mayBeDefault: mayBeDefault), 0)
        }
    }

    mutating func root(
        _ builtin: Scope.Builtin,
        _ walk: PathWalk,
        _ failure: Label?
    ) throws(TemplateError) -> (Operand, Int) {
        switch builtin {
        case .nothing:
            return (.finished(TemplateProgram.FixedRegister.nothing), 0)
        case .default:
            let isWhole = walk.steps.isEmpty
            return (.finished(TemplateProgram.FixedRegister.marker, mayBeDefault: isWhole), 0)
        case .options:
            return (Operand(register: inputRegister(walk.root, .options)), 0)
        case .contexts:
            return (Operand(register: inputRegister(walk.root, .contexts)), 0)
        case .template:
            return (Operand(register: inputRegister(walk.root, .template)), 0)
        case .macros:
            return (Operand(register: inputRegister(walk.root, .macros)), 0)
        case .macroName:
            return (Operand(register: inputRegister(walk.root, .macroName)), 0)
        case .templates:
            return try linkedTemplate(walk, failure)
        case .attributes:
            return (sourceAttributes(), 0)
        case .repetition, .loop:
            return loopRoot(walk)
        }
    }

    /// `repeat/NAME/PROPERTY` is one instruction; anything else about loops goes
    /// through a mapping of all loops in sight.
    private mutating func loopRoot(_ walk: PathWalk) -> (Operand, Int) {
        if walk.steps.count >= 2,
            case .key(let name) = walk.steps[0].kind,
            case .key(let key) = walk.steps[1].kind,
            let loop = scope.loop(of: name),
            let property = LoopProperty(rawValue: key)
        {
            var read = Instruction(.loopProperty)
            read.a = builder.allocate()
            read.operand = Int32(tables.loopProperties.count)
            tables.loopProperties.append(.init(loop: loop, property: property))
            builder.emit(read)
            return (.finished(read.a), 2)
        }
        var read = Instruction(.loopMapping)
        read.a = builder.allocate()
        builder.emit(read)
        return (.finished(read.a), 0)
    }

    /// The attributes of the innermost element with statements, as in zope.tal.
    private mutating func sourceAttributes() -> Operand {
        guard let element = statementElements.last else {
            return .finished(TemplateProgram.FixedRegister.undefined)
        }
        let pairs = element.attributes.map { attribute in
            (attribute.key, TemplateValue.string(decodedValue(of: attribute)))
        }
        return constant(.mapping(TemplateMapping(pairs)))
    }

    /// Compiles the step that an operand still holds back, and holds back the
    /// next one.
    private mutating func step(
        _ step: PathStep,
        from operand: Operand,
        before next: PathStep?,
        calls: Bool
    ) throws(TemplateError) -> Operand {
        let object = finishedStep(operand)
        switch step.kind {
        case .key(let key):
            return Operand(
                register: object,
                member: builder.symbol(key),
                cache: builder.cache()
            )
        case .variable(let name):
            let key = try variable(name, step.range, operand.failure)
            var read = Instruction(.computedMember)
            read.a = builder.allocate()
            read.b = object
            read.operand = key
            read.calls = calls
            read.failure = operand.failure?.number ?? Instruction.none
            builder.emit(read)
            return .finished(read.a)
        case .namespace(let prefix, let argument):
            var read = Instruction(.namespace)
            read.a = builder.allocate()
            read.b = object
            read.calls = calls
            read.failure = operand.failure?.number ?? Instruction.none
            read.operand = try namespace(prefix, argument, step, operand.failure, before: next)
            builder.place = step.range
            builder.emit(read)
            return .finished(read.a)
        }
    }

    /// The entry of the table for a step through a namespace.
    private mutating func namespace(
        _ prefix: String,
        _ argument: NamespaceArgument,
        _ step: PathStep,
        _ failure: Label?,
        before next: PathStep?
    ) throws(TemplateError) -> Int32 {
        var plan = NamespacePlan(
            prefix: prefix,
            name: "",
            nameRegister: Instruction.none,
            namespace: try self.namespace(prefix, step)
        )
        switch argument {
        case .literal(let name): plan.name = name
        case .variable(let name): plan.nameRegister = try variable(name, step.range, failure)
        }
        let name = plan.nameRegister < 0 ? plan.name : nil
        reads.insert(.init(namespace: prefix, name: name, member: next?.literalKey))
        tables.namespaces.append(plan)
        return Int32(tables.namespaces.count - 1)
    }

    private func namespace(
        _ prefix: String,
        _ step: PathStep
    ) throws(TemplateError) -> any PathNamespace {
        if let known = configuration.namespaces[prefix] { return known }
        let unknown = TemplateError(
            .unknownNamespace,
            "unknown path namespace '\(prefix):'",
            in: tree.source,
            at: step.range,
            notes: NearestNames.note(prefix, among: configuration.namespaces.keys)
        )
        guard configuration.acceptsUnknownPrefixes else { throw unknown }
        return UnknownPrefix(error: unknown)
    }

    /// The register of what an operand stands for so far, without a call:
    /// zope.tales calls only the last object of a path.
    private mutating func finishedStep(_ operand: Operand) -> Int32 {
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

    /// The register of a variable that a computed step names.
    private mutating func variable(
        _ name: String,
        _ range: Range<Int>,
        _ failure: Label?
    ) throws(TemplateError) -> Int32 {
        let walk = PathWalk(root: name, rootRange: range, steps: [])
        let expression = Expression(kind: .walk(walk), range: range)
        return try materialize(expression, failure).register
    }

    /// The register of a variable that the render brings along.
    mutating func inputRegister(_ name: String, _ kind: Procedure.Input.Kind) -> Int32 {
        if let input = inputs[name] { return input.register }
        let register = builder.allocateForever()
        inputs[name] = .init(name: name, register: register, kind: kind)
        return register
    }
}

extension PathStep {
    /// The key of a step that is not computed.
    var literalKey: String? {
        guard case .key(let key) = kind else { return nil }
        return key
    }
}
