/// An element: its tags, its attributes and what stands between the tags.
final class MarkupElement: Sendable {
    /// The name as written, `tal:block` or `svg:g` with its prefix.
    let name: Range<Int>

    /// The name that rules look at: lower case in HTML mode, no prefix where
    /// the element belongs to a statement namespace.
    let localName: String

    /// The statement namespace that the element itself belongs to, as in
    /// `<tal:block>`; such tags are never written.
    let namespace: StatementNamespace?

    /// From `<` to behind `>`.
    let startTag: Range<Int>

    let attributes: [MarkupAttribute]
    let closing: Closing
    let children: [MarkupNode]

    /// The statements that the element carries; `nil` where it has none.
    let statements: Statements?

    init(
        name: Range<Int>,
        localName: String,
        namespace: StatementNamespace?,
        startTag: Range<Int>,
        attributes: [MarkupAttribute],
        closing: Closing,
        children: [MarkupNode],
        statements: Statements?
    ) {
        self.name = name
        self.localName = localName
        self.namespace = namespace
        self.startTag = startTag
        self.attributes = attributes
        self.closing = closing
        self.children = children
        self.statements = statements
    }

    /// How an element ends.
    enum Closing: Sendable {
        /// `<br>` or `<br/>` of an HTML void element: there is no content.
        case void

        /// `<x/>`.
        case selfClosed

        /// An end tag, from `</` to behind `>`.
        case endTag(Range<Int>)

        /// An end tag that HTML allows to leave out; the element ends there.
        case implied(at: Int)
    }
}

/// An attribute as written in a start tag.
struct MarkupAttribute: Sendable {
    /// From the white space before the name to behind the closing quote.
    let whole: Range<Int>

    let name: Range<Int>

    /// The name that rules look at: lower case in HTML mode.
    let key: String

    /// What stands between the quotes; `nil` for `<input disabled>`.
    let value: Range<Int>?

    /// The quote, `"` or `'`; `nil` for an unquoted or missing value.
    let quote: UInt8?

    /// Whether it is a statement, or declares a statement namespace: such
    /// attributes are never written.
    let isStatement: Bool
}

/// The namespaces whose attributes are statements.
enum StatementNamespace: String, Sendable, CaseIterable {
    case tal
    case metal
    case i18n
    case meta
}
