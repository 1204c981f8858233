// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `constant-condition`: conditions that are the same in every render.
struct ConditionCheck {
    static func findings(in page: LintPage) -> [RuleFinding] {
        var findings: [RuleFinding] = []
        page.own.tree.forEachElement { element in
            if let found = finding(on: element, in: page) { findings.append(found) }
        }
        return findings
    }

    private static func finding(on element: ElementSyntax, in page: LintPage) -> RuleFinding? {
        guard let condition = element.statements?.condition, let truth = condition.constantTruth,
            // An author's way to leave a remark.
            page.markup.text(condition.whole).filter({ !$0.isWhitespace }) != "nothing",
            !condition.readsNames(boundIn: page)
        else { return nil }
        let statement = element.statements?.spelled.first { $0.name.text == "condition" }
        let attribute = statement.map { element.attributes[$0.attribute].whole }
        return RuleFinding(
            rule: .constantCondition,
            message: truth
                ? "the condition is always true" : "the condition is never true",
            range: condition.range,
            notes: [
                .init(
                    truth ? "remove the condition" : "remove the element, or correct the condition"
                )
            ],
            fix: truth && condition.isWrittenOut
                ? attribute.map { range in
                    FindingFix(title: "remove the condition", edits: [TextEdit(range, "")])
                } : nil
        )
    }
}

extension ExpressionSyntax {
    /// Whether `nothing` or `default` is a variable of the template.
    fileprivate func readsNames(boundIn page: LintPage) -> Bool {
        !page.own.tree.globals.isDisjoint(with: ["nothing", "default"])
    }
}
