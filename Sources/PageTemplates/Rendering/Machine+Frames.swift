extension Machine {
    /// Starts a procedure; the current instruction goes on at `position` when it
    /// has ended.
    func enter(_ frame: Frame) throws(TemplateError) {
        guard frames.count <= limits.macroDepth else {
            frame.deallocate()
            throw TemplateError(
                .macroDepth,
                "macros are used more than \(limits.macroDepth) levels deep"
            )
        }
        frames.append(frame)
        bindInputs(of: frame)
        activate(frame)
        position = frame.procedure.start
    }

    /// Ends the current procedure.
    func leave() {
        let frame = frames.removeLast()
        switch frame.kind {
        case .macro: macrosInUse.removeLast()
        case .filler: macrosInUse += frame.hiddenMacros
        case .definition, .page: break
        }
        position = frame.returnPosition
        frame.deallocate()
        activate(frames[frames.count - 1])
    }

    /// Ends all procedures behind the first `count`, as an error does.
    func unwind(to count: Int) {
        while frames.count > count {
            frames.removeLast().deallocate()
        }
        activate(frames[frames.count - 1])
    }

    private func activate(_ frame: Frame) {
        let tables = programs[frame.tables]
        program = tables.program
        instructions = tables.instructions
        literals = tables.literals
        constants = tables.constants
        attributePlans = tables.attributePlans
        caches = tables.caches
        registers = frame.registers
        owned = frame.owned
        loops = frame.loops
    }

    /// The tables of a program, which are made when it runs for the first time.
    func tables(of program: TemplateProgram) -> Int {
        if let known = programs.firstIndex(where: { $0.program === program }) { return known }
        programs.append(ProgramTables(program))
        return programs.count - 1
    }
}

// MARK: Variables

extension Machine {
    /// Binds the variables that a procedure takes from around its call.
    func bindInputs(of frame: Frame) {
        let isPage = frame.site == nil
        for input in frame.procedure.inputs {
            let value: Pointer
            switch input.kind {
            case .variable where isPage:
                guard let variable = context[input.name] else {
                    frame.registers[Int(input.register)] = undefined
                    continue
                }
                frame.owned[Int(input.register)] = variable
                value = Pointer(frame.owned + Int(input.register))
            case .variable:
                value = variable(input.name)
            case .options: value = keep(.mapping(context.options))
            case .contexts: value = keep(.mapping(context.all))
            case .template: value = keep(.object(TemplateReference(program(of: frame))))
            case .macros: value = keep(.object(MacrosReference(program(of: frame))))
            case .macroName: value = keep(macroName)
            }
            frame.registers[Int(input.register)] = value
        }
    }

    private func program(of frame: Frame) -> LinkedProgram {
        LinkedProgram(program: programs[frame.tables].program, others: linked)
    }

    /// The variable that the innermost call sees under a name, as its callee.
    private func variable(_ name: String) -> Pointer {
        for (caller, frame) in zip(frames.dropLast(), frames.dropFirst()).reversed() {
            if let register = frame.site?.variables[name] { return caller.registers[Int(register)] }
            if let register = caller.procedure.register(of: name) {
                return caller.registers[Int(register)]
            }
        }
        if let known = globals[name] { return known }
        guard let value = context[name] else { return undefined }
        let cell = keep(value)
        globals[name] = cell
        return cell
    }

    private var macroName: TemplateValue {
        frames.last { $0.macroName != nil }?.macroName.map { .string($0) } ?? .nothing
    }

    /// Binds a global variable in every scope that is open.
    func bindGlobal(_ name: String, to value: Pointer, _ current: [Int32]) {
        let cell = value == marker ? marker : keep(value.pointee)
        globals[name] = cell
        for register in current {
            registers[Int(register)] = cell
        }
        for (caller, frame) in zip(frames.dropLast(), frames.dropFirst()) {
            if let register = frame.site?.variables[name] { caller.registers[Int(register)] = cell }
            if let register = caller.procedure.register(of: name) {
                caller.registers[Int(register)] = cell
            }
        }
    }

    /// The loops that the current place sees around its procedure, by name.
    var outerLoops: [String: LoopState] {
        var found: [String: LoopState] = [:]
        for (caller, frame) in zip(frames.dropLast(), frames.dropFirst()) {
            for (name, loop) in frame.site?.loops ?? [:] {
                found[name] = caller.loops[loop]
            }
        }
        return found
    }
}
