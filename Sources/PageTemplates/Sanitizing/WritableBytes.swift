// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension Sequence<UInt8> {
    /// The bytes of UTF-8 that HTML and XML both hold, with one kind of line end.
    ///
    /// Parsers drop or change the others each in its way: an HTML parser skips NUL and makes a
    /// line feed of a carriage return, and no XML parser takes control characters.
    func writable() -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(underestimatedCount)
        var previous: UInt8 = 0
        for byte in self {
            defer { previous = byte }
            switch byte {
            case 0x20..., Byte.tab: kept.append(byte)
            case Byte.newline where previous == Byte.carriageReturn: break
            case Byte.newline, Byte.carriageReturn: kept.append(Byte.newline)
            case Self.formFeed: kept.append(Byte.space)
            default: break
            }
        }
        return kept.withoutNoncharacters()
    }

    private static var formFeed: UInt8 { 0x0C }
}

extension [UInt8] {
    /// Without U+FFFE and U+FFFF, which XML refuses.
    fileprivate func withoutNoncharacters() -> [UInt8] {
        guard count > 2, contains(0xEF) else { return self }
        var kept: [UInt8] = []
        kept.reserveCapacity(count)
        var index = 0
        while index < count {
            if self[index] == 0xEF, index + 2 < count, self[index + 1] == 0xBF,
                self[index + 2] >= 0xBE
            {
                index += 3
            } else {
                kept.append(self[index])
                index += 1
            }
        }
        return kept
    }
}
