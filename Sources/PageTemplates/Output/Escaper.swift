// SPDX-License-Identifier: Apache-2.0

/// Copies UTF-8 and replaces the few bytes that a place cannot hold.
///
/// All of these are ASCII, so bytes can be looked at one by one: no byte of a
/// longer UTF-8 sequence equals one of them.
struct Escaper {
    /// The most bytes that one byte can become.
    static let growth = 6

    /// Bytes that may be written behind the end of the copy.
    static let slack = 16

    /// `&` and a quote differ in one bit, `<` and `>` too: a byte with that bit
    /// set is compared once for both.
    private let bit: UInt8
    private let ampersand: UInt8

    private static let angleBit: UInt8 = 0x02
    private static let angle = UInt8(ascii: ">")

    /// - Returns: `nil` where nothing is replaced.
    init?(_ escaping: Escaping) {
        switch escaping {
        case .text, .xmlText: (bit, ampersand) = (0x00, 0x26)
        case .doubleQuoted, .xmlDoubleQuoted: (bit, ampersand) = (0x04, 0x26)
        case .singleQuoted, .xmlSingleQuoted: (bit, ampersand) = (0x01, 0x27)
        case .plain: return nil
        }
    }

    /// Copies bytes and returns the end of the copy.
    ///
    /// There must be room for ``growth`` times the bytes, and ``slack``.
    func copy(
        _ source: UnsafePointer<UInt8>,
        _ count: Int,
        to destination: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var output = destination
        var index = copyVectors(source, count, &output)
        while index &+ 8 <= count {
            let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
            UnsafeMutableRawPointer(output).storeBytes(of: word, as: UInt64.self)
            let found = marks(in: word)
            if found == 0 {
                output += 8
                index &+= 8
            } else {
                let clean = found.trailingZeroBitCount >> 3
                Self.replace(source[index + clean], at: &output, behind: clean)
                index &+= clean &+ 1
            }
        }
        while index < count {
            let byte = source[index]
            index &+= 1
            if byte | bit == ampersand || byte | Self.angleBit == Self.angle {
                Self.replace(byte, at: &output, behind: 0)
            } else {
                output.pointee = byte
                output += 1
            }
        }
        return output
    }

    /// Copies whole vectors of 16 bytes; returns how many bytes that took.
    private func copyVectors(
        _ source: UnsafePointer<UInt8>,
        _ count: Int,
        _ output: inout UnsafeMutablePointer<UInt8>
    ) -> Int {
        // Vectors built once and a bit-cast of the comparison: the scalar forms
        // (`any(_:)`, `.== scalar`) do not vectorize.
        let bits = SIMD16<UInt8>(repeating: bit)
        let ampersands = SIMD16<UInt8>(repeating: ampersand)
        let angleBits = SIMD16<UInt8>(repeating: Self.angleBit)
        let angles = SIMD16<UInt8>(repeating: Self.angle)
        var index = 0
        while index &+ 16 <= count {
            let vector = UnsafeRawPointer(source + index).loadUnaligned(as: SIMD16<UInt8>.self)
            UnsafeMutableRawPointer(output).storeBytes(of: vector, as: SIMD16<UInt8>.self)
            let hits = ((vector | bits) .== ampersands) .| ((vector | angleBits) .== angles)
            let halves = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
            if halves[0] | halves[1] == 0 {
                output += 16
                index &+= 16
            } else {
                let low = halves[0].trailingZeroBitCount >> 3
                let clean = halves[0] != 0 ? low : 8 &+ halves[1].trailingZeroBitCount >> 3
                Self.replace(source[index + clean], at: &output, behind: clean)
                index &+= clean &+ 1
            }
        }
        return index
    }

    /// The high bit of each byte to replace; those above the lowest may be wrong.
    @inline(__always)
    private func marks(in word: UInt64) -> UInt64 {
        Self.zeroBytes((word | Self.spread(bit)) ^ Self.spread(ampersand))
            | Self.zeroBytes((word | Self.spread(Self.angleBit)) ^ Self.spread(Self.angle))
    }

    @inline(__always)
    private static func spread(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }

    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    /// Writes the reference for a byte, `clean` bytes on.
    @inline(__always)
    static func replace(
        _ byte: UInt8,
        at output: inout UnsafeMutablePointer<UInt8>,
        behind clean: Int
    ) {
        let reference = reference(for: byte)
        let place = UnsafeMutableRawPointer(output + clean)
        place.storeBytes(of: reference.bytes.littleEndian, as: UInt64.self)
        output += clean &+ reference.count
    }

    /// The reference for a byte, its bytes from the lowest of a word upwards.
    @inline(__always)
    private static func reference(for byte: UInt8) -> (bytes: UInt64, count: Int) {
        switch byte {
        case UInt8(ascii: "&"): (0x3B_706D_6126, 5)  // &amp;
        case UInt8(ascii: "<"): (0x3B74_6C26, 4)  // &lt;
        case UInt8(ascii: ">"): (0x3B74_6726, 4)  // &gt;
        case UInt8(ascii: "\""): (0x3B74_6F75_7126, 6)  // &quot;
        default: (0x3B_3933_2326, 5)  // &#39;
        }
    }
}

extension [UInt8] {
    /// The bytes with what a place cannot hold replaced.
    func escaped(_ escaping: Escaping) -> [UInt8] {
        var output = TemplateOutput(capacity: count * 2)
        withUnsafeBufferPointer { output.append($0, escaping: escaping) }
        return escaping.isXML ? output.bytes.numberingSpace(escaping) : output.bytes
    }
}
