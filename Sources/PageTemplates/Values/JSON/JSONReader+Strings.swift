// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
    /// Reads a string with the quotes around it.
    mutating func readString() throws(TemplateError) -> String {
        let start = offset
        offset += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: try readEscape())
            case ..<0x20:
                throw failure(
                    "control character \(Self.quoted(source.text(offset..<offset + 1))) in a string",
                    at: offset..<offset + 1
                )
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw failure("string has no end", at: start..<source.bytes.count)
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""),
        UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"),
        UInt8(ascii: "b"): 0x08,
        UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "t"): 0x09,
    ]

    /// Reads an escape, at whose backslash the offset is, to UTF-8.
    private mutating func readEscape() throws(TemplateError) -> [UInt8] {
        let start = offset
        offset += 1
        if skip("u") { return try readUnicodeEscape(from: start) }
        guard let escape = next, let byte = Self.escapes[escape] else {
            throw expected("one of \" \\ / b f n r t u after the backslash")
        }
        offset += 1
        return [byte]
    }

    private mutating func readUnicodeEscape(from start: Int) throws(TemplateError) -> [UInt8] {
        var units = [try readHexadecimalUnit()]
        if UTF16.isLeadSurrogate(units[0]), skip("\\") {
            guard skip("u") else { throw loneSurrogate(start..<offset - 1) }
            units.append(try readHexadecimalUnit())
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw loneSurrogate(start..<start + 6)
        }
        return Array(text.utf8)
    }

    private func loneSurrogate(_ range: Range<Int>) -> TemplateError {
        failure("\(source.text(range)) is half of a surrogate pair", at: range)
    }

    private mutating func readHexadecimalUnit() throws(TemplateError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw expected("four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
