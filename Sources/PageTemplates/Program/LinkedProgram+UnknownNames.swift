// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension LinkedProgram {
    /// The variables and functions that neither the context nor a template has, as far as
    /// that is certain.
    ///
    /// A macro sees the variables of its users, and a filler those of the macro: what only
    /// a render knows may have any.
    func unknownNames() -> [TemplateWarning] {
        guard let known = program.configuration.knownVariables else { return [] }
        let programs = [program] + others.programs.values
        var names = programs.reduce(into: known) { names, program in
            names.formUnion(program.facts.boundNames)
        }
        names.formUnion(program.configuration.functions)
        var told: Set<Range<Int>> = []
        return program.facts.freeNames.filter { free in
            !names.contains(free.name) && isCertain(free.part)
                && PythonBuiltins.table[free.name] == nil && told.insert(free.range).inserted
        }.map { warning($0, among: names) }
    }

    /// Whether nothing but this template and those that it refers to binds variables of a
    /// part.
    private func isCertain(_ part: PartID) -> Bool {
        let facts = program.facts
        guard part.number > 0 else { return !facts.slots.contains { $0.part == part } }
        return program.macros.isEmpty && !facts.uses.contains { $0.uses.contains(.computed) }
    }

    private func warning(_ free: Facts.FreeName, among names: Set<String>) -> TemplateWarning {
        let functions = free.isCalled ? Set(PythonBuiltins.table.keys) : []
        return TemplateWarning(
            free.isCalled ? .unknownFunction : .unknownVariable,
            "nobody knows a \(free.isCalled ? "function" : "variable") '\(free.name)'",
            in: program.source.file,
            at: free.range,
            notes: TemplateError.Note.nearest(free.name, among: names.union(functions).sorted())
        )
    }
}
