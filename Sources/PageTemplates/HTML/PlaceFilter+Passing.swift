// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Most values are words, numbers and paths, which no filter changes.
extension PlaceFilter {
    /// Whether it is plain that the filter passes a text as it is; all others are looked at
    /// byte by byte.
    @inline(__always)
    func passes(_ text: String) -> Bool {
        self == .none || passesPlainly(text)
    }

    @inline(never)
    private func passesPlainly(_ text: String) -> Bool {
        let isPlain: Bool?
        switch self {
        case .textOnly: return true
        case .link, .image:
            isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
                Self.isRelative(bytes) && Self.isNormal(bytes)
            }
        case .addressPart:
            isPlain = text.utf8.withContiguousStorageIfAvailable { Self.isNormal($0) }
        case .addressRest, .addressValue, .candidatePart, .candidateValue:
            isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
                bytes.allSatisfy(\.isUnreserved)
            }
        default: return false
        }
        return isPlain ?? false
    }

    /// Whether an address shows at its first byte that it has no scheme.
    private static func isRelative(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        return first == Byte.slash || first == Byte.question || first == Byte.hash
    }

    /// Whether each byte stays as it is in an address.
    ///
    /// Sixteen bytes are compared at once, the last ones perhaps twice: the scalar form takes
    /// longer than all else about a value.
    private static func isNormal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 16, let start = bytes.baseAddress else {
            return bytes.allSatisfy { normal[Int($0)] }
        }
        var index = 0
        while index + 16 <= bytes.count {
            guard isNormal(vector(start + index)) else { return false }
            index += 16
        }
        return index == bytes.count || isNormal(vector(start + (bytes.count - 16)))
    }

    @inline(__always)
    private static func vector(_ start: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
        UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private static func isNormal(_ vector: SIMD16<UInt8>) -> Bool {
        // Controls and blanks, quotes and parentheses, then the other signs by two and two.
        var hits = vector .<= filled(0x20)
        hits .|= (vector &- filled(0x27)) .<= filled(0x02)
        hits .|= (vector &- filled(0x7B)) .<= filled(0x02)
        hits .|= (vector | filled(0x02)) .== filled(0x3E)
        hits .|= (vector | filled(0x02)) .== filled(0x5E)
        hits .|= vector .== filled(0x22)
        hits .|= vector .== filled(0x25)
        hits .|= vector .== filled(0x60)
        hits .|= vector .== filled(0x7F)
        let halves = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
        return halves[0] | halves[1] == 0
    }

    @inline(__always)
    private static func filled(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }

    /// The same for single bytes.
    private static let normal: [Bool] = (0...255).map { byte in
        isNormal(SIMD16(repeating: UInt8(byte)))
    }
}
