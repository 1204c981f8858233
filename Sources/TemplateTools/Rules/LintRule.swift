// SPDX-License-Identifier: Apache-2.0

package import PageTemplates

/// A rule that `talisman check` looks after: a warning of the engine, or a rule of its own.
package struct LintRule: Sendable {
    /// The stable name, which stands in reports, settings and comments.
    package let name: String

    /// What a finding counts for where no settings say otherwise.
    package let severity: Severity

    /// What it finds and why, in Markdown.
    package let meaning: String

    /// All rules: those of the engine first, in the order of their documentation.
    package static let all: [LintRule] =
        TemplateWarning.Code.allCases.map { LintRule($0) } + OwnRule.allCases.map { LintRule($0) }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The rule of a name; `nil` where there is none.
    package static func named(_ name: String) -> LintRule? { byName[name] }

    /// A remark that offers the nearest rule to a name that none has.
    package static func notes(onUnknown name: String) -> [TemplateError.Note] {
        let nearest = TemplateError.Note.nearest(name, among: all.map(\.name))
        return nearest.isEmpty ? [.init("'talisman explain' lists the rules")] : nearest
    }

    private init(_ code: TemplateWarning.Code) {
        name = code.rawValue
        severity = code.isRemark ? .remark : .warning
        meaning = Explanation.named(code.rawValue).first { $0.kind == .rule }?.meaning ?? ""
    }

    private init(_ rule: OwnRule) {
        name = rule.rawValue
        severity = .warning
        meaning = rule.text.meaning
    }
}
