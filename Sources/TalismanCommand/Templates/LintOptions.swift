// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import TemplateTools

/// Which rules `talisman check` looks after, and what it does with what it finds.
struct LintOptions: ParsableArguments {
    @Option(
        name: .customLong("rule"),
        help: ArgumentHelp(
            "A rule to look after, and no others; repeatable. Errors are always told.",
            valueName: "name"
        )
    )
    var rules: [String] = []

    @Option(
        name: .customLong("no-rule"),
        help: ArgumentHelp("A rule to leave out; repeatable.", valueName: "name")
    )
    var otherRules: [String] = []

    @Option(help: "How findings are written: text, json, sarif or github.")
    var format = ReportFormat.text

    @Flag(help: "Mend what can be changed safely, and tell what remains.")
    var fix = false

    func validate() throws {
        for (option, names) in [("--rule", rules), ("--no-rule", otherRules)] {
            guard let name = names.first(where: { LintRule.named($0) == nil }) else { continue }
            let notes = LintRule.notes(onUnknown: name).map(\.message).joined()
            throw ValidationError("\(option): there is no rule '\(name)': \(notes)")
        }
    }

    /// The rules that count.
    func choice(tellsRemarks: Bool) -> RuleChoice {
        var choice = RuleChoice()
        choice.only = Set(rules)
        choice.without = Set(otherRules)
        choice.tellsRemarks = tellsRemarks
        return choice
    }
}

extension ReportFormat: ExpressibleByArgument {}
