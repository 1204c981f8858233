import TemplateSyntax

extension Machine {
    /// Runs an instruction of a script.
    func script(_ step: Step, _ next: inout Int) throws(TemplateError) {
        do throws(TemplateError) {
            try run(step, &next)
        } catch {
            throw error.located(in: program.source.file, at: place(of: step))
        }
    }

    private func run(_ step: Step, _ next: inout Int) throws(TemplateError) {
        switch step.pointee.opcode {
        case .scriptBegin: beginScript(step)
        case .scriptEnd: endScript(step)
        case .scriptAssign: assign(step)
        case .scriptUnbind: registers[Int(step.pointee.a)] = undefined
        case .scriptUpdate: try update(step)
        case .scriptSetItem: try setItem(step)
        case .scriptDeleteItem: try deleteItem(step)
        case .scriptSetSlice, .scriptDeleteSlice: try changeSlice(step)
        case .scriptIterate: try beginIteration(step)
        case .scriptNext: try iterate(step, &next)
        case .scriptRaise: try raise(step)
        case .scriptMatch: match(step, &next)
        case .scriptCaught: caught(step)
        case .scriptBeginHandling: handled.append(nil)
        case .scriptEndHandling: handled.removeLast()
        default:
            if let error = handled.popLast() ?? nil { throw error }
        }
    }

    // MARK: Variables

    private func beginScript(_ step: Step) {
        for variable in program.tables.python.scripts[Int(step.pointee.operand)].variables {
            registers[Int(variable.register)] = registers[Int(variable.outer)]
        }
    }

    /// A variable that the script has not touched still points where the one
    /// around it does.
    private func endScript(_ step: Step) {
        for variable in program.tables.python.scripts[Int(step.pointee.operand)].variables {
            let value = registers[Int(variable.register)]
            guard value != registers[Int(variable.outer)] else { continue }
            bindGlobal(variable.global.name, to: value, variable.global.registers)
        }
    }

    private func assign(_ step: Step) {
        let value = registers[Int(step.pointee.b)]
        if value == marker || value == undefined {
            registers[Int(step.pointee.a)] = value
        } else {
            set(step.pointee.a, value.pointee)
        }
    }

    // MARK: Loops

    private func beginIteration(_ step: Step) throws(TemplateError) {
        let value = registers[Int(step.pointee.b)].pointee
        set(step.pointee.a, .object(try PythonIteration(over: value, &budget)))
    }

    private func iterate(_ step: Step, _ next: inout Int) throws(TemplateError) {
        guard case .object(let object) = registers[Int(step.pointee.b)].pointee,
            let item = try (object as? PythonIteration)?.next(&budget)
        else {
            next = Int(step.pointee.target)
            return
        }
        try budget.take(items: 1)
        set(step.pointee.a, item)
    }

    // MARK: Errors

    private func raise(_ step: Step) throws(TemplateError) {
        guard step.pointee.b >= 0 else {
            guard let current = handled.last(where: { $0 != nil }) ?? nil else {
                throw TemplateError(.runtimeError, "there is no error to raise again")
            }
            throw current
        }
        let value = registers[Int(step.pointee.b)].pointee
        if case .object(let object) = value, let exception = object as? PythonException {
            throw TemplateError(raising: exception, try value.textForm(&budget))
        }
        guard let kind = value.pythonCallable?.exceptionKind else {
            throw TemplateError(.typeError, "\(value.pythonName) cannot be raised: it is no error")
        }
        throw TemplateError(raising: PythonException(kind, []))
    }

    private func match(_ step: Step, _ next: inout Int) {
        guard let current = handled.last ?? nil else { return }
        let kinds = program.tables.python.exceptions[Int(step.pointee.operand)]
        let kind = current.pythonException.kind
        if !kinds.contains(where: { kind.isKind(of: $0) }) { next = Int(step.pointee.target) }
    }

    private func caught(_ step: Step) {
        guard let current = handled.last ?? nil else { return }
        set(step.pointee.a, .object(current.pythonException))
    }
}
