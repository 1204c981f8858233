// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// What the bytes of a value at one kind of place must be, as somebody sees it who knows nothing
/// of the engine: a parser that stays in the value to its end.
enum PlaceLaw: Sendable {
    /// No tag begins, and each `&` begins a reference.
    case text
    /// The same between double quotes.
    case attribute
    /// The same between single quotes.
    case singleQuoted
    /// Text of a document in an attribute.
    case document
    /// The start of an address: it has a usual scheme, or none.
    case address
    /// A part of the path of an address.
    case addressPart
    /// One value of the query of an address.
    case queryValue
    /// A value of a property in a style.
    case styleValue
    /// The same in an attribute.
    case styleAttribute
    /// Text between double quotes in a style.
    case styleString
    /// A value of JavaScript or JSON, which is the text.
    case script
    /// Text between quotes of JavaScript, which is the text.
    case scriptText
    /// A value of JavaScript in an attribute.
    case handler
    /// Text between single quotes of JavaScript in an attribute.
    case handlerText

    func holds(for value: [UInt8], from text: String) -> Bool {
        switch self {
        case .text: Self.isText(value, without: "<")
        case .attribute: Self.isText(value, without: "<\"")
        case .singleQuoted: Self.isText(value, without: "<'")
        case .document:
            Self.isText(value, without: "<\"") && Self.isText(Self.unescaped(value), without: "<")
        case .address: Self.isText(value, without: "<\"") && Self.isAddress(Self.unescaped(value))
        case .addressPart: Self.isText(value, without: "<\" \n\r\t")
        case .queryValue: Self.has(value, none: "<\" \n\r\t&#;=?/")
        case .styleValue: Self.isStyleValue(value)
        case .styleAttribute:
            Self.isText(value, without: "<\"") && Self.isStyleValue(Self.unescaped(value))
        case .styleString: Self.isStyleString(value)
        case .script: Self.isScript(value) && Self.decoded(value) == Array(text.utf8)
        case .scriptText: Self.isScriptText(value, text)
        case .handler:
            Self.isText(value, without: "<\"")
                && PlaceLaw.script.holds(for: Self.unescaped(value), from: text)
        case .handlerText:
            Self.isText(value, without: "<\"")
                && Self.isScriptText(Self.unescaped(value), text)
        }
    }

    private static func has(_ bytes: [UInt8], none forbidden: String) -> Bool {
        !bytes.contains(where: forbidden.utf8.contains)
    }

    // MARK: Markup

    private static let references: [(name: String, byte: Character)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
        ("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"),
    ]

    private static func isText(_ bytes: [UInt8], without forbidden: String) -> Bool {
        has(bytes, none: forbidden)
            && bytes.indices.allSatisfy { index in
                bytes[index] != UInt8(ascii: "&")
                    || references.contains { bytes[index...].starts(with: $0.name.utf8) }
            }
    }

    /// What a parser makes of an attribute.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var (result, rest) = ([] as [UInt8], bytes[...])
        while let byte = rest.first {
            let reference = references.first { rest.starts(with: $0.name.utf8) }
            result += reference.map { Array(String($0.byte).utf8) } ?? [byte]
            rest = rest.dropFirst(reference?.name.utf8.count ?? 1)
        }
        return result
    }

    // MARK: Addresses

    /// As the URL standard reads it: spaces in front, and tabs and line ends anywhere, are none.
    private static func isAddress(_ bytes: [UInt8]) -> Bool {
        let start = bytes.drop { $0 <= 0x20 }.filter { ![0x09, 0x0A, 0x0D].contains($0) }
        let head = start.prefix { !"/?#".utf8.contains($0) }
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let scheme = String(decoding: head[..<colon], as: UTF8.self).lowercased()
        let isScheme = scheme.unicodeScalars.allSatisfy {
            $0.properties.isASCIIHexDigit || ("g"..."z").contains($0)
                || "+-.".unicodeScalars.contains($0)
        }
        return !isScheme || scheme == "about" || SafeURL.standardSchemes.contains(scheme)
    }

    // MARK: Styles

    /// Strings and brackets end, and outside of strings nothing begins what is no value.
    private static func isStyleValue(_ bytes: [UInt8]) -> Bool {
        var (plain, quote, depth) = ([] as [UInt8], nil as UInt8?, 0)
        for byte in bytes {
            if let open = quote {
                if byte == open { quote = nil }
            } else if "\"'".utf8.contains(byte) {
                quote = byte
                plain.append(UInt8(ascii: " "))
            } else {
                plain.append(byte)
                if "([".utf8.contains(byte) { depth += 1 }
                if ")]".utf8.contains(byte) { depth -= 1 }
                guard depth >= 0 else { return false }
            }
        }
        let text = String(decoding: plain, as: UTF8.self).lowercased()
        let isHarmless = !["url(", "expression(", "image", "//", "/*", "*/"].contains(
            where: text.contains
        )
        return quote == nil && depth == 0 && has(plain, none: "<;{}\\@:") && isHarmless
            && has(bytes, none: "<\0")
    }

    /// Each backslash begins an escape of a number.
    private static func isStyleString(_ bytes: [UInt8]) -> Bool {
        has(bytes, none: "<\"\n\r\u{C}")
            && bytes.indices.allSatisfy { index in
                bytes[index] != UInt8(ascii: "\\")
                    || bytes[(index + 1)...].first.map { Character(UnicodeScalar($0)).isHexDigit }
                        == true
            }
    }

    // MARK: Scripts

    private static func isScript(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return has(bytes, none: "<>")
            && !text.unicodeScalars.contains { "\u{2028}\u{2029}".unicodeScalars.contains($0) }
    }

    private static func isScriptText(_ bytes: [UInt8], _ text: String) -> Bool {
        let quote = [UInt8(ascii: "\"")]
        return isScript(bytes) && has(bytes, none: "'\"")
            && decoded(quote + bytes + quote) == Array(text.utf8)
    }

    /// The text that a value of JSON is.
    private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
        let list = Array("[".utf8) + bytes + Array("]".utf8)
        let texts = try? JSONDecoder().decode([String].self, from: Data(list))
        guard let texts, texts.count == 1 else { return nil }
        return Array(texts[0].utf8)
    }
}
