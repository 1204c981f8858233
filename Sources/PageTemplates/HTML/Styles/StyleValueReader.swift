// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Reads the value of a property that data gives, and writes it again.
struct StyleValueReader {
    private(set) var output: [UInt8] = []

    private let bytes: [UInt8]
    private var index = 0

    /// The brackets that will close what is open.
    private var closers: [UInt8] = []

    /// Whether the value may refer to parts of the page.
    private let isReferring: Bool

    /// Whether it is the value of a variable, whose texts a function that loads may take for
    /// addresses.
    private let isVariable: Bool

    /// How deep functions and brackets may stand in others.
    private static let depthLimit = 32

    /// Begins with a value, and the name of its property in lower case.
    init(_ bytes: [UInt8], of property: [UInt8]) {
        self.bytes = bytes
        isReferring = StyleNames.refers(property)
        isVariable = property.starts(with: "--".utf8)
    }

    /// Reads all of it; `false` where it is refused.
    mutating func read() -> Bool {
        while index < bytes.count {
            guard readToken() else { return false }
        }
        // A star of the author behind a slash would begin a comment.
        return closers.isEmpty && lastSign != Byte.slash
    }

    /// The last byte that is no blank.
    private var lastSign: UInt8? { output.last { !$0.isSpace } }

    private func byte(at distance: Int = 0) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    private mutating func copy(_ count: Int = 1) -> Bool {
        output += bytes[index..<index + count]
        index += count
        return true
    }

    private mutating func readToken() -> Bool {
        let byte = bytes[index]
        if byte.isSpace { return copy() }
        if startsNumber { return readNumber() }
        switch UnicodeScalar(byte) {
        case "\"", "'": return readString(byte)
        case "#": return readColour()
        case ",": return copy()
        case "/": return readSlash()
        case "*": return !closers.isEmpty && lastSign != Byte.slash && copy()
        case "+": return self.byte(at: 1)?.isSpace == true && copy()
        // In calculations; behind a name of the author it would be a function.
        case "(": return !closers.isEmpty && open(UInt8(ascii: ")"))
        case "[": return open(UInt8(ascii: "]"))
        case ")", "]": return closers.popLast() == byte && copy()
        case "!": return readImportance()
        case _ where byte.isStyleNameByte: return readName()
        default: return false
        }
    }

    private mutating func open(_ closer: UInt8) -> Bool {
        guard closers.count < Self.depthLimit else { return false }
        closers.append(closer)
        return copy()
    }

    /// A slash between two things; two would look like a comment to people.
    private mutating func readSlash() -> Bool {
        guard let lastSign, lastSign != Byte.slash else { return false }
        return copy()
    }

    /// `!important`, at the end.
    private mutating func readImportance() -> Bool {
        let word = bytes[(index + 1)...].drop(while: \.isSpace)
        let end = word.prefix { !$0.isSpace }
        guard closers.isEmpty, end.map(\.asciiLowercased) == Array("important".utf8),
            word.dropFirst(end.count).allSatisfy(\.isSpace)
        else {
            return false
        }
        return copy(bytes.count - index)
    }

    // MARK: - Numbers and colours

    /// Whether digits begin here, behind a sign or point or none.
    private var startsNumber: Bool {
        var distance = 0
        if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { distance += 1 }
        if byte(at: distance) == UInt8(ascii: ".") { distance += 1 }
        return byte(at: distance)?.isDigit == true
    }

    /// A number with a unit, a percent sign or nothing behind it.
    private mutating func readNumber() -> Bool {
        var size = byte().map { $0.isDigit || $0 == UInt8(ascii: ".") } == true ? 0 : 1
        while byte(at: size)?.isDigit == true { size += 1 }
        if byte(at: size) == UInt8(ascii: "."), byte(at: size + 1)?.isDigit == true {
            size += 1
            while byte(at: size)?.isDigit == true { size += 1 }
        }
        size += exponentSize(at: size)
        if byte(at: size) == UInt8(ascii: "%") {
            size += 1
        } else {
            while byte(at: size)?.isStyleNameByte == true { size += 1 }
            // No function begins with a digit.
            guard byte(at: size) != UInt8(ascii: "(") else { return false }
        }
        return copy(size)
    }

    /// The size of an exponent with a sign; one without is read like a unit.
    private func exponentSize(at distance: Int) -> Int {
        let sign = byte(at: distance + 1)
        guard byte(at: distance)?.asciiLowercased == UInt8(ascii: "e"),
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            byte(at: distance + 2)?.isDigit == true
        else {
            return 0
        }
        var size = 2
        while byte(at: distance + size)?.isDigit == true { size += 1 }
        return size
    }

    private mutating func readColour() -> Bool {
        var size = 1
        while byte(at: size)?.isHexadecimal == true { size += 1 }
        guard [3, 4, 6, 8].contains(size - 1), byte(at: size)?.isStyleNameByte != true,
            byte(at: size) != UInt8(ascii: "(")
        else {
            return false
        }
        return copy(size)
    }

    // MARK: - Names and strings

    /// A name, or one with a parenthesis behind it, which begins a function.
    private mutating func readName() -> Bool {
        var size = 1
        while byte(at: size)?.isStyleNameByte == true { size += 1 }
        let name = bytes[index..<index + size].map(\.asciiLowercased)
        guard !StyleNames.isCode(name) else { return false }
        guard byte(at: size) == UInt8(ascii: "(") else { return copy(size) }
        if name == StyleNames.url { return isReferring && readReference() }
        guard StyleNames.isHarmless(name), closers.count < Self.depthLimit else { return false }
        closers.append(UInt8(ascii: ")"))
        return copy(size + 1)
    }

    /// The `url(#name)` that stands here.
    private mutating func readReference() -> Bool {
        let start = StyleNames.url.count + 1
        guard byte(at: start) == UInt8(ascii: "#") else { return false }
        var size = start + 1
        while let byte = byte(at: size), isReferenceByte(byte) { size += 1 }
        guard size > start + 1, byte(at: size) == UInt8(ascii: ")") else { return false }
        return copy(size + 1)
    }

    private func isReferenceByte(_ byte: UInt8) -> Bool {
        byte.isStyleNameByte || byte == UInt8(ascii: ".")
    }

    private mutating func readString(_ quote: UInt8) -> Bool {
        let text = bytes[(index + 1)...].prefix { $0 != quote }
        guard text.endIndex < bytes.count, !text.contains(where: isRefusedInString) else {
            return false
        }
        output.append(quote)
        output += StyleFilter.string(text)
        output.append(quote)
        index = text.endIndex + 1
        return true
    }

    private func isRefusedInString(_ byte: UInt8) -> Bool {
        let isOfAddress = byte == Byte.slash || byte == Byte.colon
        return byte == Byte.backslash || byte.isStyleLineEnd || byte == 0
            || isVariable && isOfAddress
    }
}
