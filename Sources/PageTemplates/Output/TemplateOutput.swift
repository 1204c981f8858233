// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A growing page: bytes that are appended to, read and emptied.
///
/// Keep one and render into it again and again: emptied with its capacity kept,
/// it needs no memory of its own after the first pages.
public struct TemplateOutput: ~Copyable {
    /// Bytes that can be read behind a literal, so that short literals are
    /// copied by whole vectors.
    static let literalPadding = 64

    private var base: UnsafeMutablePointer<UInt8>
    private var cursor: UnsafeMutablePointer<UInt8>
    private var limit: UnsafeMutablePointer<UInt8>

    /// Creates an empty buffer.
    ///
    /// - Parameter capacity: The bytes that fit before it has to grow; with none it
    ///   takes no memory before something is appended.
    public init(capacity: Int = 4096) {
        base = capacity > 0 ? Self.memory(max(64, capacity)) : Self.nowhere
        cursor = base
        limit = capacity > 0 ? base + max(64, capacity) : base
    }

    deinit {
        if base != limit { free(base) }
    }

    /// So many bytes of memory; what was there before moves into it.
    ///
    /// Large pages are not copied where the system can give the same memory another address.
    private static func memory(
        _ size: Int,
        for old: UnsafeMutablePointer<UInt8>? = nil
    ) -> UnsafeMutablePointer<UInt8> {
        guard let memory = realloc(old, size) else { preconditionFailure("no memory for a page") }
        return memory.assumingMemoryBound(to: UInt8.self)
    }

    /// The address of a buffer without memory.
    private static var nowhere: UnsafeMutablePointer<UInt8> {
        UnsafeMutablePointer(bitPattern: 1).unsafelyUnwrapped
    }

    /// The number of bytes.
    public var count: Int { cursor - base }

    /// The bytes as an array.
    public var bytes: [UInt8] {
        Array(UnsafeBufferPointer(start: base, count: count))
    }

    /// The bytes as text.
    public var string: String {
        String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    /// Calls a function with the bytes, which are valid until it returns.
    ///
    /// - Throws: What the function throws.
    public func withUnsafeBytes<Result, Failure>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Empties the buffer.
    public mutating func removeAll(keepingCapacity: Bool = false) {
        if keepingCapacity {
            cursor = base
        } else {
            self = TemplateOutput()
        }
    }

    /// Removes everything behind the first `count` bytes.
    mutating func truncate(to count: Int) {
        cursor = base + count
    }

    /// The byte at a place; `nil` where nothing is written yet.
    func byte(at place: Int) -> UInt8? { place < count ? base[place] : nil }

    /// Puts one byte before what stands at a place.
    mutating func insert(_ byte: UInt8, at place: Int) {
        reserve(1)
        let start = base + place
        memmove(start + 1, start, count - place)
        start.pointee = byte
        cursor += 1
    }

    /// Makes room for so many more bytes.
    @inline(__always)
    private mutating func reserve(_ extra: Int) {
        if limit - cursor < extra { grow(extra) }
    }

    @inline(never)
    private mutating func grow(_ extra: Int) {
        let used = count
        let capacity = max((limit - base) * 2, used + extra)
        base = Self.memory(capacity, for: base == limit ? nil : base)
        cursor = base + used
        limit = base + capacity
    }
}

@available(*, unavailable)
extension TemplateOutput: Sendable {}

// MARK: Appending

extension TemplateOutput {
    /// Appends bytes behind which ``literalPadding`` more can be read.
    ///
    /// Copying a whole vector costs less than a call that copies exactly as many
    /// bytes as there are; what it writes too much is overwritten.
    @inline(__always)
    mutating func append(padded start: UnsafePointer<UInt8>, count: Int) {
        reserve(count &+ 32)
        if count <= 32 {
            let vector = UnsafeRawPointer(start).loadUnaligned(as: SIMD32<UInt8>.self)
            UnsafeMutableRawPointer(cursor).storeBytes(of: vector, as: SIMD32<UInt8>.self)
        } else {
            memcpy(cursor, start, count)
        }
        cursor += count
    }

    /// Appends bytes as they are.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(cursor, start, bytes.count)
        cursor += bytes.count
    }

    /// Appends one byte.
    mutating func append(_ byte: UInt8) {
        reserve(1)
        cursor.pointee = byte
        cursor += 1
    }

    /// Appends text as it is.
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// Appends text with the characters escaped that a place cannot hold.
    @inline(__always)
    mutating func append(_ text: String, escaping: Escaping) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable {
            append($0, escaping: escaping)
        }
        if done == nil { appendForeign(text, escaping) }
    }

    /// Text whose storage is not UTF-8, as bridged strings may be.
    @inline(never)
    private mutating func appendForeign(_ text: String, _ escaping: Escaping) {
        var copy = text
        copy.withUTF8 { append($0, escaping: escaping) }
    }

    /// Appends the decimal form of an integer.
    mutating func append(_ integer: Int) {
        reserve(20)
        cursor += DecimalDigits.write(integer, to: cursor)
    }

    /// Appends UTF-8 with the characters escaped that a place cannot hold.
    ///
    /// The effect says that nothing is released in here, which is so: without it
    /// the compiler retains each text around the call, a tenth of the time that
    /// a whole page takes. It is used for nothing but what copies bytes.
    @_effects(releasenone)
    @inline(never)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, escaping: Escaping) {
        guard let escaper = Escaper(escaping) else { return append(bytes) }
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count * Escaper.growth + Escaper.slack)
        cursor = escaper.copy(start, bytes.count, to: cursor)
    }
    /// Appends an address whose bytes stay as they are, but for ampersands; appends nothing and
    /// is `false` where one does not.
    @_effects(releasenone)
    @inline(never)
    mutating func append(address bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        reserve(bytes.count * Escaper.growth + Escaper.slack)
        guard let end = AddressEscaper.copy(start, bytes.count, to: cursor) else { return false }
        cursor = end
        return true
    }
}
