/// The statements of one element, parsed but for their expressions.
struct Statements: Sendable {
    var onError: ContentClause?
    var define: [DefineClause] = []
    var condition: ExpressionText?
    var repetition: RepeatClause?
    var switchOn: ExpressionText?
    var caseOf: ExpressionText?
    var omitTag: OmitTagClause?
    var attributes: [AttributeClause] = []
    var content: ContentClause?
    var replace: ContentClause?
    var macros: MacroStatements?

    /// What `meta:interpolation` says of the element and all in it.
    var interpolates: Bool?
    var translation: TranslationStatements?
    var script: ScriptClause?
}

/// What makes the content of an element a script.
struct ScriptClause: Sendable {
    /// The value of `tal:script`, or of the `type` of a `<script>`.
    let language: Range<Int>

    /// Whether it is a `<script>`, whose tags are never written.
    let isElement: Bool
}

/// The names that a definition or a loop binds.
enum BindingPattern: Sendable {
    case name(String)

    /// `(a, b)`: a sequence of exactly as many elements.
    case unpack([String])
}

/// `[local|global] name expression` of `tal:define`.
struct DefineClause: Sendable {
    let isGlobal: Bool
    let pattern: BindingPattern
    let patternRange: Range<Int>
    let expression: ExpressionText
}

/// `name expression` of `tal:repeat`.
struct RepeatClause: Sendable {
    let pattern: BindingPattern
    let patternRange: Range<Int>
    let expression: ExpressionText
}

/// `[text|structure] expression` of `tal:content`, `tal:replace`, `tal:on-error`.
struct ContentClause: Sendable {
    let isStructure: Bool
    let expression: ExpressionText
}

/// The value of `tal:omit-tag`.
enum OmitTagClause: Sendable {
    case always
    case when(ExpressionText)
}

/// `name expression` of `tal:attributes`; without a name the expression gives
/// a mapping.
struct AttributeClause: Sendable {
    let name: String?
    let nameRange: Range<Int>
    let expression: ExpressionText
}
