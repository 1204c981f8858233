// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Copies an address whose bytes all stay as they are, but for ampersands.
///
/// It looks at each byte once, sixteen at a time, both for what an address cannot hold and for
/// what its attribute cannot: most addresses of pages need nothing else.
enum AddressEscaper {
    /// Copies bytes and returns the end of the copy; `nil` where one does not stay as it is.
    ///
    /// There must be room for ``Escaper/growth`` times the bytes, and ``Escaper/slack``.
    static func copy(
        _ source: UnsafePointer<UInt8>,
        _ count: Int,
        to destination: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8>? {
        var output = destination
        var index = 0
        while index < count {
            let left = count &- index
            let vector = left >= 16 ? loaded(source + index) : padded(source + index, left)
            UnsafeMutableRawPointer(output).storeBytes(of: vector, as: SIMD16<UInt8>.self)
            let halves = unsafeBitCast(signs(in: vector), to: SIMD2<UInt64>.self)
            guard halves[0] | halves[1] != 0 else {
                let size = min(left, 16)
                output += size
                index &+= size
                continue
            }
            let low = halves[0].trailingZeroBitCount >> 3
            let clean = halves[0] != 0 ? low : 8 &+ halves[1].trailingZeroBitCount >> 3
            let byte = source[index + clean]
            if byte == UInt8(ascii: "&") {
                Escaper.replace(byte, at: &output, behind: clean)
            } else {
                guard byte.staysInAddress else { return nil }
                output += clean &+ 1
            }
            index &+= clean &+ 1
        }
        return output
    }

    @inline(__always)
    private static func loaded(_ start: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
        UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    /// The last bytes, and behind them some that are no signs.
    @inline(__always)
    private static func padded(_ start: UnsafePointer<UInt8>, _ count: Int) -> SIMD16<UInt8> {
        var vector = filled(UInt8(ascii: "a"))
        withUnsafeMutableBytes(of: &vector) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: start, count: count))
        }
        return vector
    }

    /// Marks all bytes that do not stay, all ampersands, and a few others that cost less to
    /// mark than to tell apart.
    @inline(__always)
    private static func signs(in vector: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        // From `{` to the last byte, and on from the first one to the double quote. Comparisons
        // of signed bytes do not vectorize.
        var hits = (vector &- filled(0x7B)) .<= filled(0xA7)
        // `%` with its neighbour, and `&` with it; the apostrophe to `+`; `<`, `>`, `\` and `^`.
        hits .|= (vector & filled(0xFC)) .== filled(0x24)
        hits .|= (vector & filled(0xFC)) .== filled(0x28)
        hits .|= (vector & filled(0x9D)) .== filled(0x1C)
        hits .|= vector .== filled(0x60)
        return hits
    }

    @inline(__always)
    private static func filled(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }
}

extension UInt8 {
    /// Whether it stands in an address as it is, whatever it means there.
    ///
    /// Controls, blanks, quotes, parentheses and what else could end something around an address
    /// do not; a percent sign only where a number follows.
    var staysInAddress: Bool {
        switch self {
        case 0x00...0x20, 0x22, 0x25, 0x27...0x29, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F:
            false
        default: true
        }
    }
}
