// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The bytes of a script that are still to be read.
struct ScriptBytes {
    private let bytes: [UInt8]
    private var index = 0

    /// Whether a value stands behind them, and not more bytes of the same literal part.
    let isLast: Bool

    init(_ bytes: [UInt8], isLast: Bool) {
        self.bytes = bytes
        self.isLast = isLast
    }

    var isAtEnd: Bool { index == bytes.count }

    var rest: [UInt8] { Array(bytes[index...]) }

    /// The byte at a distance; `nil` behind the end.
    subscript(distance: Int) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    /// The byte before; `nil` where none of these is.
    var previous: UInt8? { index > 0 ? bytes[index - 1] : nil }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    /// Whether there are so many bytes, or no more of them to come.
    func has(_ count: Int) -> Bool { isLast || index + count <= bytes.count }

    mutating func skip(_ count: Int) {
        index += count
    }

    mutating func skipAll() {
        index = bytes.count
    }

    mutating func take(_ count: Int) -> [UInt8] {
        let taken = Array(bytes[index..<index + count])
        index += count
        return taken
    }

    // MARK: - What stands here

    /// The size of the line end at a distance, or 0.
    func lineEnd(at distance: Int = 0) -> Int {
        switch self[distance] {
        case Byte.newline, Byte.carriageReturn: 1
        case 0xE2 where self[distance + 1] == 0x80 && isSeparator(self[distance + 2]): 3
        default: 0
        }
    }

    /// The last byte of U+2028 or U+2029.
    private func isSeparator(_ byte: UInt8?) -> Bool { byte == 0xA8 || byte == 0xA9 }

    /// The size of the blank at a distance, or 0; line ends are none.
    func blank(at distance: Int = 0) -> Int {
        guard let byte = self[distance] else { return 0 }
        if byte < 0x80 {
            return byte == Byte.space || byte == Byte.tab || byte == 0x0B || byte == 0x0C ? 1 : 0
        }
        return Self.blanks.first { blank in
            blank.indices.allSatisfy { self[distance + $0] == blank[$0] }
        }?.count ?? 0
    }

    /// White space beyond ASCII: U+FEFF and the space separators of Unicode.
    private static let blanks: [[UInt8]] = {
        let scalars = [0xA0, 0x1680, 0x202F, 0x205F, 0x3000, 0xFEFF] + Array(0x2000...0x200A)
        return scalars.compactMap { Unicode.Scalar(UInt32($0)) }.map { Array(String($0).utf8) }
    }()

    /// The size of the name that stands here, which may begin with `#`.
    var nameSize: Int {
        var size = self[0] == UInt8(ascii: "#") ? 1 : 0
        while let byte = self[size], isNameByte(byte, at: size) { size += 1 }
        return size
    }

    private func isNameByte(_ byte: UInt8, at distance: Int) -> Bool {
        guard byte >= 0x80 else { return byte.isNameByte || byte == UInt8(ascii: "$") }
        return lineEnd(at: distance) == 0 && blank(at: distance) == 0
    }

    /// Whether a number stands here.
    var isNumber: Bool {
        guard let byte = self[0] else { return false }
        return byte.isDigit || byte == UInt8(ascii: ".") && self[1]?.isDigit == true
    }

    /// The size of the number that stands here, with the letters behind it.
    var numberSize: Int {
        // `0x1F` and `07` have neither a point nor an exponent, and `1n` has none behind it.
        let isPrefixed = self[1]?.isLetter == true || self[1]?.isDigit == true
        var isDecimal = !(self[0] == UInt8(ascii: "0") && isPrefixed)
        var size = 0
        var isWhole = isDecimal
        while let byte = self[size] {
            if byte == UInt8(ascii: "."), isWhole {
                isWhole = false
            } else if byte == UInt8(ascii: "n") {
                (isDecimal, isWhole) = (false, false)
            } else if isDecimal, byte.asciiLowercased == UInt8(ascii: "e") {
                isWhole = false
                if self[size + 1] == UInt8(ascii: "+") || self[size + 1] == UInt8(ascii: "-") {
                    size += 1
                }
            } else if !byte.isNameByte {
                break
            }
            size += 1
        }
        return size
    }
}
