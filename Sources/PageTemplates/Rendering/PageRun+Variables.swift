// SPDX-License-Identifier: Apache-2.0

// Variables that a procedure takes from around its call, and those that all share.
extension PageRun {
    /// Binds the variables that a procedure takes from around its call.
    mutating func bindInputs(of frame: Frame) {
        let inputs = programs[frame.program].program.procedures[frame.procedure].inputs
        searched += inputs.count
        for input in inputs {
            if input.kind != .variable, let variable = context[input.name] {
                frame.own(variable, in: input.register)
                continue
            }
            switch input.kind {
            case .variable where frames.count == 1:
                if let variable = context[input.name] {
                    frame.own(variable, in: input.register)
                } else {
                    frame[input.register] = undefined
                }
            case .variable: frame[input.register] = variable(input.name)
            case .options:
                frame.own(.mapping(shown(context.options, in: frame)), in: input.register)
            case .contexts: frame.own(.mapping(shown(allContexts(), in: frame)), in: input.register)
            case .template:
                frame.own(.object(TemplateReference(linked(frame))), in: input.register)
            case .macros:
                frame.own(.object(MacrosReference(linked(frame))), in: input.register)
            case .macroName: frame.own(macroName, in: input.register)
            }
        }
    }

    /// Variables without those that the templates of a frame may not read.
    private func shown(_ variables: TemplateMapping, in frame: Frame) -> TemplateMapping {
        guard !programs[frame.program].program.configuration.readsPrivateNames,
            variables.keys.contains(where: \.isPrivate)
        else { return variables }
        let pairs = zip(variables.keys, variables.values).filter { !$0.0.isPrivate }
        return TemplateMapping(pairs.map { ($0, $1) })
    }

    private func linked(_ frame: Frame) -> LinkedProgram {
        LinkedProgram(program: programs[frame.program].program, others: linked)
    }

    /// The variable that the innermost call sees under a name, as its callee.
    private mutating func variable(_ name: String) -> Pointer {
        for callee in frames.indices.dropFirst().reversed() {
            let caller = frames[callee - 1]
            let program = programs[caller.program].program
            if let symbol = program.symbols[name] {
                for entry in program.scopes.entries(at: frames[callee].callPosition) {
                    searched += 1
                    if entry.name == symbol { return caller[entry.register] }
                }
            }
            let procedure = program.procedures[caller.procedure]
            if let register = procedure.register(of: name) { return caller[register] }
        }
        if let known = globals[name] { return known }
        guard let value = context[name] else { return undefined }
        return globals.set(name, to: value)
    }

    /// The name under which the innermost macro is used.
    private var macroName: TemplateValue {
        guard let callee = frames.lastIndex(where: \.kind.isMacro) else { return .nothing }
        let caller = programs[frames[callee - 1].program].program
        let call = caller.instructions[frames[callee].callPosition].operation
        guard case .callMacro(let plan, _) = call else { return .nothing }
        return .string(caller.tables.macroCalls[plan].name)
    }

    /// Binds registers to the elements of a value.
    mutating func unpack(
        _ value: Pointer,
        _ targets: PlanID<[Register]>
    ) throws(TemplateError) {
        let targets = program.tables.registers[targets]
        try budget.take(through: value.pointee)
        var elements: [TemplateValue]?
        switch value.pointee {
        case .list(let list): elements = list
        case .object(let object): elements = object.elements
        default: break
        }
        guard let elements, elements.count == targets.count else {
            throw TemplateError(
                .unpackingFailed,
                "\(value.pointee.typeName) does not fit \(targets.count) names"
            )
        }
        for (target, element) in zip(targets, elements) { set(target, element) }
    }

    // MARK: - Globals

    /// Binds a global variable in every scope that is open.
    mutating func bindGlobal(_ plan: GlobalPlan, to value: Pointer) {
        let isFixed = value == marker || value == undefined
        let cell =
            isFixed
            ? globals.set(plan.name, to: value) : globals.set(plan.name, to: value.pointee)
        for register in plan.registers { self[register] = cell }
        for callee in frames.indices.dropFirst() {
            let caller = frames[callee - 1]
            let program = programs[caller.program].program
            if let symbol = program.symbols[plan.name] {
                for entry in program.scopes.entries(at: frames[callee].callPosition) {
                    searched += 1
                    if entry.name == symbol { caller[entry.register] = cell }
                }
            }
            let procedure = program.procedures[caller.procedure]
            if let register = procedure.register(of: plan.name) { caller[register] = cell }
        }
        if globals.shouldFree { freeGlobals() }
    }

    /// Frees globals that were replaced and that no register points into.
    private mutating func freeGlobals() {
        var addresses: [UInt] = []
        for frame in frames {
            for register in 0..<frame.registerCount {
                addresses.append(UInt(bitPattern: frame.registers[register]))
            }
            for loop in 0..<frame.loopCount {
                let state = frame.loops[loop]
                addresses += [state.first, state.cursor, state.end].map { UInt(bitPattern: $0) }
            }
        }
        globals.free(unless: addresses.sorted())
    }

    // MARK: - What is in sight

    /// The names of the variables that an instruction sees, those of the context too, but one.
    func names(at step: Int, without name: String) -> [String] {
        var names = Set(context.names)
        var position = step
        for frame in frames.reversed() {
            let program = programs[frame.program].program
            for entry in program.scopes.entries(at: position) {
                names.insert(program.symbols[entry.name])
            }
            position = frame.callPosition
        }
        names.remove(name)
        if !self.program.configuration.readsPrivateNames { names = names.filter { !$0.isPrivate } }
        return names.sorted()
    }

    /// All loops that an instruction sees with all of their properties, which are methods
    /// too.
    func loops(at step: Int) -> TemplateValue {
        var found: [String: LoopState] = [:]
        var position = step
        for frame in frames.reversed() {
            let program = programs[frame.program].program
            for entry in program.scopes.entries(at: position) {
                guard let loop = entry.loop else { continue }
                let name = program.symbols[entry.name]
                found[name] = found[name] ?? frame.loops[Int(loop)]
            }
            position = frame.callPosition
        }
        let entries = found.sorted { $0.key < $1.key }.map { name, loop in
            (name, TemplateValue.object(loop.record(named: name)))
        }
        return .object(Record("'repeat'", TemplateMapping(entries)))
    }

    // MARK: - Steps

    /// Takes the steps of the search for variables.
    mutating func takeSearchSteps() throws(TemplateError) {
        try budget.take(steps: searched / Self.searchedPerStep)
        searched %= Self.searchedPerStep
    }

    /// How many variables are looked at in one step.
    private static let searchedPerStep = 64
}
