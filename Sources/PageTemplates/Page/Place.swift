// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Where a value stands in a page.
struct Place: Sendable, Hashable {
    let context: Context

    /// The nearest element of the source around it; `nil` where there is none.
    let element: String?

    /// The attribute, by the name that names are compared by.
    let attribute: String?

    let mode: MarkupMode

    /// What is around the value.
    enum Context: Sendable, Hashable {
        case text

        /// The text of a title or a textarea.
        case escapableText

        /// Text that is no markup: nothing is escaped.
        case plainText

        /// The value of an attribute between quotes.
        case attribute(AttributeMeaning, quote: UInt8)
    }

    /// The bytes that cannot stand there as they are.
    var escaping: Escaping {
        switch context {
        case .text, .escapableText: Escaping(textIn: mode)
        case .plainText: .plain
        case .attribute(_, let quote): Escaping(quote: quote, mode)
        }
    }
}
