// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Procedures that call each other.
extension PageRun {
    /// Starts a procedure, which sees the variables of the place that calls it.
    ///
    /// - Parameters:
    ///   - kind: Why it is called.
    ///   - program: The number of its program.
    ///   - procedure: Its number there.
    ///   - call: The instruction that calls it.
    ///   - end: Where the caller goes on.
    ///   - macroAround: The innermost macro in use around the call.
    ///   - site: What the caller's source says of the place of the call.
    /// - Throws: `macroDepth` where too many are open, `stepLimit`, and `unsafePlace`.
    mutating func enter(
        _ kind: Frame.Kind,
        program: Int,
        procedure: Int,
        at call: Int,
        returningTo end: Int,
        macroAround: Int,
        site: ElementSyntax.Site = .page
    ) throws(TemplateError) {
        try checkDepth(kind)
        let callee = programs[program].program
        let plan = callee.procedures[procedure]
        let setting = setting.inside(site)
        let problem = plan.needs.problem(of: callee.title(of: procedure), in: setting)
        if let problem { throw problem }
        let frame = Frame(
            kind: kind,
            program: program,
            procedure: procedure,
            registers: registerMemory.push(plan.registerCount, repeating: nothing),
            owned: valueMemory.push(plan.registerCount, repeating: .nothing),
            registerCount: plan.registerCount,
            loops: loopMemory.push(plan.loopCount, repeating: Self.idle(nothing)),
            loopCount: plan.loopCount,
            callPosition: call,
            returnPosition: end,
            macroAround: macroAround,
            setting: setting
        )
        fix(frame)
        frames.append(frame)
        bindInputs(of: frame)
        do throws(TemplateError) {
            try takeSearchSteps()
        } catch {
            // The frame stays, for the notes of the error.
            throw error.located(in: self.program.source.file, at: self.program.places[call])
        }
        activate(frame)
        position = plan.start
    }

    /// Refuses too many macros, or calls of any kind: a slot's filler is one too, and so
    /// is a macro where it is defined.
    private func checkDepth(_ kind: Frame.Kind) throws(TemplateError) {
        guard frames.count >= limits.macroDepth else { return }
        if case .expression = kind { return }
        let macros = frames.count { $0.kind.isMacro } + (kind.isMacro ? 1 : 0)
        guard macros > limits.macroDepth || frames.count > 4 * limits.macroDepth else { return }
        throw TemplateError(
            .macroDepth,
            "macros are used more than \(limits.macroDepth) levels deep"
        )
    }

    /// Ends the current procedure.
    mutating func leave() {
        let frame = frames[frames.count - 1]
        removeFrame()
        if frame.kind.isMacro { macrosInUse.removeLast() }
        innermostMacro = frame.macroAround
        position = frame.returnPosition
        activate(frames[frames.count - 1])
    }

    /// Ends all procedures behind the first `count`, as an error does.
    mutating func unwind(to count: Int) {
        while frames.count > count { removeFrame() }
        activate(frames[frames.count - 1])
    }

    private mutating func removeFrame() {
        let frame = frames.removeLast()
        registerMemory.pop(frame.registerCount)
        valueMemory.pop(frame.registerCount)
        loopMemory.pop(frame.loopCount)
    }

    private mutating func activate(_ frame: Frame) {
        loaded = programs[frame.program]
        registers = frame.registers
        owned = frame.owned
        loops = frame.loops
    }

    // MARK: - Macros and slots

    /// Calls a macro, or goes on with the element itself for `default`.
    mutating func callMacro(
        _ call: PlanID<MacroCallPlan>,
        at step: Int,
        original: Address
    ) throws(TemplateError) {
        let plan = program.tables.macroCalls[call]
        let here = frames[frames.count - 1]
        switch plan.target {
        case .definition(let procedure):
            try enter(
                .definition,
                program: here.program,
                procedure: procedure,
                at: step,
                returningTo: step + 1,
                macroAround: innermostMacro,
                site: plan.site
            )
        case .value(let register) where self[register] == marker:
            position = original.position
        case .value(let register):
            let macro = try macro(self[register].pointee)
            link(macro.linked.others)
            let user = MacroInUse(
                program: here.program,
                call: call,
                isExtension: plan.isExtension && here.kind.isMacro,
                around: innermostMacro
            )
            try enter(
                .macro,
                program: number(of: macro.linked.program),
                procedure: macro.procedure,
                at: step,
                returningTo: step + 1,
                macroAround: innermostMacro,
                site: plan.site
            )
            macrosInUse.append(user)
            innermostMacro = macrosInUse.count - 1
        }
    }

    /// The number of a program; the names of one that runs for the first time are looked at.
    private mutating func number(of program: TemplateProgram) throws(TemplateError) -> Int {
        let known = programs.count
        let number = programs.number(of: program, translation)
        if number == known { try checkNames(of: program) }
        return number
    }

    /// Throws where the data has a variable by a name of the language that a program uses.
    mutating func checkNames(of program: TemplateProgram) throws(TemplateError) {
        if let error = program.takenName({ context[$0] != nil }) { throw error }
    }

    /// Calls the filler of a slot, if somebody fills it.
    ///
    /// A macro that extends another one passes the slots of that one on: so the
    /// macros in use are searched from the innermost one outwards, as far as
    /// each extends the next. While a filler runs, it is inside of the macros
    /// around its own use only.
    mutating func fillSlot(
        _ name: Symbol,
        _ site: ElementSyntax.Site,
        at step: Int,
        end: Address
    ) throws(TemplateError) -> Bool {
        let name = program.symbols[name]
        var index = innermostMacro
        while index >= 0 {
            let macro = macrosInUse[index]
            let call = programs[macro.program].program.tables.macroCalls[macro.call]
            if let filler = call.fillers[name] {
                try enter(
                    .filler,
                    program: macro.program,
                    procedure: filler,
                    at: step,
                    returningTo: end.position,
                    macroAround: innermostMacro,
                    site: site
                )
                innermostMacro = macro.around
                return true
            }
            guard macro.isExtension else { return false }
            index = macro.around
        }
        return false
    }

    private func macro(_ value: TemplateValue) throws(TemplateError) -> MacroReference {
        var found: MacroReference?
        if case .object(let object) = value {
            found = object as? MacroReference ?? (object as? TemplateReference)?.page
        }
        guard let found else {
            throw TemplateError(
                .notAMacro,
                "\(value.typeName) is neither a macro nor a template"
            )
        }
        if let problem = program.source.mode.problem(ofMacrosIn: found.linked.program.source.mode) {
            throw TemplateError(.notAMacro, problem)
        }
        return found
    }

    /// The template of a name, or nothing where what is not there leads elsewhere.
    func linkedTemplate(
        _ name: Symbol,
        _ failure: Address
    ) throws(TemplateError) -> TemplateReference? {
        let name = program.symbols[name]
        if let found = linked.programs[name] {
            return TemplateReference(LinkedProgram(program: found, others: linked))
        }
        guard !failure.isSomewhere else { return nil }
        throw TemplateError(
            .templateNotFound,
            "no template '\(name)'",
            notes: TemplateError.Note.nearest(name, among: linked.names())
        )
    }
}
