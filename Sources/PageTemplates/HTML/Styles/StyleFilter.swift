// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Lets through what is harmless of data for CSS, by a grammar of what is allowed.
///
/// No value leaves its place, loads anything or runs code. It may still look like whatever it
/// wants: whole declarations can hide an element or lay it over the page.
enum StyleFilter {
    /// The value of a property, or a part of one; `nil` where it is refused.
    ///
    /// Numbers, names, hexadecimal colours, strings and harmless functions, with blanks, commas
    /// and slashes between them. Strings are written anew, all else stays as it is. No text at
    /// all is allowed: it is a part that is not there.
    static func value(_ text: some Sequence<UInt8>, of property: String) -> [UInt8]? {
        value(Array(text), of: property.utf8.map(\.asciiLowercased))
    }

    private static func value(_ text: [UInt8], of property: [UInt8]) -> [UInt8]? {
        guard !StyleNames.isCode(property) else { return nil }
        var reader = StyleValueReader(text, of: property)
        return reader.read() ? reader.output : nil
    }

    /// The declarations that are harmless, each with a semicolon behind it, and how many are
    /// not.
    static func declarations(_ text: some Sequence<UInt8>) -> (kept: [UInt8], refused: Int) {
        var kept: [UInt8] = []
        var refused = 0
        for piece in pieces(of: Array(text)) where !piece.allSatisfy(\.isSpace) {
            if let declaration = declaration(piece) {
                kept += kept.isEmpty ? [] : [Byte.space]
                kept += declaration
            } else {
                refused += 1
            }
        }
        return (kept, refused)
    }

    /// The text between the semicolons that stand outside of quotes and brackets.
    private static func pieces(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var depth = 0
        var quote: UInt8?
        for (index, byte) in text.enumerated() {
            switch UnicodeScalar(byte) {
            case _ where quote != nil: if byte == quote { quote = nil }
            case "\"", "'": quote = byte
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case ";" where depth <= 0:
                pieces.append(text[start..<index])
                start = index + 1
                depth = 0
            default: break
            }
        }
        return pieces + [text[start...]]
    }

    private static func declaration(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let colon = text.firstIndex(of: Byte.colon) else { return nil }
        let name = trimmed(text[..<colon]).map(\.asciiLowercased)
        let written = trimmed(text[(colon + 1)...])
        guard isPropertyName(name), !written.isEmpty, let value = value(Array(written), of: name)
        else {
            return nil
        }
        // The name of a variable is not the same in another case.
        let isVariable = name.starts(with: "--".utf8)
        let shown = isVariable ? Array(trimmed(text[..<colon])) : name
        return shown + [Byte.colon, Byte.space] + value + [Byte.semicolon]
    }

    private static func isPropertyName(_ name: [UInt8]) -> Bool {
        guard let first = name.first(where: { $0 != UInt8(ascii: "-") }), !first.isDigit else {
            return false
        }
        return name.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = text.drop(while: \.isSpace)
        guard let end = start.lastIndex(where: { !$0.isSpace }) else { return [] }
        return start[...end]
    }

    // MARK: - Strings

    /// Whether a text in a variable could lead to another site where a function takes it for an
    /// address, with text of the template before it or not.
    static func isAddress(_ text: [UInt8]) -> Bool {
        let visible = text.filter { $0 > Byte.space }
        let scheme = visible.prefix { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
        let isTime = !scheme.isEmpty && scheme.allSatisfy(\.isDigit)
        if !isTime, visible[scheme.endIndex...].first == Byte.colon { return true }
        let isSlash = { (byte: UInt8) in byte == Byte.slash || byte == Byte.backslash }
        return visible.first.map(isSlash) == true
            || zip(visible, visible.dropFirst()).contains { isSlash($0) && isSlash($1) }
    }

    /// Escapes text for the inside of quotes.
    static func string(_ text: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text {
            if byte == 0 {
                // CSS has no way to write it.
                bytes += "\u{FFFD}".utf8
            } else if byte < 0x20 || byte == 0x7F || escaped.contains(byte) {
                bytes += "\\\(String(byte, radix: 16)) ".utf8
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static let escaped = Set("\"&'()/:;<>@\\{}".utf8)
}
