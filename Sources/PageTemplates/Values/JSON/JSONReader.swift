// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Reads JSON from the bytes of a source, without recursion.
struct JSONReader {
    let source: SourceFile
    var offset = 0
    var shapes = ShapeCache()

    /// The lists and mappings whose ends are still to come, from the outside in.
    var open: [JSONContainer] = []

    init(_ source: SourceFile) {
        self.source = source
    }

    /// Reads the one value of the source.
    mutating func readDocument() throws(TemplateError) -> TemplateValue {
        var complete = try readValueOrOpen()
        while !open.isEmpty {
            if let value = complete { open[open.count - 1].add(value) }
            complete = try readEntryOrClose()
        }
        skipWhiteSpace()
        guard let complete, next == nil else { throw expected("the end of the data") }
        return complete
    }

    /// Reads a value; or opens a list or mapping, and returns `nil`.
    mutating func readValueOrOpen() throws(TemplateError) -> TemplateValue? {
        skipWhiteSpace()
        switch next {
        case UInt8(ascii: "{"): try open(.init(end: "}"))
        case UInt8(ascii: "["): try open(.init(end: "]"))
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
            return try readNumber()
        default: return try readWord()
        }
        return nil
    }

    private static let words: [(word: String, value: TemplateValue)] = [
        ("null", .nothing),
        ("true", .bool(true)),
        ("false", .bool(false)),
    ]

    private mutating func readWord() throws(TemplateError) -> TemplateValue {
        let word = source.bytes[offset...].prefix(while: Self.isLetter)
        for known in Self.words where word.elementsEqual(known.word.utf8) {
            offset = word.endIndex
            return known.value
        }
        throw expected("a value", upTo: max(word.endIndex, offset + 1))
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

// MARK: - Bytes

extension JSONReader {
    /// The byte at the offset, or `nil` at the end.
    var next: UInt8? { offset < source.bytes.count ? source.bytes[offset] : nil }

    mutating func skipWhiteSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            offset += 1
        }
    }

    /// Steps over a character, if it is next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, byte == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }
}

// MARK: - Errors

extension JSONReader {
    func failure(_ message: String, at range: Range<Int>) -> TemplateError {
        let end = min(range.upperBound, source.bytes.count)
        return TemplateError(
            .invalidData,
            message,
            in: source,
            at: min(range.lowerBound, end)..<end
        )
    }

    /// An error that says what should stand at the offset, and what does.
    func expected(_ what: String, upTo end: Int? = nil) -> TemplateError {
        guard next != nil else {
            return failure("expected \(what), found the end of the data", at: offset..<offset)
        }
        let start = source.bytes[offset...]
        let scalarEnd = start.dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? start.endIndex
        let range = offset..<max(scalarEnd, end ?? offset)
        return failure("expected \(what), found \(Self.quoted(source.text(range)))", at: range)
    }

    /// A text of the data as messages show it: short and printable.
    static func quoted(_ text: String) -> String {
        var quoted = ""
        PythonString.append(text.count <= 40 ? text : text.prefix(40) + "...", to: &quoted)
        return quoted
    }
}
