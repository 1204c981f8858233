// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Texts, comments and regular expressions.
extension ScriptPlaces {
    mutating func openText(_ bytes: inout ScriptBytes) {
        let quote = bytes.take(1)[0]
        text = Text()
        text.isModule =
            bracket.isInImport || lastWord == ScriptWords.import || lastWord == ScriptWords.from
        text.isKey = bracket.kind == .object && position == .statement
        text.use = use
        state = quote == UInt8(ascii: "`") ? .template : .string(quote: quote)
        beginText()
    }

    /// Forgets what came before in a text.
    mutating func beginText() {
        escape = .none
        isBehindDollar = false
        tail = []
    }

    mutating func readText(_ bytes: inout ScriptBytes, endingWith quote: UInt8) {
        guard let byte = readTextByte(&bytes) else { return }
        switch byte {
        case quote: closeText()
        case Byte.newline, Byte.carriageReturn: lose(.openText)
        default: noteText(byte)
        }
    }

    /// Notes a byte that stands in a text for itself.
    private mutating func noteText(_ byte: UInt8) {
        guard !byte.isControlOrSpace || !text.start.isEmpty else { return }
        if text.start.count < 11 { text.start.append(byte.asciiLowercased) }
    }

    mutating func readTemplate(_ bytes: inout ScriptBytes) {
        let wasBehindDollar = isBehindDollar
        isBehindDollar = false
        guard let byte = readTextByte(&bytes) else { return }
        switch UnicodeScalar(byte) {
        case "`": closeText()
        case "$": isBehindDollar = true
        case "{" where wasBehindDollar:
            state = .code
            let use = substitutionUse
            open(.substitution(text), .operand)
            begin(use)
        default: noteText(byte)
        }
    }

    private mutating func closeText() {
        let isNamed = !text.start.isEmpty && !text.hasValue && text.use != .linkRest
        if text.isBehindScheme || isNamed { bracket.isSchemeOpen = false }
        finishText()
    }

    private mutating func finishText() {
        state = .code
        finishToken(.continuation)
        mayEndStatement = true
    }

    /// Reads a byte of a text; `nil` where it belongs to an escape.
    private mutating func readTextByte(_ bytes: inout ScriptBytes) -> UInt8? {
        let byte = bytes.take(1)[0]
        if "/?#".utf8.contains(byte) { text.isBehindScheme = true }
        tail.append(byte.asciiLowercased)
        if tail.count > Self.longestTail { tail.removeFirst() }
        if readEscape(byte) { return nil }
        guard byte == UInt8(ascii: "\\") else { return byte }
        escape = .backslash
        return nil
    }

    /// Whether the byte belongs to an escape.
    private mutating func readEscape(_ byte: UInt8) -> Bool {
        let last = escape
        escape = .none
        switch last {
        case .none: return false
        case .backslash: escape = Self.escape(behind: byte)
        case .carriageReturn: return byte == Byte.newline
        case .unicode where byte == UInt8(ascii: "{"): escape = .braces
        case .unicode:
            guard byte.isHexadecimal else { return false }
            escape = .hexadecimal(left: 3)
        case .braces:
            guard byte.isHexadecimal else { return byte == UInt8(ascii: "}") }
            escape = .braces
        case .hexadecimal(let left):
            guard byte.isHexadecimal else { return false }
            escape = left > 1 ? .hexadecimal(left: left - 1) : .none
        case .octal(let left):
            guard byte.isDigit else { return false }
            escape = left > 1 ? .octal(left: left - 1) : .none
        }
        return true
    }

    /// What may follow a byte behind a backslash.
    private static func escape(behind byte: UInt8) -> Escape {
        switch UnicodeScalar(byte) {
        case "x": .hexadecimal(left: 2)
        case "u": .unicode
        case "0"..."7": .octal(left: 2)
        case "\r": .carriageReturn
        default: .none
        }
    }

    // MARK: - Values in texts

    /// Why no value can be written in the text here.
    var textRefusal: Reason? {
        if text.isModule { return .module }
        if isBehindDollar { return .dollar }
        if escape != .none, escape != .carriageReturn { return .escape }
        if text.isKey, mayBePrototype { return .key }
        return endsInSign ? .markup : nil
    }

    /// Whether a value here may be a part of the key that sets the prototype of an object.
    private var mayBePrototype: Bool {
        guard !text.hasValue else { return tail.isEmpty || Self.prototype.contains(tail) }
        return !tail.isEmpty && Self.prototype.starts(with: tail)
    }

    /// Whether a text behind a value may be the end of that key.
    static func mayEndPrototype(_ following: [UInt8]) -> Bool {
        let rest = following.prefix { $0 != Byte.quote && $0 != Byte.apostrophe }
        return !rest.isEmpty && prototype.suffix(rest.count).elementsEqual(rest)
    }

    /// The key that sets the prototype of an object, and makes no member.
    static let prototype = Array("__proto__".utf8)

    /// Why no value can be written in the regular expression here.
    var patternRefusal: Reason? {
        let count = tail.reversed().first { !$0.isDigit && $0 != UInt8(ascii: ",") }
        if escape != .none || count == UInt8(ascii: "{") { return .escape }
        return endsInSign ? .markup : nil
    }

    /// Whether the last bytes may begin a sign that ends or changes a script in HTML.
    private var endsInSign: Bool {
        guard let start = tail.lastIndex(of: Byte.less) else { return false }
        return Self.signs.contains { $0.starts(with: tail[start...]) }
    }

    private static let signs = ["</script", "<script", "<!--"].map { Array($0.utf8) }

    private static let longestTail = 8

    // MARK: - Comments

    mutating func readLineComment(_ bytes: inout ScriptBytes) -> Bool {
        if bytes.lineEnd() > 0 {
            state = .code
        } else {
            guard bytes.has(3) || bytes[0] != 0xE2 else { return false }
            bytes.skip(1)
        }
        return true
    }

    mutating func readBlockComment(_ bytes: inout ScriptBytes) -> Bool {
        guard bytes.has(3) else { return false }
        if bytes.lineEnd() > 0 { readLineEnd() }
        if bytes.starts(with: "*/") {
            bytes.skip(2)
            state = .code
        } else {
            bytes.skip(1)
        }
        return true
    }

    // MARK: - Regular expressions

    mutating func readRegularExpression(_ bytes: inout ScriptBytes, isInClass: Bool) -> Bool {
        guard bytes.has(3) || bytes[0] != 0xE2 else { return false }
        if bytes.lineEnd() > 0 {
            lose(.openText)
            return true
        }
        guard let byte = readTextByte(&bytes) else { return true }
        switch UnicodeScalar(byte) {
        case "[": state = .regularExpression(isInClass: true)
        case "]": state = .regularExpression(isInClass: false)
        case "/" where !isInClass: state = .flags
        default: break
        }
        return true
    }

    mutating func readFlags(_ bytes: inout ScriptBytes) {
        if let byte = bytes[0], byte.isLetter {
            bytes.skip(1)
        } else {
            finishText()
        }
    }
}

extension UInt8 {
    /// A hexadecimal digit.
    var isHexadecimal: Bool {
        isDigit || (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "f")
    }
}
