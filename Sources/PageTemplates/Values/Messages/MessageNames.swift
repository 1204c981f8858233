// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The names of values in the texts of messages.
enum MessageNames {
    private static let dollarSign = UInt8(ascii: "$")

    /// The text with `$name` and `${name}` replaced, as zope.i18n does: names
    /// without a value stay, and so does a name whose `$` follows another one.
    ///
    /// A value is asked for by its name and the range that it has in the text.
    static func replace<Failure>(
        in text: [UInt8],
        _ value: (_ name: String, _ range: Range<Int>) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var position = 0
        while let dollar = text[position...].firstIndex(of: dollarSign) {
            result += text[position..<dollar]
            position = dollar + 1
            let isEscaped = dollar > 0 && text[dollar - 1] == dollarSign
            if !isEscaped, let (name, end) = name(at: dollar + 1, in: text),
                let found = try value(name, dollar..<end)
            {
                result += found
                position = end
            } else {
                result.append(dollarSign)
            }
        }
        return result + text[position...]
    }

    /// The names in a text.
    static func names(in text: String) -> [String] {
        var names: [String] = []
        _ = replace(in: Array(text.utf8)) { name, _ -> [UInt8]? in
            names.append(name)
            return nil
        }
        return names
    }

    /// What begins with `${` and is no name, up to its brace or to where it stops to look like one.
    static func malformed(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var found: [String] = []
        var position = 0
        while let dollar = bytes[position...].firstIndex(of: dollarSign) {
            position = dollar + 1
            let isEscaped = dollar > 0 && bytes[dollar - 1] == dollarSign
            let isBraced = position < bytes.count && bytes[position] == UInt8(ascii: "{")
            guard isBraced, !isEscaped, name(at: position, in: bytes) == nil else { continue }
            let inside = position + 1
            let rest = bytes[inside...]
            let stop = rest.firstIndex { $0 == UInt8(ascii: "}") || $0 == dollarSign }
            let isClosed = stop.map { bytes[$0] == UInt8(ascii: "}") } ?? false
            let end = isClosed ? (stop ?? inside) + 1 : rest.firstIndex { !isNameByte($0) }
            found.append(String(decoding: bytes[dollar..<(end ?? bytes.count)], as: UTF8.self))
        }
        return found
    }

    /// The name behind a `$`, in braces or not, and where it ends.
    private static func name(at start: Int, in text: [UInt8]) -> (String, end: Int)? {
        guard start < text.count else { return nil }
        let isBraced = text[start] == UInt8(ascii: "{")
        let first = isBraced ? start + 1 : start
        guard let end = nameEnd(first, in: text) else { return nil }
        if isBraced {
            guard end < text.count, text[end] == UInt8(ascii: "}") else { return nil }
        }
        let name = String(decoding: text[first..<end], as: UTF8.self)
        return (name, isBraced ? end + 1 : end)
    }

    private static func nameEnd(_ start: Int, in text: [UInt8]) -> Int? {
        guard start < text.count else { return nil }
        let first = text[start]
        guard first.isLetter || first == UInt8(ascii: "_") else { return nil }
        return text[start...].firstIndex { !isNameByte($0) } ?? text.count
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
