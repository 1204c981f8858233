// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension Template {
    /// Tries the paths of the template against data, without rendering it.
    ///
    /// A render meets what is wrong on its way alone; this looks into every branch, and into the
    /// macros that the template uses. A variable of a loop stands for all items of its list.
    ///
    /// | finding | code |
    /// |---|---|
    /// | a variable that the data do not have | error `unknown-variable` |
    /// | a step that no value has | error `missing-member` |
    /// | a step that some values have, and others not | warning `missing-in-some` |
    /// | a loop over a number or a truth value | error `not-repeatable` |
    /// | a list or a mapping where text goes | error `no-text` |
    ///
    /// Messages and remarks are those of a render that fails there. The place is that of the
    /// variable or the step.
    ///
    /// What the data do not tell is never reported: what comes of `python:` and scripts, of
    /// objects, functions, namespaces and types of the application, of `nothing` and empty lists.
    /// Nor is what the template provides for, by an alternative, by `exists:`, by a condition
    /// around it that asks for the same path, or by `tal:on-error`. Where a macro is known to a
    /// render alone, it may bind variables, so that no variable is reported, and what fills its
    /// slots is not looked at. Values that nothing uses are none of its concern.
    ///
    /// Data that are very large, and macros that call themselves, are looked at in part.
    ///
    /// - Parameters:
    ///   - data: The variables, as a route would pass them; under `options` too.
    ///   - names: Variables that are there beside the data, of which nothing is known.
    /// - Returns: What was found, each once: in the template in the order of its source, then in
    ///   the templates of its macros.
    package func findings(
        in data: TemplateMapping,
        beside names: Set<String> = []
    ) -> [TemplateDiagnostic] {
        findings(SampleWalk(linked, data, beside: names))
    }

    /// Tries the paths of the template against what a contract says of its page.
    ///
    /// The findings are those of ``findings(in:beside:)`` with data that have everything that may
    /// be there. A step into what may be nothing is a warning `missing-in-some`, unless a
    /// condition around it asks for the value, or the template has an alternative.
    ///
    /// - Parameters:
    ///   - contract: What the models have.
    ///   - name: The name of the template in the contract.
    ///   - names: Variables that are there beside the model, of which nothing is known.
    /// - Returns: What was found, in the same order; `nil` where the contract does not have the
    ///   template.
    package func findings(
        against contract: TemplateContract,
        named name: String,
        beside names: Set<String> = []
    ) -> [TemplateDiagnostic]? {
        guard let model = contract.pages[name], contract.models[model] != nil else { return nil }
        let page = ContractValue(.model(model), in: contract)
        return findings(SampleWalk(linked, page, beside: names.union(contract.shared)))
    }

    private func findings(_ walk: SampleWalk) -> [TemplateDiagnostic] {
        walk.run()
        let own = linked.program.source.name
        let found = walk.findings
        let others = Set(found.compactMap(\.location?.name)).subtracting([own]).sorted()
        return ([own] + others).flatMap { name in
            found.filter { $0.location?.name == name }.inSourceOrder
        }
    }
}
