extension Machine {
    /// Runs an instruction that computes a value.
    func compute(_ step: Step, _ next: inout Int) throws(TemplateError) {
        switch step.pointee.opcode {
        case .constant:
            registers[Int(step.pointee.a)] = constants + Int(step.pointee.operand)
        case .copy:
            try copy(step, &next)
        case .member:
            try loadMember(step, &next)
        case .computedMember:
            try computedMember(step, &next)
        case .namespace:
            try namespace(step, &next)
        case .concatenate:
            try concatenate(step)
        case .negate:
            set(step.pointee.a, .bool(!isTrue(registers[Int(step.pointee.b)])))
        case .trust:
            try trust(step)
        case .unpack:
            try unpack(step)
        case .bindGlobal:
            bindGlobal(step)
        case .loopProperty:
            try loopProperty(step, &next)
        case .loopMapping:
            loopMapping(step)
        case .linkedTemplate:
            try linkedTemplate(step, &next)
        case .message:
            try message(step)
        case .application:
            try application(step, &next)
        case .deferred:
            let procedure = Int(step.pointee.operand)
            let isLazy = step.pointee.calls
            let deferred = DeferredExpression(program, procedure, isLazy: isLazy)
            set(step.pointee.a, .object(deferred))
        case .currentError:
            set(step.pointee.a, currentError?.asValue ?? .nothing)
        case .pythonName, .pythonBinary, .pythonUnary, .pythonCompare, .pythonAttribute,
            .pythonItem, .pythonSlice, .pythonCollection, .pythonCall, .pythonFormat,
            .pythonIterate, .pythonUnpack, .pythonAppend, .pythonGather, .pythonKeep:
            try python(step, &next)
        case .scriptBegin, .scriptEnd, .scriptAssign, .scriptUnbind, .scriptUpdate,
            .scriptSetItem, .scriptDeleteItem, .scriptSetSlice, .scriptDeleteSlice,
            .scriptIterate, .scriptNext, .scriptRaise, .scriptMatch, .scriptCaught,
            .scriptBeginHandling, .scriptEndHandling, .scriptResume:
            try script(step, &next)
        case .literal, .text, .structure, .attribute, .attributeSet, .jump, .jumpIfFalse,
            .jumpIfTrue, .loopBegin, .loopNext, .caseTest, .pushHandler, .popHandler, .callMacro,
            .fillSlot, .leave, .end, .give, .beginMessage, .endMessage, .beginPart, .endPart:
            preconditionFailure("\(step.pointee.opcode) is an instruction of execute")
        }
    }

    private func isTrue(_ value: Pointer) -> Bool {
        value == marker || value.pointee.isTrue
    }

    private func copy(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let value = registers[Int(step.pointee.b)]
        if value == undefined {
            _ = try missingVariable(step)
            next = Int(step.pointee.failure)
            return
        }
        try bindFinished(value, step, &next)
    }

    /// Lets the register of an instruction have a value at the end of a path.
    private func bindFinished(
        _ value: Pointer,
        _ step: Step,
        _ next: inout Int
    ) throws(TemplateError) {
        if let result = try finished(value, step) {
            bind(step.pointee.a, to: result)
        } else {
            next = Int(step.pointee.failure)
        }
    }

    private func loadMember(_ step: Step, _ next: inout Int) throws(TemplateError) {
        guard let found = try value(of: step, in: step.pointee.b) else {
            next = Int(step.pointee.failure)
            return
        }
        try bindFinished(found, step, &next)
    }

    /// A step whose key, or list of keys, a variable holds.
    private func computedMember(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let key = registers[Int(step.pointee.operand)]
        var keys = [key.pointee]
        if let list = key.pointee.pythonListItems { keys = list }
        var found = registers[Int(step.pointee.b)]
        if found == undefined {
            _ = try missingVariable(step)
            next = Int(step.pointee.failure)
            return
        }
        try locating(step - instructions) { () throws(TemplateError) in
            try budget.take(through: key.pointee)
        }
        for key in keys {
            let name = try locating(step - instructions) { () throws(TemplateError) in
                let name = try key.textForm(&budget)
                try budget.take(steps: name.steps)
                return name
            }
            guard !name.hasPrefix("_") else {
                throw failure(.privateName, "a name that starts with '_' is private", step)
            }
            guard let member = try member(named: name, of: found, step) else {
                next = Int(step.pointee.failure)
                return
            }
            bind(step.pointee.a, to: member)
            found = registers[Int(step.pointee.a)]
        }
        try bindFinished(found, step, &next)
    }

    private func namespace(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let plan = program.tables.namespaces[Int(step.pointee.operand)]
        let variable = registers[Int(step.pointee.b)]
        if variable == undefined {
            _ = try missingVariable(step)
            next = Int(step.pointee.failure)
            return
        }
        guard let object = try settled(variable, step) else {
            next = Int(step.pointee.failure)
            return
        }
        let name =
            plan.nameRegister < 0
            ? plan.name : registers[Int(plan.nameRegister)].pointee.textForm
        let found = try asking(step) { try plan.namespace.value(of: name, in: object.pointee) }
        guard let found else {
            _ = try missing("\(plan.prefix):\(name)", in: object, step)
            next = Int(step.pointee.failure)
            return
        }
        set(step.pointee.a, found)
        try bindFinished(registers[Int(step.pointee.a)], step, &next)
    }

    private func concatenate(_ step: Step) throws(TemplateError) {
        let text = try locating(step - instructions) { () throws(TemplateError) in
            var text = ""
            for piece in program.tables.concatenations[Int(step.pointee.operand)] {
                switch piece {
                case .literal(let literal): text += literal
                case .register(let register):
                    let part = try registers[Int(register)].pointee.textForm(&budget)
                    try budget.check(textSize: text.utf8.count + part.utf8.count)
                    text += part
                }
            }
            try budget.take(textSize: text.utf8.count)
            return text
        }
        set(step.pointee.a, .string(text))
    }

    private func trust(_ step: Step) throws(TemplateError) {
        let value = registers[Int(step.pointee.b)]
        if case .nothing = value.pointee {
            registers[Int(step.pointee.a)] = value
            return
        }
        let text = try trusted(value, step)
        let markup = SafeMarkup(unchecked: text, reason: "vouched for, or trusted by configuration")
        set(step.pointee.a, .markup(markup))
    }

    private func unpack(_ step: Step) throws(TemplateError) {
        let value = registers[Int(step.pointee.b)]
        let targets = program.tables.unpackings[Int(step.pointee.operand)]
        try locating(step - instructions) { () throws(TemplateError) in
            try budget.take(through: value.pointee)
        }
        var elements: [TemplateValue]?
        switch value.pointee {
        case .list(let list): elements = list
        case .object(let object): elements = object.elements
        default: break
        }
        guard let elements, elements.count == targets.count else {
            throw failure(
                .unpackingFailed,
                "\(value.pointee.typeName) does not fit \(targets.count) names",
                step
            )
        }
        for (target, element) in zip(targets, elements) {
            set(target, element)
        }
    }

    private func bindGlobal(_ step: Step) {
        let plan = program.tables.globals[Int(step.pointee.operand)]
        bindGlobal(plan.name, to: registers[Int(step.pointee.b)], plan.registers)
    }
}
