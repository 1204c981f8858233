import TemplateSyntax

extension Machine {
    /// Builds a collection that is written out.
    func collection(_ step: Step) throws(TemplateError) {
        let plan = program.tables.python.collections[Int(step.pointee.operand)]
        let values = plan.registers.map { registers[Int($0)].pointee }
        let collection = try Self.collection(plan.kind, values, &budget)
        set(step.pointee.a, plan.isGathered ? collection : try fresh(collection))
    }

    /// A collection that nobody else has yet: one that scripts can change, where
    /// there are any.
    func fresh(_ value: TemplateValue) throws(TemplateError) -> TemplateValue {
        guard program.configuration.allowsScripts, value.isContainer else { return value }
        try budget.take(through: value)
        let container = value.changeableCopy
        let contents = container?.contents ?? value.pythonTuple ?? []
        try PythonNesting.put(contents, into: container, &budget)
        return container.map { .object($0) } ?? value
    }

    private static func collection(
        _ kind: PythonKind,
        _ values: [TemplateValue],
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        switch kind {
        case .list:
            return .list(values)
        case .set:
            return .object(PythonSet(try PythonKeySet(values, &budget)))
        case .dict:
            let keys = stride(from: 0, to: values.count, by: 2)
            return try PythonDictionary.value(
                of: keys.map { (values[$0], values[$0 + 1]) },
                &budget
            )
        default:
            return .object(PythonSequence(kind, values))
        }
    }

    // MARK: Comprehensions

    /// Lets a register have the items of a value, where a loop can point at them.
    func iterate(_ step: Step) throws(TemplateError) {
        let value = registers[Int(step.pointee.b)]
        if case .list = value.pointee {
            registers[Int(step.pointee.a)] = value
        } else {
            set(step.pointee.a, .list(try PythonItems.elements(of: value.pointee, &budget)))
        }
    }

    /// Adds to a list in its place: nobody else has it yet.
    func append(_ step: Step) throws(TemplateError) {
        let value = registers[Int(step.pointee.b)].pointee
        if step.pointee.calls { _ = try PythonKey(value, &budget) }
        let place = Int(step.pointee.a)
        guard case .list(var items) = owned[place] else { return }
        owned[place] = .nothing
        items.append(value)
        owned[place] = .list(items)
    }

    /// Makes another collection of the list that a comprehension has gathered.
    func gather(_ step: Step) throws(TemplateError) {
        guard case .list(let items) = registers[Int(step.pointee.b)].pointee else { return }
        let kind = PythonComprehension.Kind.allCases[Int(step.pointee.operand)]
        set(step.pointee.a, try fresh(Self.collection(kind.pythonKind, items, &budget)))
    }

    /// Binds the names of a target to the parts of an item.
    func bindPattern(_ step: Step) throws(TemplateError) {
        let pattern = program.tables.python.patterns[Int(step.pointee.operand)]
        try bind(pattern, to: registers[Int(step.pointee.b)].pointee)
    }

    private func bind(
        _ pattern: PythonPattern,
        to value: TemplateValue
    ) throws(TemplateError) {
        switch pattern {
        case .register(let register):
            set(register, value)
        case .unpack(let patterns):
            let items = try PythonItems.elements(of: value, &budget)
            guard items.count == patterns.count else {
                throw TemplateError(
                    .valueError,
                    "\(value.pythonName) of \(items.count) does not fit \(patterns.count) names"
                )
            }
            for (pattern, item) in zip(patterns, items) { try bind(pattern, to: item) }
        }
    }

    // MARK: Depth

    /// Refuses a value that is nested so deep that to let go of it, which goes
    /// through it recursively, could exhaust the stack.
    ///
    /// One expression adds little to the depth; only values that are kept and
    /// put into others again and again grow.
    func keep(_ step: Step) throws(TemplateError) {
        var level = registers[Int(step.pointee.b)].pointee.containedContainers
        var depth = 1
        while !level.isEmpty {
            depth += 1
            guard depth <= TemplateValue.depthLimit else {
                throw TemplateError(
                    .nestingTooDeep,
                    "a value is nested deeper than \(TemplateValue.depthLimit) levels"
                )
            }
            try budget.take(steps: level.count)
            level = level.flatMap(\.containedContainers)
        }
    }
}
