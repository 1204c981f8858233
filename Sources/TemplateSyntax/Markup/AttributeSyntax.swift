// SPDX-License-Identifier: Apache-2.0

/// An attribute as written in a start tag.
package struct AttributeSyntax: Sendable {
    /// From the white space before the name to behind the closing quote.
    package let whole: Range<Int>

    package let name: Range<Int>

    /// The name that rules look at: lower case in HTML mode.
    package let key: String

    /// What stands between the quotes; `nil` for `<input disabled>`.
    package let value: Range<Int>?

    /// The quote, `"` or `'`; `nil` for an unquoted or missing value.
    package let quote: UInt8?

    package let role: Role

    /// The pieces of a value with holes; `nil` where it has none.
    package internal(set) var pieces: [TextPiece]?

    /// What the attribute is to the template.
    package enum Role: Sendable {
        /// A part of the page.
        case markup

        /// A statement, which is never written.
        case statement

        /// The declaration of a statement namespace, which is never written.
        case declaration
    }

    /// Whether it is never written.
    package var isStatement: Bool { role != .markup }

    init(_ scanned: ScannedAttribute, key: String, role: Role) {
        whole = scanned.whole
        name = scanned.name
        value = scanned.value
        quote = scanned.quote
        self.key = key
        self.role = role
    }
}
