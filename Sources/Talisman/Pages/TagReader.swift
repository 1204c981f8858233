// SPDX-License-Identifier: Apache-2.0

/// The tags of a page and where their attributes are (HTML standard section 13.2.5).
///
/// It reads what the engine wrote: well-formed tags, in HTML or XML. What stands in comments,
/// scripts and other raw text is no tag.
struct TagReader {
    /// One tag.
    struct Tag {
        let name: String
        let isEnd: Bool
        fileprivate(set) var attributes: [(name: String, value: Range<Int>?)] = []
        /// Where the name ends.
        let nameEnd: Int
        /// Behind the tag.
        fileprivate(set) var end = 0

        func has(_ name: String) -> Bool { attributes.contains { $0.name == name } }

        /// Where the value of an attribute is, without quotes; nil where there is none.
        func value(of name: String) -> Range<Int>? {
            attributes.first { $0.name == name }?.value
        }
    }

    private static let rawText: Set<String> = [
        "script", "style", "textarea", "title", "xmp", "noembed", "noframes",
    ]

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next start tag; nil at the end of the page.
    mutating func nextStart() -> Tag? {
        while let tag = next() {
            if !tag.isEnd { return tag }
        }
        return nil
    }

    /// The next tag; nil at the end of the page.
    mutating func next() -> Tag? {
        while let start = index(of: UInt8(ascii: "<"), from: position) {
            position = start + 1
            if starts(with: "!--") {
                skip(past: "-->")
            } else if starts(with: "![CDATA[") {
                skip(past: "]]>")
            } else if let tag = tag() {
                // Without its end it is none.
                guard bytes[tag.end - 1] == UInt8(ascii: ">") else { return nil }
                if !tag.isEnd, Self.rawText.contains(tag.name) { skip(to: "</\(tag.name)") }
                return tag
            }
        }
        return nil
    }

    /// The tag whose name, or `/` and name, begins here; nil where no name does.
    private mutating func tag() -> Tag? {
        let isEnd = byte == UInt8(ascii: "/")
        let start = isEnd ? position + 1 : position
        guard start < bytes.count, Self.isLetter(bytes[start]) else { return nil }
        position = start
        let name = word { !Self.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
        var tag = Tag(name: name, isEnd: isEnd, nameEnd: position)
        while let byte, byte != UInt8(ascii: ">") {
            if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
                position += 1
            } else {
                tag.attributes.append(attribute())
            }
        }
        position = min(position + 1, bytes.count)
        tag.end = position
        return tag
    }

    private mutating func attribute() -> (name: String, value: Range<Int>?) {
        let start = position
        let name = word { byte in
            !Self.isSpace(byte) && !"=/>".utf8.contains(byte)
        }
        // A `=` in front of a name belongs to it.
        if position == start { position += 1 }
        skipSpace()
        guard byte == UInt8(ascii: "=") else { return (name, nil) }
        position += 1
        skipSpace()
        return (name, value())
    }

    private mutating func value() -> Range<Int> {
        if let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = position + 1
            let end = index(of: quote, from: start) ?? bytes.count
            position = min(end + 1, bytes.count)
            return start..<end
        }
        let start = position
        while let byte, !Self.isSpace(byte), byte != UInt8(ascii: ">") { position += 1 }
        return start..<position
    }

    // MARK: Bytes

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
        let start = position
        while let byte, belongs(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    private mutating func skipSpace() {
        while let byte, Self.isSpace(byte) { position += 1 }
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func skip(past text: String) {
        skip(to: text)
        position = min(position + text.utf8.count, bytes.count)
    }

    /// Goes to the next place where a text stands, in upper or lower case; else to the end.
    private mutating func skip(to text: String) {
        let wanted = Array(text.utf8)
        while let start = index(of: wanted[0], from: position) {
            position = start
            let found = bytes[start...].prefix(wanted.count).map(Self.lowercased)
            if found == wanted { return }
            position += 1
        }
        position = bytes.count
    }

    private func index(of byte: UInt8, from start: Int) -> Int? {
        start < bytes.count ? bytes[start...].firstIndex(of: byte) : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte))
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
