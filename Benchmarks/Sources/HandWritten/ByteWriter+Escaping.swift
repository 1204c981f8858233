// SPDX-License-Identifier: Apache-2.0

/// Sixteen bytes at once.
private typealias Chunk = SIMD16<UInt8>

extension ByteWriter {
    /// Writes text with `&`, `<`, `>`, `"` and `'` as character references.
    @inline(__always)
    mutating func append(escaping text: String) {
        // On an element of a buffer this form retains nothing; a copied string
        // pays for two atomic operations.
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { source in
            if let bytes = source.baseAddress {
                append(escaping: bytes, count: source.count)
            }
        }
        if done == nil {
            appendCopy(escaping: text)
        }
    }

    @inline(never)
    private mutating func appendCopy(escaping text: String) {
        var copy = text
        copy.makeContiguousUTF8()
        append(escaping: copy)
    }

    /// Copies while it looks for what must be escaped: sixteen bytes at a time,
    /// then the rest as one or two words.
    ///
    /// The attribute promises that nothing is released here. Without it the
    /// compiler retains the text around every call, which doubles the time of a
    /// page; there is no documented way to say the same.
    @_effects(releasenone)
    @inline(never)
    private mutating func append(escaping source: UnsafePointer<UInt8>, count: Int) {
        reserve(6 &* count &+ MemoryLayout<Chunk>.size)
        let bytes = UnsafeRawPointer(source)
        var target = UnsafeMutableRawPointer(next)
        var offset = 0
        while offset &+ 16 <= count {
            let chunk = bytes.loadUnaligned(fromByteOffset: offset, as: Chunk.self)
            target.storeBytes(of: chunk, as: Chunk.self)
            let found = specialBytes(of: chunk)
            if found[0] | found[1] == 0 {
                target += 16
                offset &+= 16
                continue
            }
            let plain = found[0] == 0 ? 8 &+ plainPrefix(of: found[1]) : plainPrefix(of: found[0])
            target += plain
            writeReference(for: source[offset &+ plain], to: &target)
            offset &+= plain &+ 1
        }
        if offset &+ 8 <= count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            write(UInt64(littleEndian: word), count: 8, to: &target)
            offset &+= 8
        }
        if offset < count {
            let rest = lastBytes(from: offset, of: bytes, count: count)
            write(rest, count: count &- offset, to: &target)
        }
        next = target.assumingMemoryBound(to: UInt8.self)
    }
}

/// The bytes from `offset` on, fewer than eight, the first in the lowest bits
/// and zeros above the last: read with overlap instead of one by one.
@inline(__always)
private func lastBytes(from offset: Int, of bytes: UnsafeRawPointer, count: Int) -> UInt64 {
    let left = count &- offset
    if count >= 8 {
        let word = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        return UInt64(littleEndian: word) &>> UInt64(truncatingIfNeeded: 64 &- 8 &* left)
    }
    if left >= 4 {
        let low = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
        let high = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: left &- 4, as: UInt32.self)
        )
        return UInt64(low) | UInt64(high) &<< UInt64(truncatingIfNeeded: 8 &* (left &- 4))
    }
    func byte(at index: Int) -> UInt64 {
        let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
        return UInt64(byte) &<< UInt64(truncatingIfNeeded: 8 &* index)
    }
    return byte(at: 0) | byte(at: left &>> 1) | byte(at: left &- 1)
}

/// Writes the lowest `count` bytes of a word, escaped.
@inline(__always)
private func write(_ bytes: UInt64, count: Int, to target: inout UnsafeMutableRawPointer) {
    var word = bytes
    var left = count
    while true {
        target.storeBytes(of: word.littleEndian, as: UInt64.self)
        let found = specialBytes(of: word)
        if found == 0 {
            target += left
            return
        }
        let plain = found.trailingZeroBitCount >> 3
        target += plain
        writeReference(for: UInt8(truncatingIfNeeded: word >> (8 &* plain)), to: &target)
        word >>= 8 &* (plain &+ 1)
        left &-= plain &+ 1
    }
}

/// Marks the bytes that must be escaped.
///
/// `&` and `'` differ in one bit, and so do `<` and `>`: three comparisons find
/// all five. The mask is read as two words because reducing it with `any` is
/// not turned into vector instructions.
@inline(__always)
private func specialBytes(of chunk: Chunk) -> SIMD2<UInt64> {
    let ampersandOrApostrophe = (chunk | Chunk(repeating: 0x01)) .== Chunk(repeating: 0x27)
    let angleBracket = (chunk | Chunk(repeating: 0x02)) .== Chunk(repeating: 0x3E)
    let quote = chunk .== Chunk(repeating: 0x22)
    return unsafeBitCast(ampersandOrApostrophe .| angleBracket .| quote, to: SIMD2<UInt64>.self)
}

/// The same for the eight bytes of a word; exact up to the first marked byte.
@inline(__always)
private func specialBytes(of word: UInt64) -> UInt64 {
    zeroBytes(of: (word | 0x0101_0101_0101_0101) ^ 0x2727_2727_2727_2727)
        | zeroBytes(of: (word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E)
        | zeroBytes(of: word ^ 0x2222_2222_2222_2222)
}

/// The high bit of every byte that is zero; exact up to the first of them.
@inline(__always)
private func zeroBytes(of word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}

/// The number of bytes before the first marked one; one of them is marked.
@inline(__always)
private func plainPrefix(of marks: UInt64) -> Int {
    UInt64(littleEndian: marks).trailingZeroBitCount >> 3
}

/// Writes a reference as one word of eight bytes, of which the first ones count.
@inline(__always)
private func writeReference(for byte: UInt8, to target: inout UnsafeMutableRawPointer) {
    let reference: (word: UInt64, count: Int) =
        switch byte {
        case UInt8(ascii: "&"): (0x3B_706D_6126, 5)  // &amp;
        case UInt8(ascii: "<"): (0x3B74_6C26, 4)  // &lt;
        case UInt8(ascii: ">"): (0x3B74_6726, 4)  // &gt;
        case UInt8(ascii: "\""): (0x3B74_6F75_7126, 6)  // &quot;
        default: (0x3B_3933_2326, 5)  // &#39;
        }
    target.storeBytes(of: reference.word.littleEndian, as: UInt64.self)
    target += reference.count
}
