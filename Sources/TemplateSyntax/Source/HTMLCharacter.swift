// SPDX-License-Identifier: Apache-2.0

/// What HTML's character references stand for.
package enum HTMLCharacter {
    /// The longest name, without `&` and `;`.
    static let longestName = 31

    /// The lengths of the names that may lack their semicolon.
    static let lengthsWithoutSemicolon = 2...6

    /// The characters of a name such as `nbsp`, without `&` and `;`.
    static func named(_ name: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        find(name)?.scalars
    }

    /// The same where no semicolon follows the name, which few may lack.
    static func namedWithoutSemicolon(_ name: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        find(name).flatMap { $0.needsSemicolon ? nil : $0.scalars }
    }

    /// The character that browsers show for a number.
    static func numbered(_ number: UInt32?) -> Unicode.Scalar {
        let scalar = number.flatMap { $0 == 0 ? nil : windows[$0] ?? Unicode.Scalar($0) }
        return scalar ?? "\u{FFFD}"
    }

    /// Numbers of control characters, which mean what they are in the encoding
    /// windows-1252.
    private static let windows: [UInt32: Unicode.Scalar] = [
        0x80: "\u{20AC}", 0x82: "\u{201A}", 0x83: "\u{192}", 0x84: "\u{201E}", 0x85: "\u{2026}",
        0x86: "\u{2020}", 0x87: "\u{2021}", 0x88: "\u{2C6}", 0x89: "\u{2030}", 0x8A: "\u{160}",
        0x8B: "\u{2039}", 0x8C: "\u{152}", 0x8E: "\u{17D}", 0x91: "\u{2018}", 0x92: "\u{2019}",
        0x93: "\u{201C}", 0x94: "\u{201D}", 0x95: "\u{2022}", 0x96: "\u{2013}", 0x97: "\u{2014}",
        0x98: "\u{2DC}", 0x99: "\u{2122}", 0x9A: "\u{161}", 0x9B: "\u{203A}", 0x9C: "\u{153}",
        0x9E: "\u{17E}", 0x9F: "\u{178}",
    ]
}

// The search in the table, which is read where it stands: nothing is made of it at the start.
extension HTMLCharacter {
    private struct Entry {
        let needsSemicolon: Bool
        let scalars: [Unicode.Scalar]
    }

    private static func find(_ name: ArraySlice<UInt8>) -> Entry? {
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isDigit }) else { return nil }
        let bytes = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
        var (low, high) = (0, bytes.count)
        while low < high {
            // The entry in which the middle lies.
            var start = (low + high) / 2
            while start > low, !bytes[start - 1].isSpace { start -= 1 }
            var end = start
            while end < bytes.count, !bytes[end].isSpace { end += 1 }
            let entry = bytes[start..<end]
            let sign = entry.firstIndex { $0 == Byte.colon || $0 == Byte.equals } ?? end
            if entry[..<sign].elementsEqual(name) { return read(entry, behind: sign) }
            if entry[..<sign].lexicographicallyPrecedes(name) {
                low = end
                while low < high, bytes[low].isSpace { low += 1 }
            } else {
                high = start
            }
        }
        return nil
    }

    private static func read(_ entry: Slice<UnsafeBufferPointer<UInt8>>, behind sign: Int) -> Entry
    {
        let numbers = entry[(sign + 1)...].split(separator: UInt8(ascii: "+"))
        return Entry(
            needsSemicolon: entry[sign] == Byte.colon,
            scalars: numbers.compactMap { digits in
                UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
                    .flatMap(Unicode.Scalar.init)
            }
        )
    }
}
