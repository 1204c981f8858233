/// Reads the words in front of a clause's expression.
struct ClauseReader {
    let text: ExpressionText
    private(set) var position = 0

    init(_ text: ExpressionText) {
        self.text = text.trimmingSpace()
    }

    /// What has not been read, without white space in front.
    var rest: ExpressionText { position == 0 ? text : text[position..<text.bytes.count] }

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
    mutating func readKeyword(_ words: [String]) -> String? {
        let start = position
        if let word = readWord() {
            let found = text[word].text
            if words.contains(found) { return found }
        }
        position = start
        return nil
    }

    /// Reads `name` or `(a, b)`; `nil` where neither stands there.
    mutating func readPattern() -> (BindingPattern, Range<Int>)? {
        let start = position
        guard position < text.bytes.count else { return nil }
        if text.bytes[position] == UInt8(ascii: "(") {
            return readUnpacking(from: start)
        }
        guard let word = readWord(), let name = Self.name(text[word].text) else { return nil }
        return (.name(name), text.sourceRange(word))
    }

    private mutating func readUnpacking(from start: Int) -> (BindingPattern, Range<Int>)? {
        let bytes = text.bytes
        guard let close = bytes[start...].firstIndex(of: UInt8(ascii: ")")) else { return nil }
        let parts = text[start + 1..<close].text.split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        // A comma behind the only or last name is allowed, as in Python.
        let names = parts.last?.allSatisfy(\.isWhitespace) == true ? parts.dropLast() : parts[...]
        let known = names.compactMap { Self.name($0.trimmingMarkupSpace) }
        guard !known.isEmpty, known.count == names.count else { return nil }
        position = bytes[(close + 1)...].firstIndex { !$0.isSpace } ?? bytes.count
        return (.unpack(known), text.sourceRange(start..<close + 1))
    }

    /// The word as a variable's name, if it can be one.
    static func name(_ word: String) -> String? {
        guard let first = word.utf8.first, first.isLetter || first == UInt8(ascii: "_") else {
            return nil
        }
        let isName = word.utf8.allSatisfy { byte in
            byte.isLetter || byte.isDigit
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        return isName ? word : nil
    }
}

extension Substring {
    /// The text without white space around it.
    var trimmingMarkupSpace: String {
        let start = utf8.firstIndex { !$0.isSpace } ?? endIndex
        let end = utf8.lastIndex { !$0.isSpace }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
