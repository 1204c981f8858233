// SPDX-License-Identifier: Apache-2.0

/// Resolves the escapes of string literals.
enum PythonEscapes {
    private static let simple: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\\"): "\\", UInt8(ascii: "'"): "'", UInt8(ascii: "\""): "\"",
        UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "f"): "\u{0C}",
        UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
        UInt8(ascii: "v"): "\u{0B}",
    ]

    /// The number of hexadecimal digits behind a letter.
    private static let widths: [UInt8: Int] = [
        UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8,
    ]

    /// The text of a part of a literal; an escape that Python does not know
    /// stays as it is.
    static func resolve(
        _ part: Range<Int>,
        in parser: PythonParser
    ) throws(Diagnostic) -> String {
        var rest = parser.text.bytes[part]
        guard rest.contains(UInt8(ascii: "\\")) else { return parser.text[part].text }
        var result: [UInt8] = []
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            result += rest[..<backslash]
            let (text, length) = try escape(rest[(backslash + 1)...], parser)
            result += text.utf8
            rest = rest[(backslash + 1 + length)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    /// What stands for an escape, and its length behind the backslash.
    private static func escape(
        _ rest: ArraySlice<UInt8>,
        _ parser: PythonParser
    ) throws(Diagnostic) -> (String, Int) {
        guard let letter = rest.first else { return ("\\", 0) }
        if let scalar = simple[letter] { return (String(scalar), 1) }
        if let width = widths[letter] {
            let digits = rest.dropFirst().prefix(width)
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            guard digits.count == width, digits.allSatisfy(\.isNameByte), let value,
                let scalar = Unicode.Scalar(value)
            else {
                throw invalid(rest, 1 + digits.count, parser)
            }
            return (String(scalar), 1 + width)
        }
        if letter == UInt8(ascii: "\n") { return ("", 1) }
        if rest.starts(with: "\r\n".utf8) { return ("", 2) }
        if letter == UInt8(ascii: "N") { throw invalid(rest, 1, parser) }
        let octal = rest.prefix(3).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") }
        guard !octal.isEmpty,
            let value = UInt32(String(decoding: octal, as: UTF8.self), radix: 8),
            let scalar = Unicode.Scalar(value)
        else {
            return ("\\", 0)
        }
        return (String(scalar), octal.count)
    }

    private static func invalid(
        _ rest: ArraySlice<UInt8>,
        _ length: Int,
        _ parser: PythonParser
    ) -> Diagnostic {
        let range = rest.startIndex - 1..<min(rest.startIndex + length, rest.endIndex)
        let escape = parser.text[range].text
        return parser.error("'\(escape)' is not an escape", parser.text.sourceRange(range))
    }
}
