// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What is known of a template beside the nodes of its page; nothing of it is needed for
/// a render.
struct Facts: Sendable {
    /// The templates that it refers to by literal names.
    var references: [String] = []

    /// The same where nothing stands for a template that is not there, each time.
    var neededTemplates: [NamedSyntax] = []

    /// Where names of the language are used that no variable can have, each name once.
    var settledNames: [NamedSyntax] = []

    /// The names that definitions, loops and scripts bind.
    var boundNames: Set<String> = []

    /// Where variables are used that nothing around binds, if it matters.
    var freeNames: [FreeName] = []

    /// What it takes from an application that may not be there.
    var foreign = ForeignNames()

    /// The elements that repeat and have statements that run before that, each with the names
    /// that its loop binds.
    var lateNames: [LateNames] = []

    /// The texts for translators.
    var texts: [Text] = []

    /// Where texts stand whose ids are known only when they are rendered.
    var computedTexts: [Range<Int>] = []

    /// Where macros are used.
    var uses: [Use] = []

    /// The doctype.
    var doctype: Range<Int>?

    /// The expressions of the macros that stand for the whole page, and the macros that are
    /// one but for its doctype.
    var pageUses: [Range<Int>] = []
    var pageMacros: Set<String> = []

    /// The slots, and the parts that they stand in.
    var slots: [(name: String, part: PartID)] = []

    /// Where `structure` inserts what is not the author's own literal.
    var structures: [Range<Int>] = []

    /// What is doubtful about the template alone.
    var warnings: [Warning] = []

    /// What is doubtful about its syntax.
    var syntaxWarnings: [Diagnostic] = []

    /// The parts of the page that have names.
    var regions: [RegionFacts] = []

    /// The code that stands in it.
    var code: [CodePiece] = []

    /// The nodes of the source that are never written.
    var dead: [Range<Int>] = []

    /// The names of a loop, with its whole clause and the tag that it stands in.
    struct LateNames: Sendable {
        let names: [String]
        let loop: Range<Int>
        let clause: Range<Int>
        let tag: Range<Int>
    }

    /// A variable that the render brings along.
    struct FreeName: Sendable {
        let name: String
        let range: Range<Int>

        /// Whether it is called as a function.
        let isCalled: Bool

        /// The part that it is used in.
        let part: PartID
    }

    /// A doubt, whose report is made when somebody asks for it.
    struct Warning: Sendable {
        let code: TemplateWarning.Code
        let message: String
        let range: Range<Int>
        let notes: [TemplateError.Note]
    }

    /// A text that translators are asked for.
    struct Text: Sendable {
        let id: String
        let scope: MessageScope

        /// The text of the template, where it is not the id.
        let defaultText: String?
        let comment: String?
        let hasPlural: Bool

        /// The names that its data gives values to; `nil` where only a render knows.
        let dataNames: Set<String>?
        let range: Range<Int>
    }

    /// A use of a macro, for those who check it without rendering it.
    struct Use: Sendable {
        /// The part that it stands in.
        let part: PartID

        /// What may be called: of several alternatives the first that is there.
        let uses: [MacroUse]

        /// The expression that names the macro.
        let range: Range<Int>

        /// The variable that the expression begins with, where nothing around binds it and
        /// nothing stands for it.
        let variable: NamedSyntax?

        /// The slots that are filled, and where.
        let fillers: [NamedSyntax]

        /// Whether the macro around it extends the macro that is used.
        let isExtension: Bool
    }
}

/// What a template takes from an application, and what only a manifest declares.
struct ForeignNames: Sendable {
    /// The prefixes that nobody has registered, of expression types and of path namespaces.
    var types: Set<String> = []
    var namespaces: Set<String> = []

    /// The functions of Zope that nobody has declared, and those that something stands for.
    var functions: Set<String> = []

    /// The variables that nothing around binds, where something stands for them.
    var variables: Set<String> = []

    /// Whether whole handlers are data.
    var hasHandlers = false

    /// Whether the addresses of what runs are data.
    var hasScriptURLs = false

    mutating func formUnion(_ other: ForeignNames) {
        types.formUnion(other.types)
        namespaces.formUnion(other.namespaces)
        functions.formUnion(other.functions)
        variables.formUnion(other.variables)
        hasHandlers = hasHandlers || other.hasHandlers
        hasScriptURLs = hasScriptURLs || other.hasScriptURLs
    }
}

/// A part of a page that has a name, and what it needs from around it.
struct RegionFacts: Sendable {
    let kind: Kind

    /// The part that it is, or that it stands in.
    let part: PartID

    /// Its element.
    let range: Range<Int>

    /// The variables that it takes from around it.
    var inputs: Set<String>

    /// What it reads through namespaces itself.
    var reads: [TemplateReads.Read]

    enum Kind: Sendable, Hashable {
        case macro(String)
        case slot(String)

        /// An element by its `id`.
        case element(String)
    }
}
