// SPDX-License-Identifier: Apache-2.0

package import PageTemplates

/// Finds what is wrong with templates, or doubtful, by the engine and by all rules.
///
/// The templates of a set are added first, and then asked for one by one: some rules have to know
/// what the others say.
package struct TemplateLinter {
    private let choice: RuleChoice
    private var set: TemplateSet
    private let trees = TemplateTrees()

    /// - Parameters:
    ///   - choice: The rules that count.
    ///   - isWhole: Whether no other templates use macros of these.
    package init(_ choice: RuleChoice, isWhole: Bool = false) {
        self.choice = choice
        set = TemplateSet(isWhole: isWhole)
    }

    /// A linter of templates whose set is known.
    init(_ choice: RuleChoice, of set: TemplateSet) {
        self.choice = choice
        self.set = set
    }

    /// Adds a template to the set.
    package mutating func add(_ checked: CheckedTemplate) -> LintPage {
        let page = LintPage(checked, trees)
        set.add(SharedWords(of: page))
        return page
    }

    /// What is wrong with a template of the set, in the order of its source.
    ///
    /// - Parameters:
    ///   - page: The template.
    ///   - others: What else the engine has found: with data.
    ///   - settings: What the manifest near the template says.
    /// - Returns: What counts.
    package func findings(
        in page: LintPage,
        _ others: [TemplateDiagnostic] = [],
        _ settings: LintSettings = LintSettings()
    ) -> [Finding] {
        let source = page.checked.source
        let disabled = DisabledRules(in: page.checked.tree)
        let rules = OwnRule.findings(
            in: page,
            set,
            sessionKeys: settings.sessionKeys,
            wasCacheable: settings.cacheability?.wasCacheable(source.name) ?? false
        )
        let found = (rules + disabled.findings).map { Finding($0, in: source) }
        let engine = (page.checked.diagnostics + others).map { Finding($0) }
        let own = engine.filter { $0.location?.name == source.name }
        let foreign = engine.filter { $0.location?.name != source.name }
        return (own + found).inSourceOrder.filter { finding in
            !finding.isOfRule || !disabled.contains(finding.name, at: finding.location)
        }.compactMap { choice.finding($0, settings) }
            + foreign.compactMap { choice.finding($0, settings) }
    }
}

extension [Finding] {
    /// In the order of a source; what stands at one place keeps its order.
    fileprivate var inSourceOrder: [Finding] {
        enumerated()
            .sorted { left, right in
                let start = left.element.location?.byteRange.lowerBound ?? 0
                let other = right.element.location?.byteRange.lowerBound ?? 0
                return (start, left.offset) < (other, right.offset)
            }
            .map(\.element)
    }
}
