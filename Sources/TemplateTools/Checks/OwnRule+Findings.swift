// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

extension OwnRule {
    /// What all rules find in a template, in the order of its source.
    ///
    /// - Parameters:
    ///   - page: The template.
    ///   - set: What is known of those that are checked with it.
    ///   - sessionKeys: The keys of sessions that are written; `nil` where nobody says.
    ///   - wasCacheable: Whether it is recorded that the page reads nothing of the session.
    /// - Returns: The findings, of rules that are switched off too.
    static func findings(
        in page: LintPage,
        _ set: TemplateSet,
        sessionKeys: Set<String>?,
        wasCacheable: Bool
    ) -> [RuleFinding] {
        // Where the syntax is broken, nothing can be said of what is not there.
        guard !page.checked.tree.hasErrors else { return [] }
        let found =
            DefinitionCheck.findings(in: page) + ScopeCheck.findings(in: page)
            + ConditionCheck.findings(in: page) + MacroCheck.findings(in: page, set)
            + SessionCheck.findings(in: page, written: sessionKeys)
            + CacheabilityCheck.findings(in: page, wasCacheable: wasCacheable)
            + IdentifierCheck.findings(in: page) + NestingCheck.findings(in: page)
            + ElementCheck.findings(in: page, set)
        return found
    }
}
