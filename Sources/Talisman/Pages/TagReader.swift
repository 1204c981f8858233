// SPDX-License-Identifier: Apache-2.0

/// The tags of a page and where their attributes are, as browsers read them (HTML standard section
/// 13.2.5, and XML 1.0).
///
/// What stands in comments, scripts and other raw text is no tag. In HTML it depends on the elements
/// that are open what is raw text, and on the browser: where readings differ, ``isUncertain`` is
/// true, and no further tag comes.
struct TagReader {
    /// One tag.
    struct Tag {
        /// In lower case in HTML; in XML as it is written, with its prefix.
        let name: String
        let isEnd: Bool
        fileprivate(set) var attributes: [(name: String, value: Range<Int>?)] = []
        /// Where the name ends.
        let nameEnd: Int
        /// Behind the tag.
        fileprivate(set) var end = 0
        /// Whether it ends with `/>`, which counts in XML, SVG and MathML alone.
        fileprivate(set) var isSelfClosed = false

        func has(_ name: String) -> Bool { attributes.contains { $0.name == name } }

        /// Where the value of an attribute is, without quotes; nil where there is none.
        func value(of name: String) -> Range<Int>? {
            attributes.first { $0.name == name }?.value
        }
    }

    let bytes: [UInt8]
    let isXML: Bool
    var position = 0
    /// Whether browsers may see other tags than this reader.
    var isUncertain = false
    /// The open elements in which parsers of HTML read by other rules.
    var open = OpenElements()
    /// Where a `noscript` ends for a browser that runs scripts, which takes it for raw text.
    var noscriptEnd: Int?

    init(_ bytes: [UInt8], isXML: Bool = false) {
        self.bytes = bytes
        self.isXML = isXML
    }

    /// The next tag; nil at the end of the page.
    mutating func next() -> Tag? {
        while !isUncertain, let start = index(of: UInt8(ascii: "<"), from: position) {
            position = start + 1
            let tag = skipsOther() ? nil : readTag()
            if !isXML {
                if let tag { follow(tag) }
                checkNoscript(from: start)
            }
            if let tag { return isUncertain ? nil : tag }
        }
        return nil
    }

    /// The tag whose name, or `/` and name, begins here; nil where no name does, or the page ends
    /// in it.
    private mutating func readTag() -> Tag? {
        let isEnd = byte == UInt8(ascii: "/")
        guard beginsName(at: isEnd ? position + 1 : position) else { return nil }
        if isEnd { position += 1 }
        let name = word(from: position) { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
        var tag = Tag(name: name, isEnd: isEnd, nameEnd: position)
        while let byte {
            switch byte {
            case UInt8(ascii: ">"):
                position += 1
                tag.end = position
                return tag
            case UInt8(ascii: "/"):
                tag.isSelfClosed = bytes[(position + 1)...].first == UInt8(ascii: ">")
            case _ where Self.isSpace(byte): break
            default:
                tag.attributes.append(attribute())
                continue
            }
            position += 1
        }
        return nil
    }

    private mutating func attribute() -> (name: String, value: Range<Int>?) {
        let start = position
        // A `=` in front of a name belongs to it.
        if byte == UInt8(ascii: "=") { position += 1 }
        let name = word(from: start) { !"=/>".utf8.contains($0) }
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

    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Whether what stands at a place makes a tag of the `<` in front of it.
    func beginsName(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        let byte = bytes[place]
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(Self.lowercased(byte))
        return isLetter || isXML && (byte >= 0x80 || "_:".utf8.contains(byte))
    }

    private mutating func word(from start: Int, _ belongs: (UInt8) -> Bool) -> String {
        while let byte, !Self.isSpace(byte), belongs(byte) { position += 1 }
        let word = bytes[start..<position]
        return String(decoding: isXML ? word : ArraySlice(word.map(Self.lowercased)), as: UTF8.self)
    }

    private mutating func skipSpace() {
        while let byte, Self.isSpace(byte) { position += 1 }
    }

    func index(of byte: UInt8, from start: Int) -> Int? {
        start < bytes.count ? bytes[start...].firstIndex(of: byte) : nil
    }

    static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(byte) }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
