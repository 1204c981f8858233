// SPDX-License-Identifier: Apache-2.0

/// The names that a definition or a loop binds.
struct BindingPattern {
    let names: [NamedSyntax]

    /// Whether they stand in parentheses.
    let isUnpacking: Bool
    let range: Range<Int>
}

/// Reads the words in front of a clause's expression.
struct ClauseReader {
    let text: SourceText
    private(set) var position = 0

    init(_ text: SourceText) {
        self.text = text.trimmingSpace()
    }

    /// What has not been read, without white space in front.
    var rest: SourceText { position == 0 ? text : text[position..<text.bytes.count] }

    var isAtEnd: Bool { position == text.bytes.count }

    /// Reads up to the next white space, and the white space; `nil` where no
    /// white space follows.
    mutating func readWord() -> Range<Int>? {
        let bytes = text.bytes
        guard let end = bytes[position...].firstIndex(where: \.isSpace) else { return nil }
        let word = position..<end
        position = bytes[end...].firstIndex { !$0.isSpace } ?? bytes.count
        return word
    }

    /// Reads one of `words`, if more than that word is there.
    mutating func readKeyword(_ words: [String]) -> NamedSyntax? {
        let start = position
        if let word = readWord() {
            let found = text[word].text
            if words.contains(found) { return NamedSyntax(found, text.sourceRange(word)) }
        }
        position = start
        return nil
    }

    static let jsonKeyword = "json"

    /// Reads the word `json`, unless it is the name of a variable, and nothing or an
    /// alternative follows.
    mutating func readJSONKeyword() -> NamedSyntax? {
        let start = position
        let word = readKeyword([Self.jsonKeyword])
        if let next = rest.trimmingSpace().bytes.first, next != UInt8(ascii: "|") { return word }
        position = start
        return nil
    }

    /// Reads `name` or `(a, b)`; `nil` where neither stands there.
    mutating func readPattern() -> BindingPattern? {
        let start = position
        guard position < text.bytes.count else { return nil }
        if text.bytes[position] == UInt8(ascii: "(") {
            return readUnpacking(from: start)
        }
        guard let word = readWord(), let name = Self.name(text[word]) else { return nil }
        return BindingPattern(names: [name], isUnpacking: false, range: name.range)
    }

    private mutating func readUnpacking(from start: Int) -> BindingPattern? {
        let bytes = text.bytes
        guard let close = bytes[start...].firstIndex(of: UInt8(ascii: ")")) else { return nil }
        var parts = text[start + 1..<close].split(UInt8(ascii: ",")).map { $0.trimmingSpace() }
        // A comma behind the only or last name is allowed, as in Python.
        if parts.last?.bytes.isEmpty == true { parts.removeLast() }
        let names = parts.compactMap { Self.name($0) }
        guard !names.isEmpty, names.count == parts.count else { return nil }
        position = bytes[(close + 1)...].firstIndex { !$0.isSpace } ?? bytes.count
        let range = text.sourceRange(start..<close + 1)
        return BindingPattern(names: names, isUnpacking: true, range: range)
    }

    /// The word as a variable's name, if it can be one.
    private static func name(_ word: SourceText) -> NamedSyntax? {
        guard let first = word.bytes.first, first.isLetter || first == UInt8(ascii: "_") else {
            return nil
        }
        let isName = word.bytes.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
        return isName ? NamedSyntax(word.text, word.range) : nil
    }
}
