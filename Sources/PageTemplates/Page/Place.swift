// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Where a message stands that is content.
struct MessagePlace: Sendable {
    /// Whether a browser reads no markup there, as in a title.
    let isTextOnly: Bool

    /// What the source says of what is around it.
    let site: ElementSyntax.Site
}

/// Where a value stands in a page.
struct Place: Sendable, Hashable {
    let context: Context

    /// The nearest element of the source around it; `nil` where there is none.
    let element: String?

    /// The attribute, by the name that names are compared by.
    let attribute: String?

    let mode: MarkupMode

    /// Whether a browser resolves references in code there.
    var hasReferences = true

    /// What becomes of a value there.
    var filter: PlaceFilter

    /// What the source says of what is around it, where markup can stand.
    var site = ElementSyntax.Site.page

    /// What is around the value.
    enum Context: Sendable, Hashable {
        case text

        /// Plain text: nothing is escaped.
        case plainText

        /// The body of a script or a style sheet; in HTML, but not in SVG, it has no references.
        case code

        /// The value of an attribute between quotes.
        case attribute(AttributeMeaning, quote: UInt8)
    }

    /// The bytes that cannot stand there as they are.
    var escaping: Escaping {
        switch context {
        case .text: Escaping(textIn: mode)
        case .plainText: .plain
        case .code: hasReferences ? Escaping(textIn: mode) : .plain
        case .attribute(_, let quote): Escaping(quote: quote, mode)
        }
    }

    /// What stands there where there is no value.
    var nothing: [PageNode] {
        filter.nothing.map { [.literal(Array($0.utf8))] } ?? []
    }

    /// The place of a message there.
    var ofMessage: MessagePlace { MessagePlace(isTextOnly: filter == .textOnly, site: site) }

    /// How a value is written there.
    var writing: Writing { Writing(escaping, filter, site) }
}
