import TemplateSyntax

extension Machine {
    /// Runs an instruction of a `python:` expression.
    ///
    /// Something that is not there leads on like a path that is not there.
    func python(_ step: Step, _ next: inout Int) throws(TemplateError) {
        do throws(TemplateError) {
            try compute(step)
        } catch {
            guard error.code.isAbsence, step.pointee.failure >= 0 else {
                throw error.located(in: program.source.file, at: place(of: step))
            }
            next = Int(step.pointee.failure)
        }
    }

    private func compute(_ step: Step) throws(TemplateError) {
        switch step.pointee.opcode {
        case .pythonName: try name(step)
        case .pythonBinary: try binary(step)
        case .pythonCompare: try compare(step)
        case .pythonUnary: try unary(step)
        case .pythonAttribute: try attribute(step)
        case .pythonItem: try item(step)
        case .pythonSlice: try slice(step)
        case .pythonCollection: try collection(step)
        case .pythonCall: try call(step)
        case .pythonFormat: try format(step)
        case .pythonIterate: try iterate(step)
        case .pythonUnpack: try bindPattern(step)
        case .pythonAppend: try append(step)
        case .pythonGather: try gather(step)
        default: try keep(step)
        }
    }

    /// The value of a register.
    private func value(_ register: Int32) -> TemplateValue {
        registers[Int(register)].pointee
    }

    // MARK: Names and operators

    private func name(_ step: Step) throws(TemplateError) {
        let variable = registers[Int(step.pointee.b)]
        if variable != undefined {
            try bindVariable(variable, step)
            return
        }
        if step.pointee.operand >= 0 {
            registers[Int(step.pointee.a)] = constants + Int(step.pointee.operand)
            return
        }
        let name = program.source.text(place(of: step))
        throw TemplateError(
            .nameError,
            "unknown variable '\(name)'",
            notes: TemplateError.Note.nearest(name, among: context.all.keys)
        )
    }

    private func bindVariable(_ variable: Pointer, _ step: Step) throws(TemplateError) {
        if case .object(let object) = variable.pointee,
            let deferred = object as? DeferredExpression
        {
            bind(step.pointee.a, to: try evaluate(deferred, step))
        } else if step.pointee.calls {
            set(step.pointee.a, try call(variable.pointee, PythonArguments(), step))
        } else {
            registers[Int(step.pointee.a)] = variable
        }
    }

    private func binary(_ step: Step) throws(TemplateError) {
        let left = registers[Int(step.pointee.b)]
        let right = registers[Int(step.pointee.plan)]
        let symbol = PythonBinaryOperator.allCases[Int(step.pointee.operand)]
        if case .integer(let one) = left.pointee, case .integer(let other) = right.pointee {
            set(step.pointee.a, try PythonInteger.compute(symbol, one, other))
        } else {
            let value = try PythonOperations.compute(symbol, left.pointee, right.pointee, &budget)
            set(step.pointee.a, try fresh(value))
        }
    }

    private func compare(_ step: Step) throws(TemplateError) {
        let left = registers[Int(step.pointee.b)]
        let right = registers[Int(step.pointee.plan)]
        let comparison = PythonComparison.allCases[Int(step.pointee.operand)]
        // Only `default` is `default`, whatever values look like it.
        if left == marker || right == marker, comparison == .same || comparison == .notSame {
            set(step.pointee.a, .bool((left == right) == (comparison == .same)))
            return
        }
        // A variable is the object that it is, whatever its value.
        if left == right, comparison == .same || comparison == .notSame {
            set(step.pointee.a, .bool(comparison == .same))
            return
        }
        set(
            step.pointee.a,
            .bool(
                try PythonComparing.compare(comparison, left.pointee, right.pointee, &budget)
            )
        )
    }

    private func unary(_ step: Step) throws(TemplateError) {
        let symbol = PythonUnaryOperator.allCases[Int(step.pointee.operand)]
        set(step.pointee.a, try PythonOperations.compute(symbol, value(step.pointee.b)))
    }

    // MARK: Attributes and items

    private func attribute(_ step: Step) throws(TemplateError) {
        let name = program.symbols[Int(step.pointee.operand)]
        let object = value(step.pointee.b)
        guard step.pointee.a >= 0 else {
            if object.pythonKind != .object { _ = try attribute(name, of: object, step) }
            return
        }
        set(step.pointee.a, try attribute(name, of: object, step))
    }

    private func attribute(
        _ name: String,
        of value: TemplateValue,
        _ step: Step
    ) throws(TemplateError) -> TemplateValue {
        if case .object(let object) = value, value.hasMembers,
            PythonMethods.method(name, of: value) == nil,
            let found = try asking(step, { try object.member(name) })
        {
            return found
        }
        if let type = value.pythonCallable?.type,
            let method = PythonMethods.table[type]?[name]
        {
            return .object(PythonCallable(method, owner: type))
        }
        var method = PythonMethods.method(name, of: value)
        if method == nil, value.pythonKind == .object, name == "get" {
            method = PythonObjectMethods.get
        }
        guard let method else { throw try noAttribute(name, value) }
        return .object(PythonCallable(method, receiver: value))
    }

