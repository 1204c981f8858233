// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A node of a page: bytes, or what a statement puts in their place.
indirect enum PageNode: Sendable {
    case literal([UInt8])
    case hole(Hole)
    case attribute(AttributeNode)
    case attributeSet(AttributeSet)
    case condition(Condition)
    case omission(Omission)
    case loop(Loop)
    case bindings(Bindings)
    case handler(Handler)
    case choice(Choice)
    case alternative(Alternative)
    case call(Call)
    case slot(Slot)
    case message(Message)
    case part(MessagePart)
    case script(Script)
    case region(Region)
    case lineEnd(LineEndMark)
}

/// A place around content whose first line end a browser drops, as in a `<pre>`.
enum LineEndMark: Sendable {
    /// Here it begins.
    case begin

    /// What is written there is the source's own: a line end of it is one to drop.
    case asWritten

    /// Here it ends: a line end that it began with is doubled.
    case end
}

/// A value that is written.
struct Hole: Sendable {
    let value: ExpressionPlan
    let place: Place

    /// Whether the value is markup that somebody vouches for.
    let isStructure: Bool

    /// Whether a message in the value is translated, or its id written as it is.
    let translates: Bool

    /// What stands for `default`; `nil` where the value cannot be it.
    let otherwise: [PageNode]?
}

/// How an attribute is written, whatever sets it.
struct AttributeForm: Sendable {
    /// White space, name, equals sign and quote.
    let opening: [UInt8]
    let place: Place
    let truth: AttributeTruth

    /// What it is where it is no more than there.
    let presence: [UInt8]
}

/// One attribute that is computed.
struct AttributeNode: Sendable {
    let form: AttributeForm
    let value: Value

    /// The clause of `tal:attributes` that sets it in pieces; `nil` where none does.
    var clause: Range<Int>?

    enum Value: Sendable {
        /// Always there: literals and holes.
        case pieces([PageNode])
        case whole(Whole)
    }

    /// A value that may be nothing, `default` or a truth.
    struct Whole: Sendable {
        let value: ExpressionPlan

        /// Where errors of the writing stand.
        let range: Range<Int>

        /// The attribute as the source has it, its holes filled, for `default`; nothing where the
        /// value cannot be it, or the source has none.
        let fallback: [PageNode]
    }
}

/// All attributes of an element that sets some from a mapping: which there are is known
/// to the render only.
struct AttributeSet: Sendable {
    /// The attributes by position: the source's, then new ones.
    let entries: [Entry]
    let mappings: [Mapping]

    /// The scopes of those attributes that are translated where a mapping has them, by
    /// key.
    let messages: [String: MessageScope]

    /// Where errors of the writing stand.
    let range: Range<Int>
    let owner: AttributeOwner

    /// The prefixes that names of data may have; `nil` where they may have any.
    let prefixes: Set<String>?

    struct Mapping: Sendable {
        let value: ExpressionPlan

        /// Its place among the clauses of the statement.
        let clause: Int
    }

    struct Entry: Sendable {
        let key: String

        /// The place among the clauses of the statement; `nil` where none names it.
        let clause: Int?

        /// What the source has between it and the attribute before it.
        let gap: [UInt8]

        /// How a value of a mapping is written.
        let form: AttributeForm

        /// The attribute where no mapping has it.
        let body: [PageNode]
    }
}

/// `tal:condition`.
struct Condition: Sendable {
    let test: ExpressionPlan
    let body: [PageNode]
}

/// `tal:omit-tag` with a condition, which is evaluated once for both tags.
struct Omission: Sendable {
    let test: ExpressionPlan
    let startTag: [PageNode]
    let content: [PageNode]
    let endTag: [PageNode]
}

/// `tal:repeat`.
struct Loop: Sendable {
    let id: LoopID
    let sequence: ExpressionPlan
    let range: Range<Int>
    let item: VariableID
    let pattern: Pattern

    /// The line break and indentation that belong to each round.
    let indentation: [UInt8]
    let body: [PageNode]
}

/// The names that a value is bound to.
struct Pattern: Sendable {
    let names: [String]
    let variables: [VariableID]

    /// Where the names stand that the elements of a sequence are bound to; `nil` where
    /// one name has the whole value.
    let unpacking: Range<Int>?
}

/// One clause of `tal:define`.
struct Bind: Sendable {
    let value: Value
    let target: Target

    enum Value: Sendable {
        case plan(ExpressionPlan)
        case deferred(Deferral)
    }

