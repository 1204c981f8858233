// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Writes data into JavaScript and JSON.
///
/// What it writes has none of `<`, `>`, `&`, `'`, U+2028 and U+2029, so it stands in the body of
/// a `<script>` as it is, and in an attribute with its `"` escaped. Nothing but escapes that
/// JavaScript and JSON share is used.
enum ScriptWriter {
    /// Escapes text for the inside of quotes, or of a template literal where the quote is a
    /// backtick.
    static func string(_ text: some Sequence<UInt8>, quote: UInt8) -> [UInt8] {
        var bytes: [UInt8] = []
        append(text, to: &bytes, isTemplate: quote == UInt8(ascii: "`"))
        // A `>` of the author behind it must not end a section or a comment.
        if let last = bytes.last, last == UInt8(ascii: "]") || last == UInt8(ascii: "-") {
            bytes.removeLast()
            appendEscape(last, to: &bytes)
        }
        return bytes
    }

    /// Escapes text for a regular expression, in which each sign of it stands for itself.
    static func pattern(_ text: some Sequence<UInt8>, isInClass: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text {
            if (byte == 0xA8 || byte == 0xA9) && bytes.suffix(2).elementsEqual([0xE2, 0x80]) {
                bytes.removeLast(2)
                bytes += byte == 0xA8 ? #"\u2028"#.utf8 : #"\u2029"#.utf8
            } else if byte < 0x80, !byte.isLetter, !byte.isDigit {
                appendEscape(byte, to: &bytes)
            } else {
                bytes.append(byte)
            }
        }
        // An expression without a sign would be a comment.
        return bytes.isEmpty && !isInClass ? Array("(?:)".utf8) : bytes
    }

    /// Appends text as a string in double quotes.
    static func append(quoted text: String, to bytes: inout [UInt8]) {
        bytes.append(Byte.quote)
        append(text.utf8, to: &bytes, isTemplate: false)
        bytes.append(Byte.quote)
    }

    private static func append(
        _ text: some Sequence<UInt8>,
        to bytes: inout [UInt8],
        isTemplate: Bool
    ) {
        for byte in text {
            if (byte == 0xA8 || byte == 0xA9) && bytes.suffix(2).elementsEqual([0xE2, 0x80]) {
                bytes.removeLast(2)
                bytes += byte == 0xA8 ? #"\u2028"#.utf8 : #"\u2029"#.utf8
            } else if let letter = letters[byte] {
                bytes += [UInt8(ascii: "\\"), letter]
            } else if byte < 0x20 || unsafe.contains(byte)
                || isTemplate && substituting.contains(byte)
            {
                appendEscape(byte, to: &bytes)
            } else {
                bytes.append(byte)
            }
        }
    }

    private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes += #"\u00"#.utf8
        if byte < 0x10 { bytes.append(UInt8(ascii: "0")) }
        bytes += String(byte, radix: 16).utf8
    }

    /// The bytes with an escape of one letter.
    private static let letters: [UInt8: UInt8] = [
        UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        0x08: UInt8(ascii: "b"),
        Byte.tab: UInt8(ascii: "t"),
        Byte.newline: UInt8(ascii: "n"),
        0x0C: UInt8(ascii: "f"),
        Byte.carriageReturn: UInt8(ascii: "r"),
    ]

    private static let unsafe = Set("\"'<>&".utf8)

    /// What begins or ends a substitution, or ends the template literal.
    private static let substituting = Set("`${}".utf8)
}
