extension Machine {
    /// Starts a procedure; the current instruction goes on at `position` when it
    /// has ended.
    func enter(_ frame: Frame) throws(TemplateError) {
        guard !isTooDeep(frame) else {
            frame.deallocate()
            throw TemplateError(
                .macroDepth,
                "macros are used more than \(limits.macroDepth) levels deep"
            )
        }
        begin(frame)
        position = frame.procedure.start
        try takeSearchSteps()
    }

    /// Whether there are too many macros, or calls of any kind: a slot's filler is
    /// one too, and so is a macro where it is defined.
    private func isTooDeep(_ frame: Frame) -> Bool {
        guard frames.count >= limits.macroDepth else { return false }
        let macros = frames.count { $0.kind.isMacro } + (frame.kind.isMacro ? 1 : 0)
        return macros > limits.macroDepth || frames.count > 4 * limits.macroDepth
    }

    /// Makes a frame the current one.
    func begin(_ frame: Frame) {
        frames.append(frame)
        bindInputs(of: frame)
        activate(frame)
    }

    /// Ends the current procedure.
    func leave() {
        let frame = frames.removeLast()
        switch frame.kind {
        case .macro: macrosInUse.removeLast()
        case .filler: macrosInUse += frame.hiddenMacros
        case .definition, .page, .expression: break
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
        let isPage = frames.count == 1
        searched += frame.procedure.inputs.count
        for input in frame.procedure.inputs {
            let value: Pointer
            switch input.kind {
            case .variable where isPage:
                guard let variable = context[input.name] else {
                    frame.registers[Int(input.register)] = undefined
                    continue
                }
                value = frame.own(variable, input.register)
            case .variable:
                value = variable(input.name)
            case .options: value = frame.own(.mapping(context.options), input.register)
            case .contexts: value = frame.own(contexts, input.register)
            case .template:
                let template = TemplateReference(program(of: frame))
                value = frame.own(.object(template), input.register)
            case .macros:
                let macros = MacrosReference(program(of: frame))
                value = frame.own(.object(macros), input.register)
            case .macroName: value = frame.own(macroName, input.register)
            }
            frame.registers[Int(input.register)] = value
        }
    }

    private func program(of frame: Frame) -> LinkedProgram {
        LinkedProgram(program: programs[frame.tables].program, others: linked)
    }

    /// The variable that the innermost call sees under a name, as its callee.
    private func variable(_ name: String) -> Pointer {
        for call in calls {
            if let entry = entries(name, call).first { return call.value(of: entry.register) }
            if let register = call.procedure.register(of: name) { return call.value(of: register) }
        }
        if let known = globals[name] { return known }
        guard let value = context[name] else { return undefined }
        return globals.set(name, to: value)
    }

    /// A call that is open: who calls, and where.
    private struct Call {
        let caller: Frame
        let position: Int

        var procedure: Procedure { caller.procedure }

        func value(of register: Int32) -> Pointer { caller.registers[Int(register)] }
    }

    /// The calls that are open, the innermost first.
    private var calls: some Sequence<Call> {
        zip(frames.dropLast(), frames.dropFirst()).reversed().lazy.map { caller, frame in
            Call(caller: caller, position: frame.callPosition)
        }
    }

    /// The variables of a name that a callee sees of its caller, the innermost
    /// first.
    private func entries(_ name: String, _ call: Call) -> [ScopeTable.Entry] {
        let program = programs[call.caller.tables].program
        guard let symbol = program.symbolNumbers[name] else { return [] }
        return program.scopes.entries(at: call.position).filter { entry in
            searched += 1
            return entry.name == symbol
        }
    }

    private var macroName: TemplateValue {
        frames.last { $0.macroName != nil }?.macroName.map { .string($0) } ?? .nothing
    }

    /// Binds a global variable in every scope that is open.
    func bindGlobal(_ name: String, to value: Pointer, _ current: [Int32]) {
        let isFixed = value == marker || value == undefined
        let cell =
            isFixed ? globals.set(name, to: value) : globals.set(name, to: value.pointee)
        for register in current {
            registers[Int(register)] = cell
        }
        for call in calls {
            for entry in entries(name, call) {
                call.caller.registers[Int(entry.register)] = cell
            }
            if let register = call.procedure.register(of: name) {
                call.caller.registers[Int(register)] = cell
            }
        }
        if globals.shouldFree { freeGlobals() }
    }

    /// The loops that the current place sees, by the names of their variables.
    func visibleLoops(_ position: Int) -> [String: LoopState] {
        var found: [String: LoopState] = [:]
        let here = Call(caller: frames[frames.count - 1], position: position)
        for call in [here] + calls {
            let program = programs[call.caller.tables].program
            for entry in program.scopes.entries(at: call.position) where entry.loop >= 0 {
                let name = program.symbols[Int(entry.name)]
                found[name] = found[name] ?? call.caller.loops[Int(entry.loop)]
            }
        }
        return found
    }

    /// Takes the steps of the search for variables.
    func takeSearchSteps() throws(TemplateError) {
        try budget.take(steps: searched / Self.searchedPerStep)
        searched %= Self.searchedPerStep
    }

    /// How many variables are looked at in one step.
    private static let searchedPerStep = 64
}
