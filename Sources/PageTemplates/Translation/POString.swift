// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The strings of `.po` files: in double quotes, with the escapes of C.
enum POString {
    /// What is wrong with a string, and where.
    struct Malformed: Error {
        let message: String
        let place: Range<Int>
    }

    static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        Byte.quote: Byte.quote,
    ]

    /// The text of a string that takes up all of the bytes.
    static func read(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> String {
        guard bytes.first == Byte.quote else {
            throw Malformed(
                message: "a string in double quotes is needed",
                place: bytes.startIndex..<bytes.endIndex
            )
        }
        var text: [UInt8] = []
        var position = bytes.startIndex + 1
        while position < bytes.endIndex {
            switch bytes[position] {
            case Byte.quote:
                guard position + 1 == bytes.endIndex else {
                    throw Malformed(
                        message: "something stands behind the string",
                        place: position + 1..<bytes.endIndex
                    )
                }
                return try decoded(text, bytes)
            case UInt8(ascii: "\\"):
                text.append(try escape(&position, in: bytes))
            default:
                text.append(bytes[position])
                position += 1
            }
        }
        throw Malformed(
            message: "the string has no end",
            place: bytes.startIndex..<bytes.endIndex
        )
    }

    /// Numbers in escapes may have made something else than UTF-8.
    private static func decoded(
        _ text: [UInt8],
        _ bytes: ArraySlice<UInt8>
    ) throws(Malformed) -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw Malformed(
                message: "the string is not UTF-8",
                place: bytes.startIndex..<bytes.endIndex
            )
        }
        return string
    }

    private static func escape(
        _ position: inout Int,
        in bytes: ArraySlice<UInt8>
    ) throws(Malformed) -> UInt8 {
        let start = position
        let rest = bytes[(start + 1)...]
        if let letter = rest.first, let byte = escapes[letter] {
            position += 2
            return byte
        }
        let isHexadecimal = rest.first == UInt8(ascii: "x")
        let radix = isHexadecimal ? 16 : 8
        let digits = rest.dropFirst(isHexadecimal ? 1 : 0).prefix(isHexadecimal ? 2 : 3).prefix {
            Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false
        }
        guard let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: radix) else {
            throw Malformed(message: "unknown escape in the string", place: start..<start + 1)
        }
        position = digits.endIndex
        return byte
    }
}
