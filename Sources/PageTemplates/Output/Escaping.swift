// SPDX-License-Identifier: Apache-2.0

/// The bytes that a place in the page cannot hold as they are.
enum Escaping: UInt8, Sendable {
    /// `&`, `<` and `>`.
    case text
    /// These and `"`.
    case doubleQuoted
    /// These and `'`.
    case singleQuoted

    /// The escaping inside of a quoted value; unquoted ones get `"`.
    init(quote: UInt8?) {
        self = quote == UInt8(ascii: "'") ? .singleQuoted : .doubleQuoted
    }
}
