// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension POString {
    private static let letters: [UInt8: Character] = Dictionary(
        uniqueKeysWithValues: escapes.map { letter, byte in
            (byte, Character(Unicode.Scalar(letter)))
        }
    )

    /// A text as a string of a `.po` file.
    static func quoted(_ text: String) -> String {
        var quoted: [UInt8] = [Byte.quote]
        for byte in text.utf8 {
            if let letter = letters[byte] {
                quoted += "\\\(letter)".utf8
            } else if byte < 0x20 || byte == 0x7F {
                let digits = String(byte, radix: 8)
                quoted += ("\\" + String(repeating: "0", count: 3 - digits.count) + digits).utf8
            } else {
                quoted.append(byte)
            }
        }
        return String(decoding: quoted + [Byte.quote], as: UTF8.self)
    }

    /// A keyword with its text; one of several lines has a string for each.
    static func lines(_ keyword: String, _ text: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let end = rest.utf8.firstIndex(of: Byte.newline) {
            let next = rest.utf8.index(after: end)
            parts.append(String(rest[..<next]))
            rest = rest[next...]
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(String(rest)) }
        guard parts.count > 1 else { return ["\(keyword) \(quoted(text))"] }
        return ["\(keyword) \"\""] + parts.map(quoted)
    }
}
