// SPDX-License-Identifier: Apache-2.0

/// An element whose end has not been found yet.
struct OpenElement {
    let name: Range<Int>
    let localName: String
    let namespace: StatementNamespace?
    let startTag: Range<Int>
    let attributes: [AttributeSyntax]
    let statements: SharedStatements?
    let rule: HTMLElementRule
    let vocabulary: ElementSyntax.Vocabulary
    let witness: ElementSyntax.Witness

    /// What it is one of; `nil` for an element of HTML.
    let ownMarkup: ForeignMarkup?

    /// What the elements in it belong to; `nil` where they are HTML.
    let foreignMarkup: ForeignMarkup?

    /// Whether SVG or MathML around it would end before it.
    let endsForeign: Bool

    let site: ElementSyntax.Site

    /// Whether `${…}` in it is a hole.
    let interpolates: Bool

    /// The prefixes that data may use in names of its attributes; `nil` where any may.
    let prefixes: Set<String>?

    /// Where its children start among the nodes that wait for their parents.
    let firstNode: Int

    /// The declarations that were in force before its start tag.
    let scopeMark: Int

    /// Whether it carries or encloses a statement.
    var needsBothTags: Bool

    /// Whether it carries or encloses a macro, a slot, or a use of them.
    var holdsMacros: Bool

    /// Whether a `<col>` stands right in it.
    var holdsColumns = false

    /// The first start tag in it that ends it for browsers, where its end tag is behind that.
    var outlived: Range<Int>?

    /// Whether no statement depends on where it ends.
    var isPlain: Bool { statements == nil && namespace == nil }

    /// Whether it is one of SVG or MathML in which HTML goes on.
    var holdsHTML: Bool { vocabulary == .foreign && foreignMarkup == nil }

    var standsIn: MarkupKinds {
        switch (site.around, ownMarkup) {
        case (.page, nil): endsForeign || rule.content == .rawText ? .html : .all
        case (.page, let foreign?): [.html, MarkupKinds(foreign)]
        case (.html, _), (.foreign, _): .all
        }
    }

    /// The site of what is in it.
    var innerSite: ElementSyntax.Site {
        let around: ElementSyntax.Site.Around? =
            foreignMarkup.map { .foreign($0) } ?? (vocabulary == .foreign ? .html : nil)
        let isHTML = vocabulary == .html && namespace == nil
        let holder = isHTML ? TextHolders(named: localName) : []
        return .init(around: around ?? site.around, holders: site.holders.union(holder))
    }

    var hasOptionalEnd: Bool { !rule.optionalEnd.isEmpty }

    /// `<` and the name, which errors point to.
    var place: Range<Int> { startTag.lowerBound..<name.upperBound }

    /// The end of an element that another start tag brought.
    struct ImpliedEnd {
        let name: Range<Int>
        let place: Range<Int>

        /// The start tag, up to its name.
        let by: Range<Int>

        /// Where the element around both starts; `nil` at the top.
        let parent: Int?
    }

    /// What stands between its tags.
    struct Body {
        let children: [SyntaxNode]
        let script: PythonScript?
    }
}

/// The statements of an element on their way into the tree.
///
/// They are many words long, and most elements have none: a reference is cheaper
/// to pass around.
final class SharedStatements {
    let value: Statements

    init(_ value: Statements) {
        self.value = value
    }
}
