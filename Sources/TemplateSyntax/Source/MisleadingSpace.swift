// SPDX-License-Identifier: Apache-2.0

/// Characters that look like white space and are letters to markup, so that they become part
/// of names.
enum MisleadingSpace {
    private static let table: [(text: String, name: String)] = [
        ("\u{A0}", "U+00A0, a no-break space"), ("\u{202F}", "U+202F, a narrow no-break space"),
        ("\u{200B}", "U+200B, a space without width"), ("\u{3000}", "U+3000, a wide space"),
        ("\u{FEFF}", "U+FEFF, a byte-order mark"),
    ]

    /// What to say of the first one in a name; nothing where it has none.
    static func notes(_ name: Range<Int>, in source: MarkupSource) -> [Diagnostic.Note] {
        guard source.bytes[name].contains(where: { $0 >= 0x80 }) else { return [] }
        for space in table {
            let letters = Array(space.text.utf8)
            let start = name.first { source.bytes[$0..<name.upperBound].starts(with: letters) }
            guard let start else { continue }
            let place = start..<start + letters.count
            return [.init("\(space.name), is a letter in markup", at: place)]
        }
        return []
    }
}
