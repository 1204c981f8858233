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

    /// What becomes of a value there.
    var filter: PlaceFilter

    /// What is around the value.
    enum Context: Sendable, Hashable {
        case text

        /// Plain text: nothing is escaped.
        case plainText

        /// The body of a script or a style sheet, in which HTML knows no references.
        case code

        /// The value of an attribute between quotes.
        case attribute(AttributeMeaning, quote: UInt8)
    }

    /// The bytes that cannot stand there as they are.
    var escaping: Escaping {
        switch context {
        case .text: Escaping(textIn: mode)
        case .plainText: .plain
        case .code: mode == .html ? .plain : Escaping(textIn: mode)
        case .attribute(_, let quote): Escaping(quote: quote, mode)
        }
    }

    /// How a value is written there.
    var writing: Writing { Writing(escaping, filter) }
}
