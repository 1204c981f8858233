// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What a template means, with every name, place and white space decided.
///
/// It has no bytes of a program, no register and no label. Emitters and tools read it.
struct Page: Sendable {
    let source: TemplateSource

    /// The page itself, then its macros, the fillers of slots and the deferred
    /// expressions.
    let parts: [PagePart]

    /// The macros by their names.
    let macros: [String: PartID]

    /// What is known of the template beside its nodes.
    let facts: Facts
}

/// The number of a part in its page; 0 is the page itself.
struct PartID: Hashable, Sendable {
    let number: Int
}

/// The number of a variable in its part.
struct VariableID: Hashable, Sendable {
    let number: Int
}

/// The number of a loop in its part.
struct LoopID: Hashable, Sendable {
    let number: Int
}

/// The number of a switch in its part.
struct SwitchID: Hashable, Sendable {
    let number: Int
}

/// A part of a page that runs by itself.
///
/// The variables of a part that it does not bind itself are found by name when it is
/// called, as the scopes of zope.tal are dynamic: a macro and a deferred expression see
/// the variables of their users, a filler also those of the macro.
struct PagePart: Sendable {
    let kind: Kind

    /// What errors call it.
    let title: String

    /// Where its element, or its expression, stands.
    let range: Range<Int>

    /// The variables that are bound before it runs.
    let inputs: [Input]

    /// How many variables it has, inputs included.
    let variableCount: Int
    let body: Body

    /// What it reads itself, without the parts that it calls.
    let reads: TemplateReads

    /// The parts that it calls.
    let uses: [MacroUse]
    let needs: PartNeeds

    enum Kind: Sendable {
        case page
        case macro(String)
        case filler(slot: String)
        case deferred(isLazy: Bool)
    }

    enum Body: Sendable {
        case nodes([PageNode])
        case value(ExpressionPlan)
    }

    /// A variable that a part does not bind itself.
    struct Input: Sendable {
        let name: String
        let variable: VariableID
        let kind: Kind

        enum Kind: Sendable {
            case variable
            case options
            case contexts
            case template
            case macros
            case macroName
        }
    }
}

/// What a part calls, as far as it is known before a render.
enum MacroUse: Sendable, Hashable {
    /// A macro, a filler or a deferred expression of the same template.
    case own(PartID)

    /// A macro of another template, or all of it.
    case linked(template: String, macro: String?)

    /// A macro that an expression names.
    case computed

    /// The other template, where its name is known.
    var template: String? {
        if case .linked(let template, _) = self { template } else { nil }
    }
}
