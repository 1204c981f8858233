// SPDX-License-Identifier: Apache-2.0

/// An element: its tags, its attributes and what stands between the tags.
package final class ElementSyntax: Sendable {
    /// Its number among the elements of the tree, in the order of their ends.
    package let id: SyntaxID

    /// The name as written, `tal:block` or `svg:g` with its prefix.
    package let name: Range<Int>

    /// The name that rules look at: lower case in HTML mode, no prefix where
    /// the element belongs to a statement namespace.
    package let localName: String

    /// The statement namespace that the element itself belongs to, as in
    /// `<tal:block>`; such tags are never written.
    package let namespace: StatementNamespace?

    /// What a browser takes it for.
    package let vocabulary: Vocabulary

    /// What browsers read around it.
    package let site: Site

    /// What the source says of the place of what is in it.
    package let innerSite: Site

    /// The markup around it in which browsers read it as the template has it, where the source
    /// does not say what is around it.
    package let standsIn: MarkupKinds

    /// Who has seen the start tag.
    package let witness: Witness

    /// From `<` to behind `>`.
    package let startTag: Range<Int>

    package let attributes: [AttributeSyntax]

    /// The prefixes that data may use in names of attributes; `nil` where any may.
    package let prefixes: Set<String>?
    package let end: End
    package let children: [SyntaxNode]

    /// The statements that the element carries; `nil` where it has none.
    package let statements: Statements?

    /// Whether it or an element in it has a macro, a slot, or a use of them.
    package let holdsMacros: Bool

    /// What stands in it, where that is a script.
    package let script: PythonScript?

    /// From the start tag to behind the end tag, or to where the element ends without.
    package var range: Range<Int> { startTag.lowerBound..<end.upperBound(behind: startTag) }

    /// Whether SVG or MathML begins with it, or HTML goes on in it.
    package var isBoundary: Bool { vocabulary == .foreign && innerSite.around != site.around }

    init(_ element: OpenElement, _ id: SyntaxID, _ end: End, _ body: OpenElement.Body) {
        self.id = id
        self.end = end
        name = element.name
        localName = element.localName
        namespace = element.namespace
        vocabulary = element.vocabulary
        site = element.site
        innerSite = element.innerSite
        standsIn = element.standsIn
        witness = element.witness
        startTag = element.startTag
        attributes = element.attributes
        prefixes = element.prefixes
        statements = element.statements?.value
        holdsMacros = element.holdsMacros
        children = body.children
        script = body.script
    }

    /// How an element ends.
    package enum End: Sendable {
        /// `<br>` or `<br/>` of an HTML void element: there is no content.
        case void

        /// `<x/>`.
        case selfClosed

        /// An end tag, from `</` to behind `>`.
        case tag(Range<Int>)

        /// An end tag that HTML allows to leave out; the element ends there.
        case implied(at: Int)

        /// An end tag that is needed and not there; a diagnostic says so.
        case missing(at: Int)

        fileprivate func upperBound(behind startTag: Range<Int>) -> Int {
            switch self {
            case .void, .selfClosed: startTag.upperBound
            case .tag(let tag): tag.upperBound
            case .implied(let end), .missing(let end): max(end, startTag.upperBound)
            }
        }

        /// Whether the source says where it is.
        package var isWritten: Bool {
            switch self {
            case .void, .selfClosed, .tag: true
            case .implied, .missing: false
            }
        }
    }

    /// The languages that the elements of a page belong to.
    package enum Vocabulary: Sendable {
        case html

        /// SVG or MathML, inside of HTML.
        case foreign
        case xml
    }

    /// Who has seen a tag of the source.
    package enum Witness: Sendable {
        /// libxml2 as well.
        case parser

        /// The source alone: libxml2 leaves it out, or takes it for text.
        case source
    }
}

/// The number of an element in its tree.
package struct SyntaxID: Hashable, Sendable {
    package let number: Int32
}
