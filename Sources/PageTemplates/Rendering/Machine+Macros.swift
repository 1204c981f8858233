extension Machine {
    /// Calls a macro, or goes on with the element itself for `default`.
    func callMacro(_ step: Step) throws(TemplateError) {
        let plan = program.tables.macroCalls[Int(step.pointee.operand)]
        let here = frames[frames.count - 1]
        if let procedure = plan.procedure {
            var frame = frame(.definition, program.procedures[procedure], tables: here.tables)
            prepare(&frame, step)
            try enter(frame, step)
            return
        }
        let value = registers[Int(step.pointee.b)]
        if value == marker {
            position = Int(step.pointee.target)
            return
        }
        if value == undefined { _ = try missingVariable(step) }
        let macro = try macro(value, step)
        link(macro.linked.others)
        var frame = frame(
            .macro,
            macro.linked.program.procedures[macro.procedure],
            tables: tables(of: macro.linked.program)
        )
        prepare(&frame, step)
        frame.macroName = plan.name
        macrosInUse.append(
            MacroInUse(
                fillers: plan.fillers,
                tables: here.tables,
                isExtension: plan.isExtension && here.kind.isMacro
            )
        )
        try enter(frame, step)
    }

    /// Calls the filler of a slot, if somebody fills it.
    ///
    /// A macro that extends another one passes the slots of that one on: so the
    /// macros in use are searched from the innermost one outwards, as far as
    /// each extends the next. While a filler runs, it is inside of the macros
    /// around its own use only.
    func fillSlot(_ step: Step) throws(TemplateError) -> Bool {
        let name = program.tables.slots[Int(step.pointee.operand)]
        var index = macrosInUse.count - 1
        while index >= 0 {
            let macro = macrosInUse[index]
            if let filler = macro.fillers[name] {
                let procedures = programs[macro.tables].program.procedures
                var frame = frame(.filler, procedures[filler], tables: macro.tables)
                prepare(&frame, step)
                frame.returnPosition = Int(step.pointee.target)
                frame.hiddenMacros = macrosInUse[index...]
                macrosInUse.removeSubrange(index...)
                try enter(frame, step)
                return true
            }
            guard macro.isExtension else { return false }
            index -= 1
        }
        return false
    }

    private func prepare(_ frame: inout Frame, _ step: Step) {
        frame.callPosition = step - instructions
        frame.returnPosition = frame.callPosition + 1
    }

    private func enter(_ frame: Frame, _ step: Step) throws(TemplateError) {
        try locating(step - instructions) { () throws(TemplateError) in
            try enter(frame)
        }
    }

    private func macro(_ value: Pointer, _ step: Step) throws(TemplateError) -> MacroReference {
        var found: MacroReference?
        if case .object(let object) = value.pointee {
            found = object as? MacroReference ?? (object as? TemplateReference)?.page
        }
        guard let found else {
            throw failure(
                .notAMacro,
                "\(value.pointee.typeName) is neither a macro nor a template",
                step
            )
        }
        guard found.linked.program.source.mode == program.source.mode else {
            let mode = found.linked.program.source.mode.rawValue
            throw failure(
                .notAMacro,
                "a macro in \(mode) mode does not fit a template in another mode",
                step
            )
        }
        return found
    }

    /// `a` = the template that a reference names.
    func linkedTemplate(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let name = program.references[Int(step.pointee.operand)]
        if let found = linked.programs[name] {
            let template = LinkedProgram(program: found, others: linked)
            set(step.pointee.a, .object(TemplateReference(template)))
        } else if step.pointee.failure >= 0 {
            next = Int(step.pointee.failure)
        } else {
            throw failure(
                .templateNotFound,
                "no template '\(name)'",
                step,
                notes: TemplateError.Note.nearest(name, among: linked.names())
            )
        }
    }

    /// The calls that are open, the innermost first, as remarks of an error;
    /// of many, the outer ones are only counted.
    var callNotes: [TemplateError.Note] {
        let calls = zip(frames.dropLast(), frames.dropFirst()).reversed()
        let shown = calls.prefix(8).map { caller, frame in
            let program = programs[caller.tables].program
            let range = program.places[frame.callPosition]
            let place = program.source.file.location(of: range)
            return TemplateError.Note("in \(frame.procedure.title)", at: place)
        }
        let hidden = frames.count - 1 - shown.count
        return hidden > 0 ? shown + [.init("and \(hidden) more levels")] : shown
    }
}