    private func noAttribute(
        _ name: String,
        _ value: TemplateValue
    ) throws(TemplateError) -> TemplateError {
        try budget.take(through: value)
        var notes = try TemplateError.Note.nearest(name, among: value.memberNames, &budget)
        if PythonEntries(value) != nil, value.memberNames.contains(name) {
            notes = [.init("a key of a mapping is an item: ['\(name)']")]
        }
        let message = "\(value.pythonName) has no attribute '\(name)'"
        return TemplateError(.attributeError, message, notes: notes)
    }

    private func item(_ step: Step) throws(TemplateError) {
        let object = registers[Int(step.pointee.b)]
        let key = registers[Int(step.pointee.plan)].pointee
        if case .mapping(let mapping) = object.pointee, case .string(let name) = key {
            try budget.take(steps: name.steps)
            if let slot = mapping.index(of: name) {
                registers[Int(step.pointee.a)] = mapping.pointer(to: slot)
                return
            }
        }
        if case .object(let foreign) = object.pointee, object.pointee.pythonKind == .object,
            let name = key.pythonText
        {
            try budget.take(steps: name.steps)
            set(step.pointee.a, try member(name, of: foreign, step))
            return
        }
        set(step.pointee.a, try PythonItems.item(key, of: object.pointee, &budget))
    }

    /// An item of an object of the application is its member.
    private func member(
        _ name: String,
        of object: any TemplateObject,
        _ step: Step
    ) throws(TemplateError) -> TemplateValue {
        guard !name.hasPrefix("_") else {
            throw TemplateError(.privateName, "a name that starts with '_' is private")
        }
        if let found = try asking(step, { try object.member(name) }) { return found }
        throw try PythonItems.missing(.string(name), in: .object(object), &budget)
    }

    private func slice(_ step: Step) throws(TemplateError) {
        let bounds = program.tables.unpackings[Int(step.pointee.operand)].map(value)
        let slice = try PythonSlice(bounds)
        let value = try PythonItems.slice(value(step.pointee.b), slice, &budget)
        set(step.pointee.a, try fresh(value))
    }

    // MARK: Calls

    private func call(_ step: Step) throws(TemplateError) {
        let plan = program.tables.python.calls[Int(step.pointee.operand)]
        let result = try call(plan.target, try arguments(plan), step)
        if case .string(let text) = result { try budget.check(text: text) }
        set(step.pointee.a, result)
    }

    private func arguments(_ plan: PythonCallPlan) throws(TemplateError) -> PythonArguments {
        var arguments = PythonArguments()
        for argument in plan.arguments {
            switch argument {
            case .positional(let register):
                arguments.positional.append(value(register))
            case .keyword(let name, let register):
                arguments.keywords.entries.append((name, value(register)))
            case .spread(let register):
                let items = try PythonItems.elements(of: value(register), &budget)
                try budget.take(steps: items.count)
                arguments.positional += items
            }
        }
        return arguments
    }

    private func call(
        _ target: PythonCallPlan.Target,
        _ arguments: PythonArguments,
        _ step: Step
    ) throws(TemplateError) -> TemplateValue {
        switch target {
        case .function(let function):
            return try call(function, arguments)
        case .method(let name, let register):
            let receiver = value(register)
            if let result = try call(name, of: receiver, arguments, step) { return result }
            guard let method = PythonMethods.method(name, of: receiver) else {
                return try call(try attribute(name, of: receiver, step), arguments, step)
            }
            var arguments = arguments
            arguments.receiver = receiver
            return try call(method, arguments)
        case .value(let register):
            return try call(value(register), arguments, step)
        }
    }

    private func call(
        _ function: PythonFunction,
        _ arguments: PythonArguments
    ) throws(TemplateError) -> TemplateValue {
        let result = try function.call(arguments, &budget)
        return function.makesCollections ? try fresh(result) : result
    }

    private func call(
        _ value: TemplateValue,
        _ arguments: PythonArguments,
        _ step: Step
    ) throws(TemplateError) -> TemplateValue {
        if let callable = value.pythonCallable {
            let result = try callable.call(arguments, &budget)
            return callable.function.makesCollections ? try fresh(result) : result
        }
        if case .object(let object) = value, value.pythonKind == .object {
            let passed = try TemplateArguments(arguments, &budget)
            if let result = try asking(step, { try object.call(with: passed) }) { return result }
        }
        throw TemplateError(.typeError, "\(value.pythonName) cannot be called")
    }

    /// The value of a method of an object of the application.
    private func call(
        _ method: String,
        of value: TemplateValue,
        _ arguments: PythonArguments,
        _ step: Step
    ) throws(TemplateError) -> TemplateValue? {
        guard case .object(let object) = value, value.pythonKind == .object else { return nil }
        let arguments = try TemplateArguments(arguments, &budget)
        return try asking(step) { try object.call(method, with: arguments) }
    }

    // MARK: Text

    private func format(_ step: Step) throws(TemplateError) {
        let plan = program.tables.python.formats[Int(step.pointee.operand)]
        var value = value(step.pointee.b)
        if plan.usesRepresentation {
            value = .string(try PythonText.representation(of: value, &budget))
        }
        if plan.isText { value = .string(try value.pythonString(&budget)) }
        switch plan.specification {
        case nil:
            set(step.pointee.a, .string(try value.pythonString(&budget)))
        case .valid(let specification)?:
            let text = try PythonFormatting.format(value, specification, &budget)
            set(step.pointee.a, .string(text))
        case .invalid(let text)?:
            throw TemplateError(.valueError, "'\(text)' is not a format")
        }
    }
}
