// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A JSON value as sessions store it: numbers keep their text, and the members of an
/// object are in the order of the bytes of their keys.
///
/// Dates and bytes are objects with one marked member, so that they can be told from
/// numbers and text without a Swift type. A key of the application that begins with `$`
/// gets another one in front, so that no data looks like a mark.
indirect enum SessionJSON: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([SessionJSON])
    case object([Member])

    struct Member: Sendable {
        let key: String
        let value: SessionJSON
    }

    static let lineFeed = UInt8(ascii: "\n")

    /// Deeper nesting is refused, so that neither values nor damaged data can exhaust the
    /// stack.
    static let maximumDepth = 128

    // MARK: - Marks

    private static let dateMark = "$date"
    private static let bytesMark = "$bytes"

    static func date(_ date: Date) -> SessionJSON {
        let seconds = number(date.timeIntervalSinceReferenceDate)
        return .object([Member(key: dateMark, value: seconds)])
    }

    static func bytes(_ bytes: some Sequence<UInt8>) -> SessionJSON {
        let text = Data(bytes).base64EncodedString()
        return .object([Member(key: bytesMark, value: .string(text))])
    }

    /// The date that this is the mark of.
    var date: Date? {
        guard let member = mark(Self.dateMark), case .number(let text) = member,
            let seconds = Double(text)
        else { return nil }
        return Date(timeIntervalSinceReferenceDate: seconds)
    }

    /// The bytes that this is the mark of.
    var bytes: [UInt8]? {
        guard let member = mark(Self.bytesMark), case .string(let text) = member else { return nil }
        return Data(base64Encoded: text).map(Array.init)
    }

    private func mark(_ mark: String) -> SessionJSON? {
        guard case .object(let members) = self, members.count == 1, members[0].key == mark else {
            return nil
        }
        return members[0].value
    }

    /// The form in which a key of the application is stored.
    static func stored(_ key: String) -> String {
        key.utf8.first == UInt8(ascii: "$") ? "$" + key : key
    }

    /// The key of the application that is stored in this form.
    static func key(_ stored: String) -> String {
        stored.utf8.starts(with: "$$".utf8) ? String(stored.dropFirst()) : stored
    }

    // MARK: - Numbers

    /// A number, as short as it can be: a whole one has no fraction, whatever its type.
    static func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) -> Self {
        .number(shortened("\(value)"))
    }

    static func shortened(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

// MARK: - Text

extension SessionJSON {
    /// The text on one line.
    var text: [UInt8] {
        var text: [UInt8] = []
        write(to: &text)
        return text
    }

    private func write(to text: inout [UInt8]) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let value): text += (value ? "true" : "false").utf8
        case .number(let number): text += number.utf8
        case .string(let string): Self.write(string, to: &text)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                element.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private static let escapes: [UInt8: String] = [
        0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r", 0x22: "\\\"",
        0x5C: "\\\\",
    ]

    private static func write(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            if let escape = escapes[byte] {
                text += escape.utf8
            } else if byte < 0x20 {
                text += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
            } else {
                text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}

// MARK: - Without a Swift type

extension SessionJSON {
    var datum: SessionDatum {
        switch self {
        case .null: return .nothing
        case .bool(let value): return .bool(value)
        case .number(let text):
            return Int64(text).map { .integer($0) } ?? .double(Double(text) ?? .nan)
        case .string(let value): return .string(value)
        case .array(let elements): return .array(elements.map(\.datum))
        case .object(let members):
            if let date { return .date(SessionInstant(date)) }
            if let bytes { return .bytes(bytes) }
            let pairs = members.map { (Self.key($0.key), $0.value.datum) }
            return .dictionary(Dictionary(pairs) { _, last in last })
        }
    }
}
