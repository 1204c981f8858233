// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Macros and templates that are named as if they were variables.
extension LinkedProgram {
    /// The uses of macros that begin with a variable that nobody binds, where a macro or a
    /// template has its name.
    ///
    /// The application may pass a template, whose macros are `layout/macros/page`; nobody says
    /// anything of these.
    func unknownMacros() -> [TemplateWarning] {
        let sites = program.facts.uses.filter { $0.variable != nil }
        guard !sites.isEmpty else { return [] }
        let programs = [program] + others.programs.values
        let names = programs.reduce(into: program.configuration.knownVariables ?? []) {
            $0.formUnion($1.facts.boundNames)
        }
        return sites.compactMap { site in
            guard let variable = site.variable, !names.contains(variable.text),
                steps(of: site).dropFirst().first != "macros",
                let remedy = macro(meantBy: site)
            else { return nil }
            return TemplateWarning(
                .unknownVariable,
                "nobody knows a variable '\(variable.text)'",
                in: program.source.file,
                at: variable.range,
                notes: [.init(remedy)]
            )
        }
    }

    /// A remark for a variable that nobody knows and that is meant as a macro, or none.
    func macroNote(at range: Range<Int>) -> [TemplateError.Note] {
        let site = program.facts.uses.first { $0.variable?.range == range }
        return site.flatMap(macro).map { [.init($0)] } ?? []
    }

    private func steps(of site: Facts.Use) -> [String] {
        program.source.text(site.range).split(separator: "/").map {
            String($0.filter { !$0.isWhitespace })
        }
    }

    /// How the macro is written that a use of a variable means.
    private func macro(meantBy site: Facts.Use) -> String? {
        let steps = steps(of: site)
        guard let first = steps.first else { return nil }
        if steps == [first], program.macros[first] != nil {
            return "a macro of this template: template/macros/\(first)"
        }
        let path = steps.joined(separator: "/")
        let known = others.names()
        let isFile = first.contains(".") || known.contains { "/\(path)/".contains("/\($0)/") }
        if isFile, let written = Habit.template(in: path) { return "another template: \(written)" }
        guard !Self.zopeNames.contains(first) else { return nil }
        return template(named: first, among: known).flatMap { name in
            let macro = steps.dropFirst().first { $0 != "macros" }
            let whole = macro.map { "\(name)/macros/\($0)" } ?? name
            return Habit.template(in: whole).map { "another template: \($0)" }
        }
    }

    /// What Zope binds in each template, and applications may do so too.
    private static let zopeNames: Set = [
        "container", "context", "here", "modules", "options", "request", "root", "template",
        "user", "view",
    ]

    /// The template of a name without its ending, in whatever folder.
    private func template(named name: String, among known: [String]) -> String? {
        let files = TemplateFileKind.impliedEndings.prefix(4).map { "\(name).\($0)" }
        return known.first { known in
            files.contains { known == $0 || known.hasSuffix("/\($0)") }
        }
    }
}
