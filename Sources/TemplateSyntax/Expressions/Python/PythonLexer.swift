// SPDX-License-Identifier: Apache-2.0

/// Cuts a `python:` expression or a script into tokens.
struct PythonLexer {
    let text: SourceText
    var position = 0

    /// The lines of a script; an expression has none.
    var layout: PythonLayout?

    init(_ text: SourceText, layout: PythonLayout? = nil) {
        self.text = text
        self.layout = layout
    }

    var rest: ArraySlice<UInt8> { text.bytes[position...] }

    /// What errors call the text.
    var title: String { layout == nil ? "python expression" : "python script" }

    /// The next token; in an expression white space and line ends stand between
    /// tokens freely, with backslashes before the line ends or without.
    mutating func next() throws(Diagnostic) -> PythonToken {
        if layout == nil {
            repeat {
                position = rest.firstIndex { !$0.isSpace } ?? text.bytes.count
            } while try skipContinuation()
        } else if let token = try layoutToken() {
            return token
        }
        guard let byte = rest.first else { return token(.end, 0) }
        if byte.isDigit || isFractionAhead { return try number() }
        if byte.isPythonQuote { return try string(prefix: 0) }
        if byte.isLetter || byte == UInt8(ascii: "_") { return try word() }
        for symbol in PythonToken.symbols where rest.starts(with: symbol.utf8) {
            layout?.count(symbol)
            return token(.symbol(symbol), symbol.utf8.count)
        }
        throw unexpectedCharacter()
    }

    /// The token of so many bytes from here.
    mutating func token(_ kind: PythonToken.Kind, _ length: Int) -> PythonToken {
        defer { position += length }
        return PythonToken(kind: kind, range: position..<position + length)
    }

    private var isFractionAhead: Bool {
        rest.first == UInt8(ascii: ".") && rest.dropFirst().first?.isDigit == true
    }

    private mutating func word() throws(Diagnostic) -> PythonToken {
        let word = rest.prefix(while: \.isNameByte)
        let behind = rest.dropFirst(word.count).first
        if behind?.isPythonQuote == true, word.count <= 2,
            word.allSatisfy(\.isPythonStringPrefix)
        {
            return try string(prefix: word.count)
        }
        return token(.word(String(decoding: word, as: UTF8.self)), word.count)
    }

    private func unexpectedCharacter() -> Diagnostic {
        let character = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.prefix(1)
        let length = String(character).utf8.count
        var unexpected = error(
            "unexpected '\(String(character))' in a \(title)",
            position..<min(position + length, text.bytes.count)
        )
        unexpected.notes = Habit.notes(.python, String(character))
        return unexpected
    }

    func error(_ message: String, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(.invalidExpression, message, at: text.sourceRange(range))
    }
}

// MARK: Strings

extension PythonLexer {
    /// A string literal behind a prefix of so many letters.
    private mutating func string(prefix: Int) throws(Diagnostic) -> PythonToken {
        let letters = Set(rest.prefix(prefix).map { $0 | 0x20 })
        let quote = position + prefix
        if letters.contains(UInt8(ascii: "b")) {
            throw error("\(title)s have no bytes literals", position..<quote + 1)
        }
        let isFormatted = letters.contains(UInt8(ascii: "f"))
        let bytes = text.bytes[...]
        let end = PythonScanner.endOfString(at: quote, isFormatted: isFormatted, in: bytes)
        guard let end else {
            throw error("a string has no closing quote", position..<text.bytes.count)
        }
        let isTriple = PythonScanner.isTriple(at: quote, in: bytes) && end - quote >= 6
        let width = isTriple ? 3 : 1
        let body = quote + width..<end - width
        if !isTriple, PythonScanner.hasLineEnd(in: text.bytes[body]) {
            throw error("a string goes over the end of a line", position..<end)
        }
        let isRaw = letters.contains(UInt8(ascii: "r"))
        let string = PythonStringToken(body: body, isRaw: isRaw, isFormatted: isFormatted)
        return token(.string(string), end - position)
    }
}

// MARK: Numbers

extension PythonLexer {
    private static let radixes: [UInt8: Int] = [
        UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2,
    ]

    private mutating func number() throws(Diagnostic) -> PythonToken {
        if rest.first == UInt8(ascii: "0"), let letter = rest.dropFirst().first,
            let radix = Self.radixes[letter | 0x20]
        {
            return try integer(radix: radix, prefix: 2)
        }
        let length = decimalLength()
        let digits = rest.prefix(length)
        try refuseTail(length)
        guard digits.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "_") }) else {
            return try double(digits)
        }
        let isZero = digits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "_") }
        guard isZero || digits.first != UInt8(ascii: "0") else {
            throw error("a decimal integer does not begin with 0", position..<position + length)
        }
        return try integer(radix: 10, prefix: 0)
    }

    /// The length of `digits.digits e sign digits`.
    private func decimalLength() -> Int {
        var rest = rest.drop { $0.isDigit || $0 == UInt8(ascii: "_") }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { $0.isDigit || $0 == UInt8(ascii: "_") }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            var exponent = rest.dropFirst()
            if let sign = exponent.first, "+-".utf8.contains(sign) { exponent.removeFirst() }
            if exponent.first?.isDigit == true {
                rest = exponent.drop { $0.isDigit || $0 == UInt8(ascii: "_") }
            }
        }
        return rest.startIndex - position
    }

    /// Refuses a letter that stands right behind a number.
    private func refuseTail(_ length: Int) throws(Diagnostic) {
        guard let tail = rest.dropFirst(length).first, tail.isNameByte else { return }
        let word = rest.dropFirst(length).prefix(while: \.isNameByte)
        let range = position..<word.endIndex
        if tail | 0x20 == UInt8(ascii: "j"), word.count == 1 {
            throw error("\(title)s have no complex numbers", range)
        }
        // `1if x else 2` is Python, and nobody means it.
        throw error("a number ends in '\(String(decoding: word, as: UTF8.self))'", range)
    }

    private mutating func integer(
        radix: Int,
        prefix: Int
    ) throws(Diagnostic) -> PythonToken {
        let digits = rest.dropFirst(prefix).prefix(while: \.isNameByte)
        let range = position..<digits.endIndex
        guard
            let plain = PythonNumerals.withoutUnderscores(
                digits,
                radix: radix,
                hasPrefix: prefix > 0
            ), !plain.isEmpty
        else {
            throw error("'\(text[range].text)' is not an integer", range)
        }
        guard plain.utf8.allSatisfy({ PythonNumerals.isDigit($0, radix) }) else {
            throw error("'\(text[range].text)' is not an integer", range)
        }
        guard let value = UInt(plain, radix: radix), value <= Int.min.magnitude else {
            throw error("'\(text[range].text)' does not fit 64 bits", range)
        }
        return token(.integer(value), range.count)
    }

    private mutating func double(
        _ digits: ArraySlice<UInt8>
    ) throws(Diagnostic) -> PythonToken {
        let range = digits.startIndex..<digits.endIndex
        guard let value = PythonNumerals.decimal(digits) else {
            throw error("'\(text[range].text)' is not a number", range)
        }
        return token(.double(value), range.count)
    }
}
