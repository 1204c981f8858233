// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension JSONReader {
    /// Reads a number: an integer, unless it has a fraction or an exponent.
    mutating func readNumber() throws(TemplateError) -> TemplateValue {
        let start = offset
        _ = skip("-")
        try skipWholePart()
        var isInteger = true
        if skip(".") {
            isInteger = false
            try skipDigits()
        }
        if skip("e") || skip("E") {
            isInteger = false
            _ = skip("+") || skip("-")
            try skipDigits()
        }
        let range = start..<offset
        return isInteger ? try integer(range) : try double(range)
    }

    private mutating func skipWholePart() throws(TemplateError) {
        let start = offset
        guard skip("0") else { return try skipDigits() }
        guard let byte = next, Self.isDigit(byte) else { return }
        throw failure("number starts with a zero", at: start..<start + 1)
    }

    private mutating func skipDigits() throws(TemplateError) {
        guard let byte = next, Self.isDigit(byte) else { throw expected("a digit") }
        offset = source.bytes[offset...].firstIndex { !Self.isDigit($0) } ?? source.bytes.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private func integer(_ range: Range<Int>) throws(TemplateError) -> TemplateValue {
        let text = source.text(range)
        guard let value = Int(text) else {
            throw failure("integer \(Self.abbreviated(text)) does not fit in 64 bits", at: range)
        }
        return .integer(value)
    }

    private func double(_ range: Range<Int>) throws(TemplateError) -> TemplateValue {
        let text = source.text(range)
        guard let value = Double(text), value.isFinite else {
            throw failure("number \(Self.abbreviated(text)) is too large", at: range)
        }
        return .double(value)
    }

    private static func abbreviated(_ number: String) -> String {
        number.count <= 40 ? number : number.prefix(40) + "..."
    }
}
