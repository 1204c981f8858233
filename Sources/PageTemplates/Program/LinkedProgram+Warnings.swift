extension LinkedProgram {
    /// What is doubtful about the macros that the template uses, in its order.
    var warnings: [TemplateWarning] {
        program.macroUses
            .sorted { $0.place.lowerBound < $1.place.lowerBound }
            .flatMap { site in
                guard let call = callee(of: site.use, in: program) else {
                    return missing(site).map { [$0] } ?? []
                }
                return unknownSlots(site, call)
            }
    }

    /// A macro or a template that is not there, where its name is known.
    private func missing(_ site: MacroUseSite) -> TemplateWarning? {
        guard case .linked(let template, let macro) = site.use else { return nil }
        let target = template == program.source.name ? program : others.programs[template]
        guard let target, let macro else {
            return warning(
                .templateNotFound,
                "no template '\(template)'",
                site.place,
                near: (template, Array(others.programs.keys))
            )
        }
        return warning(
            .macroNotFound,
            "the template '\(template)' has no macro '\(macro)'",
            site.place,
            near: (macro, Array(target.macros.keys))
        )
    }

    private func unknownSlots(_ site: MacroUseSite, _ call: Call) -> [TemplateWarning] {
        guard !site.fillers.isEmpty, let slots = slots(of: call) else { return [] }
        let title = call.program.procedures[call.procedure].title
        return site.fillers.filter { !slots.contains($0.name) }.map { filler in
            warning(
                .slotNotDefined,
                "\(title) has no slot '\(filler.name)': the filler is never rendered",
                filler.range,
                near: (filler.name, slots.sorted())
            )
        }
    }

    /// The slots that a user of a macro can fill: its own, those of the macros and
    /// fillers inside of it, and those of the macros that it extends.
    ///
    /// `nil` where it extends a macro that only the render knows.
    private func slots(of call: Call) -> Set<String>? {
        var slots: Set<String> = []
        var seen: Set<Call> = []
        var open = [call]
        while let call = open.popLast() {
            guard seen.insert(call).inserted else { continue }
            let program = call.program
            slots.formUnion(
                program.slots.filter { $0.procedure == call.procedure }.map(\.name)
            )
            for case .own(let procedure) in program.procedures[call.procedure].uses {
                open.append(Call(program: program, procedure: procedure))
            }
            for site in program.macroUses
            where site.isExtension && site.procedure == call.procedure {
                guard let extended = callee(of: site.use, in: program) else { return nil }
                open.append(extended)
            }
        }
        return slots
    }

    private func warning(
        _ code: TemplateWarning.Code,
        _ message: String,
        _ place: Range<Int>,
        near names: (name: String, candidates: [String])
    ) -> TemplateWarning {
        TemplateWarning(
            code,
            message,
            in: program.source,
            at: place,
            notes: NearestNames.note(names.name, among: names.candidates)
        )
    }
}
