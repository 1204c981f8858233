/// The I18N statements of one element.
struct TranslationStatements: Sendable {
    /// The id of the element's content, which is empty where the content itself
    /// is the id; `nil` where it is not translated.
    var translate: Message?

    var name: MacroStatements.NamedPlace?
    var attributes: [TranslatedAttribute] = []
    var data: ExpressionText?

    /// The domain of the element and what is inside of it.
    var domain: String?

    /// The context of the messages of the element and what is inside of it.
    var context: String?

    /// What translators should know.
    var comment: String?

    /// The language of the source, as zope.tal kept for tools.
    var source: String?

    /// The language of the page, as zope.tal kept for tools.
    var target: String?

    /// Whether tools shall not ask for a translation.
    var isIgnored = false

    /// The attributes for which tools shall not ask for a translation.
    var ignoredAttributes: [String] = []

    /// An id and where it stands.
    struct Message: Sendable {
        let id: String
        let range: Range<Int>
    }
}

/// `name` or `name id` of `i18n:attributes`.
struct TranslatedAttribute: Sendable {
    let name: String

    /// The spelling that names are compared by.
    let key: String

    /// The id; `nil` where the value of the attribute is the id.
    let id: String?
    let range: Range<Int>
}

/// The statements of `i18n`, by their names.
enum I18NStatement: String, CaseIterable {
    case translate
    case name
    case attributes
    case data
    case domain
    case context
    case comment
    case source
    case target
    case ignore
    case ignoreAttributes = "ignore-attributes"

    /// Whether it means nothing without a value.
    var needsValue: Bool { self == .attributes || self == .data }
}
