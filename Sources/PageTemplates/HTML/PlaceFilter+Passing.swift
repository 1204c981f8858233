// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Most values are words, numbers and paths, which no filter changes.
extension PlaceFilter {
    /// Whether it is plain that the filter passes a text as it is; the others are looked at.
    func passes(_ text: String) -> Bool {
        let allowed: UInt8
        switch self {
        case .none, .textOnly: return true
        case .addressPart, .addressRest, .addressValue, .candidatePart, .candidateValue:
            allowed = Self.word
        case .link, .image: allowed = Self.word | Self.slash
        default: return false
        }
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            var seen: UInt8 = 0
            for byte in bytes { seen |= Self.kinds[Int(byte)] }
            return seen & ~allowed == 0
        }
        return isPlain ?? false
    }

    private static let word: UInt8 = 1
    private static let slash: UInt8 = 2
    private static let other: UInt8 = 4

    /// What each byte is in an address.
    private static let kinds: [UInt8] = (0...255).map { byte in
        let byte = UInt8(byte)
        if byte.isLetter || byte.isDigit || "-._~".utf8.contains(byte) { return word }
        return byte == Byte.slash ? slash : other
    }
}
