// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension LinkedProgram {
    /// What is doubtful about the template, in its order.
    var warnings: [TemplateWarning] {
        let slots = macroDiagnostics().compactMap { diagnostic in
            if case .warning(let warning) = diagnostic { warning } else { nil }
        }
        return (program.warnings + slots).sorted { $0.location < $1.location }
    }

    /// What is wrong with the templates and macros that the template uses, or doubtful, in
    /// its order.
    ///
    /// Nothing is known of the templates that have `failed`: that are there and do not
    /// compile.
    func macroDiagnostics(without failed: Set<String> = []) -> [TemplateDiagnostic] {
        // A template that does not compile may bind any name.
        let macros = failed.isEmpty ? unknownMacros() : []
        let others = failed.isEmpty ? unknownNames() : []
        let names =
            macros + others.filter { other in !macros.contains { $0.location == other.location } }
        return (missingTemplates(failed) + macroUses(failed) + names.map { .warning($0) })
            .inSourceOrder
    }

    /// The templates that are not there, where no alternative stands for them.
    private func missingTemplates(_ failed: Set<String>) -> [TemplateDiagnostic] {
        var told: Set<Range<Int>> = []
        return program.facts.neededTemplates.filter { needed in
            let isThere =
                needed.text == program.source.name || others.programs[needed.text] != nil
                || failed.contains(needed.text)
            return !isThere && told.insert(needed.range).inserted
        }.map { needed in
            error(
                .templateNotFound,
                "no template '\(needed.text)'",
                needed.range,
                near: (needed.text, others.names())
            )
        }
    }

    private func macroUses(_ failed: Set<String>) -> [TemplateDiagnostic] {
        var slots = KnownSlots(self)
        let pageUses = Set(program.facts.pageUses)
        return program.facts.uses
            .filter { !$0.uses.contains { $0.template.map(failed.contains) ?? false } }
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
            .flatMap { site in
                let calls = site.uses.compactMap { callee(of: $0, in: program) }
                guard !calls.isEmpty else { return missing(site).map { [$0] } ?? [] }
                if let error = misfit(site, calls) { return [error] }
                // One that only the render knows may have any slot.
                guard !site.uses.contains(.computed) else { return [] }
                let doctypes = pageUses.contains(site.range) ? doctype(site, calls) : []
                return (doctypes + unknownSlots(site, calls, &slots)).map { .warning($0) }
            }
    }

    /// A macro that is not there in a template that is, where no alternative stands for it.
    private func missing(_ site: Facts.Use) -> TemplateDiagnostic? {
        guard case .linked(let template, let macro?)? = site.uses.last,
            site.uses.allSatisfy({ $0 != .computed })
        else {
            return nil
        }
        let target = template == program.source.name ? program : others.programs[template]
        guard let target else { return nil }
        return error(
            .macroNotFound,
            "the template '\(template)' has no macro '\(macro)'",
            site.range,
            near: (macro, Array(target.macros.keys))
        )
    }

    /// A macro of another kind of text, or one that browsers misread, which no render can use.
    private func misfit(_ site: Facts.Use, _ calls: [Call]) -> TemplateDiagnostic? {
        let problems = calls.compactMap { call in
            program.source.mode.problem(ofMacrosIn: call.program.source.mode)
        }
        if let problem = problems.first {
            return .error(
                TemplateError(.notAMacro, problem, in: program.source.file, at: site.range)
            )
        }
        let misread = calls.compactMap { call in
            call.program.procedures[call.procedure].needs
                .misread(call.program.title(of: call.procedure))
        }
        return misread.first.map { .error($0.located(in: program.source.file, at: site.range)) }
    }

    /// A page without a doctype, or with two of them: a macro that stands for the page has
    /// none, and a whole template has its own.
    private func doctype(_ site: Facts.Use, _ calls: [Call]) -> [TemplateWarning] {
        guard !site.isExtension,
            let call = calls.first(where: { $0.program !== program }),
            call.program.facts.doctype != nil
        else { return [] }
        let name = call.program.source.name
        let isWhole = call.procedure == 0
        let isPage = call.program.facts.pageMacros.contains {
            call.program.macros[$0] == call.procedure
        }
        if isWhole, let second = program.facts.doctype {
            return [
                outline("the page and '\(name)' have a doctype each", "leave out this one", second)
            ]
        }
        guard isPage, program.facts.doctype == nil else { return [] }
        return [
            outline(
                "the page has no doctype: that of '\(name)' stands outside of its macro",
                "begin the page with <!DOCTYPE html>",
                site.range
            )
        ]
    }

    private func outline(
        _ message: String,
        _ remedy: String,
        _ place: Range<Int>
    ) -> TemplateWarning {
        TemplateWarning(
            .doctype,
            message,
            in: program.source.file,
            at: place,
            notes: [.init(remedy)]
        )
    }

    private func unknownSlots(
        _ site: Facts.Use,
        _ calls: [Call],
        _ known: inout KnownSlots
    ) -> [TemplateWarning] {
        guard !site.fillers.isEmpty else { return [] }
        let known = calls.map { known.slots(of: $0) }
        guard !known.contains(nil) else { return [] }
        let slots = known.reduce(into: Set()) { $0.formUnion($1 ?? []) }
        let titles = calls.map { $0.program.procedures[$0.procedure].title }
        let title = titles.joined(separator: " or ")
        return site.fillers.filter { !slots.contains($0.text) }.map { filler in
            warning(
                .slotNotDefined,
                "\(title) has no slot '\(filler.text)': the filler is never rendered",
                filler.range,
                near: (filler.text, slots.sorted())
            )
        }
    }

    private func error(
        _ code: TemplateError.Code,
        _ message: String,
        _ place: Range<Int>,
        near names: (name: String, candidates: [String])
    ) -> TemplateDiagnostic {
        .error(
            TemplateError(
                code,
                message,
                in: program.source.file,
                at: place,
                notes: TemplateError.Note.nearest(names.name, among: names.candidates)
            )
        )
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
            in: program.source.file,
            at: place,
            notes: TemplateError.Note.nearest(names.name, among: names.candidates)
        )
    }
}
