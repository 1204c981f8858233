// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A byte buffer that is filled through one moving pointer.
///
/// Room is asked for before bytes are written, so that writing itself checks
/// nothing. Clearing keeps the memory: a steady state allocates nothing.
public struct ByteWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var limit: UnsafeMutablePointer<UInt8>

    /// The place of the next byte.
    var next: UnsafeMutablePointer<UInt8>

    /// Creates an empty writer with room for `capacity` bytes.
    public init(capacity: Int) {
        start = .allocate(capacity: capacity)
        next = start
        limit = start + capacity
    }

    deinit {
        start.deallocate()
    }

    /// The number of bytes written.
    public var count: Int { next - start }

    /// A copy of the bytes written.
    public var bytes: [UInt8] {
        Array(UnsafeBufferPointer(start: start, count: count))
    }

    /// Forgets the bytes and keeps their memory.
    public mutating func removeAll() {
        next = start
    }

    /// Makes sure that `size` more bytes fit.
    @inline(__always)
    mutating func reserve(_ size: Int) {
        if limit - next < size {
            grow(by: size)
        }
    }

    @inline(never)
    private mutating func grow(by size: Int) {
        let used = count
        let capacity = max(2 * (limit - start), used + size)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        moved.update(from: start, count: used)
        start.deallocate()
        start = moved
        next = moved + used
        limit = moved + capacity
    }

    /// Writes bytes as they are; the size is a constant where it is inlined, and
    /// the copy then a few stores.
    @inline(__always)
    mutating func append(_ literal: StaticString) {
        let size = literal.utf8CodeUnitCount
        reserve(size)
        memcpy(next, literal.utf8Start, size)
        next += size
    }

    /// Writes a number from 0 to 9999, or leaves another one to the library.
    @inline(__always)
    mutating func append(_ number: Int) {
        reserve(4)
        switch number {
        case 0..<10:
            append(digit: number)
        case 10..<100:
            append(pair: number)
        case 100..<1000:
            append(digit: number / 100)
            append(pair: number % 100)
        case 1000..<10_000:
            append(pair: number / 100)
            append(pair: number % 100)
        default:
            append(escaping: String(number))
        }
    }

    @inline(__always)
    private mutating func append(pair: Int) {
        append(digit: pair / 10)
        append(digit: pair % 10)
    }

    @inline(__always)
    private mutating func append(digit: Int) {
        next.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
        next += 1
    }
}

// It owns memory that its pointers share with nobody, but nothing needs to send it.
@available(*, unavailable)
extension ByteWriter: Sendable {}
