// SPDX-License-Identifier: Apache-2.0

/// The documentation of a rule: what it finds, and what to write instead.
package struct RuleText: Sendable {
    /// What it finds, in a sentence, and why that matters.
    package let meaning: String

    /// What to do about it, and what is never reported.
    package let remedy: String

    /// A template that the rule finds something in.
    package let fails: String

    /// The same template without the finding.
    package let passes: String

    /// Whether `talisman check --fix` can mend it.
    package var isFixed = false
}

extension OwnRule {
    /// The documentation of the rule.
    package var text: RuleText {
        switch self {
        case .unusedDefine: .unusedDefine
        case .shadowedDefine: .shadowedDefine
        case .unreachableAlternative: .unreachableAlternative
        case .constantCondition: .constantCondition
        case .unusedMacro: .unusedMacro
        case .unwrittenSessionKey: .unwrittenSessionKey
        case .cacheablePageReadsSession: .cacheablePageReadsSession
        case .duplicateID: .duplicateID
        case .nestedForm: .nestedForm
        case .nestedLink: .nestedLink
        case .selfClosedElement: .selfClosedElement
        case .missingAlt: .missingAlt
        case .unlabelledControl: .unlabelledControl
        case .inlineHandler: .inlineHandler
        case .unknownRule: .unknownRule
        }
    }
}
