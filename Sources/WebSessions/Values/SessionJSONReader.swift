// SPDX-License-Identifier: Apache-2.0

/// Reads JSON text, keeping the texts of numbers.
///
/// Foundation's decoder needs a Swift type or a guess for each value; a template asks
/// for one without either.
struct SessionJSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a whole text.
    mutating func document() throws(SessionError) -> SessionJSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw damaged }
        return value
    }

    private mutating func value() throws(SessionError) -> SessionJSON {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func array() throws(SessionError) -> SessionJSON {
        var elements: [SessionJSON] = []
        try sequence(closedBy: UInt8(ascii: "]")) { (reader) throws(SessionError) in
            elements.append(try reader.value())
        }
        return .array(elements)
    }

    private mutating func object() throws(SessionError) -> SessionJSON {
        var members: [SessionJSON.Member] = []
        try sequence(closedBy: UInt8(ascii: "}")) { (reader) throws(SessionError) in
            reader.skipSpace()
            let key = try reader.string()
            reader.skipSpace()
            try reader.expect(UInt8(ascii: ":"))
            members.append(.init(key: key, value: try reader.value()))
        }
        return .object(members)
    }

    /// Reads an opening bracket, items between commas, and the closing bracket.
    private mutating func sequence(
        closedBy close: UInt8,
        item: (inout SessionJSONReader) throws(SessionError) -> Void
    ) throws(SessionError) {
        depth += 1
        guard depth <= SessionJSON.maximumDepth else { throw damaged }
        position += 1
        skipSpace()
        if peek != close {
            try item(&self)
            skipSpace()
            while peek == UInt8(ascii: ",") {
                position += 1
                try item(&self)
                skipSpace()
            }
        }
        try expect(close)
        depth -= 1
    }

    private mutating func string() throws(SessionError) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            position += 1
            if byte == UInt8(ascii: "\\") {
                text += try escape().utf8
            } else {
                text.append(byte)
            }
        }
        try expect(UInt8(ascii: "\""))
        guard let string = String(validating: text, as: UTF8.self) else { throw damaged }
        return string
    }

    private mutating func escape() throws(SessionError) -> String {
        let byte = peek
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return String(try unicodeEscape())
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return byte.map { String(UnicodeScalar($0)) } ?? ""
        default: throw damaged
        }
    }

    private mutating func unicodeEscape() throws(SessionError) -> UnicodeScalar {
        let first = try hexadecimal()
        var scalar = first
        if (0xD800...0xDBFF).contains(first) {
            try expect(UInt8(ascii: "\\"))
            try expect(UInt8(ascii: "u"))
            let second = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(second) else { throw damaged }
            scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let result = UnicodeScalar(scalar) else { throw damaged }
        return result
    }

    private mutating func hexadecimal() throws(SessionError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw damaged }
        let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        position += 4
        guard let value = UInt32(text, radix: 16) else { throw damaged }
        return value
    }

    private mutating func number() throws(SessionError) -> SessionJSON {
        let start = position
        while let byte = peek, Self.numberBytes.contains(byte) {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard Self.isNumber(text) else { throw damaged }
        return .number(text)
    }

    /// Whether a text is a finite number; Swift reads `nan`, `inf` and `0x1p3` as well, which
    /// JSON does not have.
    static func isNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy(numberBytes.contains) && Double(text)?.isFinite == true
    }

    private static let numberBytes = Set("+-.0123456789Ee".utf8)

    private mutating func word(
        _ word: String,
        _ value: SessionJSON
    ) throws(SessionError) -> SessionJSON {
        for byte in word.utf8 {
            try expect(byte)
        }
        return value
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func expect(_ byte: UInt8) throws(SessionError) {
        guard peek == byte else { throw damaged }
        position += 1
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    private var damaged: SessionError {
        SessionError(.undecodable, "the stored JSON is damaged at byte \(position)")
    }
}
