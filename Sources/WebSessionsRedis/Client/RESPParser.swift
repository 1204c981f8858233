// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

/// Turns the bytes of a connection into replies, however they are cut.
///
/// Nothing is read twice: what is complete is kept while the rest of a reply is waited for.
struct RESPParser {
    /// Arrays inside of arrays; the deepest reply that is asked for has four.
    static let maximumDepth = 16
    /// The longest line, which holds a number, a status or an error.
    static let maximumLine = 16_384

    private struct OpenArray {
        var missing: Int
        var elements: [RESPValue] = []
    }

    private enum Token {
        case value(RESPValue)
        case bulk(length: Int)
        case array(count: Int)
    }

    private var buffer = ByteBuffer()
    private var open: [OpenArray] = []
    private var bulkLength: Int?
    private var size = 0
    private let maximumSize: Int

    /// Makes a parser that refuses replies of more than `maximumSize` bytes.
    init(maximumSize: Int) {
        self.maximumSize = maximumSize
    }

    mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            if buffer.readerIndex > Self.maximumLine { buffer.discardReadBytes() }
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next complete reply; nil while more bytes are needed.
    mutating func next() throws(RedisFailure) -> RESPValue? {
        while let value = try part() {
            guard let whole = close(value) else { continue }
            size = 0
            return whole
        }
        return nil
    }

    /// A value that stands for itself; an array that begins is remembered instead.
    private mutating func part() throws(RedisFailure) -> RESPValue? {
        while true {
            if let length = bulkLength { return try bulk(length) }
            guard let line = try line() else { return nil }
            switch try token(line) {
            case .value(let value): return value
            case .bulk(let length): bulkLength = length
            case .array(0): return .array([])
            case .array(let count):
                guard open.count < Self.maximumDepth else {
                    throw .malformed("arrays are nested more than \(Self.maximumDepth) deep")
                }
                open.append(OpenArray(missing: count))
            }
        }
    }

    private mutating func close(_ value: RESPValue) -> RESPValue? {
        var value = value
        while var last = open.popLast() {
            last.elements.append(value)
            last.missing -= 1
            guard last.missing == 0 else {
                open.append(last)
                return nil
            }
            value = .array(last.elements)
        }
        return value
    }

    private mutating func bulk(_ length: Int) throws(RedisFailure) -> RESPValue? {
        guard buffer.readableBytes >= length + 2 else { return nil }
        let bytes = buffer.readBytes(length: length) ?? []
        let end: UInt16? = buffer.readInteger()
        guard end == 0x0D0A else { throw .malformed("a string does not end after its length") }
        bulkLength = nil
        return .bulk(bytes)
    }

    private mutating func line() throws(RedisFailure) -> [UInt8]? {
        let view = buffer.readableBytesView.prefix(Self.maximumLine)
        guard let end = view.firstIndex(of: 0x0A) else {
            guard view.count < Self.maximumLine else { throw .malformed("a line is too long") }
            return nil
        }
        let count = end - view.startIndex + 1
        try take(count)
        let bytes = buffer.readBytes(length: count) ?? []
        guard bytes.count > 2, bytes[bytes.count - 2] == 0x0D else {
            throw .malformed("a line is empty, or does not end with CR and LF")
        }
        return bytes.dropLast(2)
    }

    private mutating func take(_ count: Int) throws(RedisFailure) {
        size += count
        guard size <= maximumSize else { throw .tooLarge(maximum: maximumSize) }
    }

    private mutating func token(_ line: [UInt8]) throws(RedisFailure) -> Token {
        let rest = line.dropFirst()
        switch line.first {
        case UInt8(ascii: "+"):
            return .value(.simple(String(decoding: rest, as: UTF8.self)))
        case UInt8(ascii: "-"):
            let failure = RedisReplyFailure(message: String(decoding: rest, as: UTF8.self))
            return .value(.failure(failure))
        case UInt8(ascii: ":"):
            return .value(.integer(try number(rest)))
        case UInt8(ascii: "$"):
            let length = try self.length(rest)
            guard let length else { return .value(.null) }
            try take(length + 2)
            return .bulk(length: length)
        case UInt8(ascii: "*"):
            guard let count = try length(rest) else { return .value(.null) }
            // Each element has at least four bytes.
            guard count <= maximumSize / 4 else { throw .tooLarge(maximum: maximumSize) }
            return .array(count: count)
        default:
            throw .malformed("a reply begins with byte \(line.first ?? 0)")
        }
    }

    /// A length; nil for -1, which stands for no value.
    private func length(_ digits: ArraySlice<UInt8>) throws(RedisFailure) -> Int? {
        let value = try number(digits)
        guard value >= -1 else { throw .malformed("a length is negative") }
        guard value <= maximumSize else { throw .tooLarge(maximum: maximumSize) }
        return value == -1 ? nil : Int(value)
    }

    private func number(_ digits: ArraySlice<UInt8>) throws(RedisFailure) -> Int64 {
        let isPlain = digits.first != UInt8(ascii: "+")
        guard isPlain, let value = Int64(String(decoding: digits, as: UTF8.self)) else {
            throw .malformed("a number is none")
        }
        return value
    }
}
#endif
