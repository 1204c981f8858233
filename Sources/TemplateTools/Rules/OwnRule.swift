// SPDX-License-Identifier: Apache-2.0

/// The rules that are no warnings of the engine: it has no use for them, people have.
package enum OwnRule: String, Sendable, CaseIterable {
    case unusedDefine = "unused-define"
    case shadowedDefine = "shadowed-define"
    case unreachableAlternative = "unreachable-alternative"
    case constantCondition = "constant-condition"
    case unusedMacro = "unused-macro"
    case unwrittenSessionKey = "unwritten-session-key"
    case cacheablePageReadsSession = "cacheable-page-reads-session"
    case duplicateID = "duplicate-id"
    case nestedForm = "nested-form"
    case nestedLink = "nested-link"
    case selfClosedElement = "self-closed-element"
    case missingAlt = "missing-alt"
    case unlabelledControl = "unlabelled-control"
    case inlineHandler = "inline-handler"
    case unknownRule = "unknown-rule"
}
