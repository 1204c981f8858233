// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What XML makes of characters that HTML takes as they are.
enum XMLCharacters {
    /// The first character of UTF-8 that no XML document can hold, not even by its number.
    static func firstForbidden(in text: some Collection<UInt8>) -> Unicode.Scalar? {
        guard text.contains(where: { $0 < Byte.space || $0 == 0xEF }) else { return nil }
        return String(decoding: text, as: UTF8.self).unicodeScalars.first { isForbidden($0) }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\n", "\r": false
        case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": true
        default: false
        }
    }
}

extension [UInt8] {
    /// The bytes with numbers for white space that XML's parsers change: a carriage return, and
    /// in attributes line ends and tabs too.
    func numberingSpace(_ escaping: Escaping) -> [UInt8] {
        let isText = escaping.isText
        func isChanged(_ byte: UInt8) -> Bool {
            byte == Byte.carriageReturn || !isText && (byte == Byte.newline || byte == Byte.tab)
        }
        guard contains(where: isChanged) else { return self }
        return flatMap { isChanged($0) ? Array("&#\($0);".utf8) : [$0] }
    }
}
