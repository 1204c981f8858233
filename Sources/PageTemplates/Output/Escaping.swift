// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The bytes that a place in the page cannot hold as they are.
enum Escaping: UInt8, Sendable {
    /// `&`, `<` and `>`.
    case text
    /// These and `"`.
    case doubleQuoted
    /// These and `'`.
    case singleQuoted
    /// As `text`, and what XML's parsers would change; a character that XML cannot hold is an
    /// error.
    case xmlText
    case xmlDoubleQuoted
    case xmlSingleQuoted
    /// Nothing: plain text holds every character.
    case plain

    /// The escaping of text.
    init(textIn mode: MarkupMode) {
        self =
            switch mode {
            case .html: .text
            case .xml: .xmlText
            case .text: .plain
            }
    }

    /// The escaping inside of a quoted value; unquoted ones get `"`.
    init(quote: UInt8?, _ mode: MarkupMode) {
        let isSingle = quote == UInt8(ascii: "'")
        self =
            switch mode {
            case .html: isSingle ? .singleQuoted : .doubleQuoted
            case .xml: isSingle ? .xmlSingleQuoted : .xmlDoubleQuoted
            case .text: .plain
            }
    }

    /// Whether it is that of text.
    var isText: Bool { self == .text || self == .xmlText || self == .plain }

    var isXML: Bool {
        rawValue >= Self.xmlText.rawValue && rawValue <= Self.xmlSingleQuoted.rawValue
    }
}
