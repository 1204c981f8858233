// SPDX-License-Identifier: Apache-2.0

/// The digits of numbers as Python writes them.
package enum PythonNumerals {
    /// Whether a byte is a digit of a radix.
    package static func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
        UInt8(String(decoding: [byte], as: UTF8.self), radix: radix) != nil
    }

    /// The value of `digits.digits e sign digits`.
    package static func decimal(_ text: ArraySlice<UInt8>) -> Double? {
        guard var plain = withoutUnderscores(text, radix: 10)?.lowercased() else { return nil }
        let parts = plain.split(separator: "e", omittingEmptySubsequences: false)
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let digits = mantissa.joined()
        guard mantissa.count <= 2, !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else {
            return nil
        }
        // Swift wants digits on both sides of the point.
        plain = mantissa.map { $0.isEmpty ? "0" : $0 }.joined(separator: ".")
        if parts.count == 1 { return Double(plain) }
        let exponent = parts[1].hasPrefix("+") || parts[1].hasPrefix("-") ? 1 : 0
        let isNumber = parts[1].utf8.dropFirst(exponent).allSatisfy(\.isDigit)
        guard parts.count == 2, isNumber, parts[1].utf8.count > exponent else { return nil }
        return Double(plain + "e" + parts[1])
    }

    /// The digits without the single underscores between them; `nil` where one
    /// stands elsewhere.
    package static func withoutUnderscores(
        _ digits: ArraySlice<UInt8>,
        radix: Int,
        hasPrefix: Bool = false
    ) -> String? {
        var plain: [UInt8] = []
        var mayFollow = hasPrefix
        for index in digits.indices {
            let byte = digits[index]
            if byte == UInt8(ascii: "_") {
                let next = digits[index...].dropFirst().first
                guard mayFollow, let next, isDigit(next, radix) else { return nil }
                mayFollow = false
            } else {
                plain.append(byte)
                mayFollow = isDigit(byte, radix)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