    enum Target: Sendable {
        case local(Pattern)
        case global([GlobalTarget], unpacking: Range<Int>?)
    }
}

/// An expression that is kept unevaluated, unless an alternative before it is there.
struct Deferral: Sendable {
    let alternatives: [ExpressionPlan]
    let part: PartID
    let isLazy: Bool
    let range: Range<Int>
}

/// A variable that all scopes share: a value replaces that of the locals of its name, too.
struct GlobalTarget: Sendable {
    let name: String
    let input: VariableID
    let locals: [VariableID]
}

/// Definitions, and what sees them.
struct Bindings: Sendable {
    let binds: [Bind]
    let body: [PageNode]
}

/// `tal:on-error`.
///
/// A definition has a recovery of its own, which sees the variables bound before it.
struct Handler: Sendable {
    let binds: [(bind: Bind, recovery: Recovery)]
    let body: [PageNode]
    let recovery: Recovery

    /// The expression of the statement.
    let range: Range<Int>

    /// What stands in the place of what failed.
    struct Recovery: Sendable {
        let error: VariableID
        let nodes: [PageNode]
    }
}

/// `tal:switch`.
struct Choice: Sendable {
    let id: SwitchID
    let value: ExpressionPlan
    let body: [PageNode]
}

/// `tal:case`.
struct Alternative: Sendable {
    let choice: SwitchID
    let value: ExpressionPlan
    let body: [PageNode]
}

/// The call of a macro.
struct Call: Sendable {
    let target: Target

    /// The macro's name, for `macroname`.
    let name: String

    /// The parts that fill slots, by the slots' names.
    let fillers: [String: PartID]

    /// Whether the macro around it extends the macro that is called.
    let isExtension: Bool

    let site: ElementSyntax.Site

    /// The part of a message that a macro writes where it is defined, and nothing else.
    let part: String?

    /// Where errors of the call stand.
    let range: Range<Int>

    enum Target: Sendable {
        /// The macro that is defined here.
        case definition(PartID)

        /// A macro that an expression names, and what stands for `default`; `nil` where it
        /// cannot be that.
        case use(ExpressionPlan, otherwise: [PageNode]?)
    }
}

/// A slot, and what stands in it unless somebody fills it.
struct Slot: Sendable {
    let name: String

    let site: ElementSyntax.Site

    /// Where errors of the call of a filler stand.
    let range: Range<Int>
    let body: [PageNode]
}

/// Content that is a message.
struct Message: Sendable {
    /// The id; `nil` where the content is the id.
    let id: String?
    let scope: MessageScope
    let data: ExpressionPlan?

    let place: MessagePlace

    /// Where errors of the translation stand.
    let range: Range<Int>
    let body: [PageNode]

    /// The parts right in it.
    var parts: [MessagePart] {
        body.compactMap { if case .part(let part) = $0 { part } else { nil } }
    }
}

/// A part of a message, which has its name in its place.
struct MessagePart: Sendable {
    let name: String
    let keepsSpace: Bool
    let site: ElementSyntax.Site
    let body: [PageNode]
}

/// A script.
struct Script: Sendable {
    let variables: [Variable]
    let statements: [PythonStatement]
    let names: PythonNameTable

    /// A name that the script binds: while it runs it has a variable of its own, and what it
    /// has bound becomes global when it ends.
    struct Variable: Sendable {
        let inner: VariableID

        /// The variable around the script.
        let outer: VariableID
        let global: GlobalTarget
    }
}

/// An element with an `id` of the source: a part of the page that can be named.
struct Region: Sendable {
    let id: RegionID
    let body: [PageNode]
}

/// The number of a region among the facts.
struct RegionID: Hashable, Sendable {
    let number: Int
}

/// What the elements around a message say about it.
struct MessageScope: Sendable {
    var domain = TranslationDomain.standard
    var context: String?

    /// Whether white space means something, as in `<pre>`.
    var keepsSpace = false
}

/// A message of an attribute or of a computed value; its names are filled in, and then it
/// is escaped as a whole.
struct MessageText: Sendable {
    /// The id; `nil` where the text is the id.
    var id: String?

    /// The text of the source where no value has another one, or for `default`.
    var text: String?
    let scope: MessageScope

    /// The values in the text, by name.
    var names: [(name: String, value: ExpressionPlan)] = []

    /// Whether nothing but the author and translators decide on the text, at a place that
    /// filters data.
    var isAuthors = false

    /// What a browser makes of the attribute, where values stand in its text.
    var meaning = AttributeMeaning.plain
}
