// SPDX-License-Identifier: Apache-2.0

/// Lines with whatever is easily overlooked in them made visible.
enum VisibleText {
    /// The line without its end.
    static func unmarked(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == newLine ? line.dropLast() : line, as: UTF8.self)
    }

    /// The line with invisible bytes and blanks at its end written as escapes,
    /// and a remark where it has no end.
    static func marked(_ line: ArraySlice<UInt8>) -> String {
        guard line.last == newLine else { return escaped(line) + "  (no line end)" }
        return escaped(line.dropLast())
    }

    private static let newLine = UInt8(ascii: "\n")

    private static let escapes: [UInt8: String] = [
        UInt8(ascii: "\t"): "\\t",
        UInt8(ascii: "\r"): "\\r",
        0x7F: "\\x7F",
    ]

    private static func escaped(_ line: ArraySlice<UInt8>) -> String {
        let blanks = line.reversed().prefix { $0 == UInt8(ascii: " ") }.count
        let text = line.dropLast(blanks)
        let isText = String(validating: text, as: UTF8.self) != nil
        let shown = text.map { byte in escape(byte, isText: isText) }
        let bytes = shown.flatMap { $0 } + Array(String(repeating: "·", count: blanks).utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8, isText: Bool) -> [UInt8] {
        if let escape = escapes[byte] { return Array(escape.utf8) }
        guard byte < 0x20 || (byte >= 0x80 && !isText) else { return [byte] }
        let digits = String(byte, radix: 16, uppercase: true)
        return Array(("\\x" + (digits.count < 2 ? "0" : "") + digits).utf8)
    }
}
