// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `unused-macro`: macros that no template of the set uses.
struct MacroCheck {
    static func findings(in page: LintPage, _ set: TemplateSet) -> [RuleFinding] {
        var findings: [RuleFinding] = []
        page.own.tree.forEachElement { element in
            guard let macro = element.statements?.macros?.defineMacro,
                set.leavesUnused(macro: macro.text)
            else { return }
            findings.append(
                RuleFinding(
                    rule: .unusedMacro,
                    message: "no template uses the macro '\(macro.text)'",
                    range: macro.range,
                    notes: [.init("remove it, or correct its name where it is used")]
                )
            )
        }
        return findings
    }
}
