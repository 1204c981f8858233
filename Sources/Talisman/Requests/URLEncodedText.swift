// SPDX-License-Identifier: Apache-2.0

/// Undoes the encoding of one name or value of a form.
enum URLEncodedText {
    /// The text; nil where an escape is broken, or it is not UTF-8.
    static func text(of bytes: some Collection<UInt8>) -> String? {
        decoded(bytes, keepsBrokenEscapes: false).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The text, with broken escapes as they are and U+FFFD for what is not UTF-8.
    static func repairedText(of bytes: some Collection<UInt8>) -> String {
        String(decoding: decoded(bytes, keepsBrokenEscapes: true) ?? [], as: UTF8.self)
    }

    private static func decoded(
        _ bytes: some Collection<UInt8>,
        keepsBrokenEscapes: Bool
    ) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                if let escaped = escapedByte(rest) {
                    result.append(escaped)
                    rest = rest.dropFirst(2)
                    continue
                }
                guard keepsBrokenEscapes else { return nil }
            }
            result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
        return result
    }

    /// The byte that the two hexadecimal digits in front stand for.
    private static func escapedByte(_ bytes: some Collection<UInt8>) -> UInt8? {
        let digits = bytes.prefix(2).compactMap(digit)
        return digits.count == 2 ? digits[0] << 4 | digits[1] : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
