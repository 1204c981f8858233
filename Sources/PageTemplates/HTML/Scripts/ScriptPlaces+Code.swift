// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Tokens.
extension ScriptPlaces {
    /// Reads a token, a blank or the start of a comment; `false` where it may go on.
    mutating func readToken(_ bytes: inout ScriptBytes) -> Bool {
        if bytes.lineEnd() > 0 {
            readLineEnd()
            isInName = false
            bytes.skip(bytes.lineEnd())
            return true
        }
        if bytes.blank() > 0 {
            isInName = false
            bytes.skip(bytes.blank())
            return true
        }
        if bytes.isNumber { return readNumber(&bytes) }
        let size = bytes.nameSize
        if size > 0 { return readWord(&bytes, size) }
        guard bytes.has(Self.longestSign) || bytes.has(1) && !Self.startsLongSign(bytes[0]) else {
            return false
        }
        readSign(&bytes)
        return true
    }

    /// Notes the end of a line, which ends a `return` that has no value yet.
    mutating func readLineEnd() {
        isAtLineStart = true
        if ScriptWords.restricted.contains(lastWord) { position = .statement }
    }

    private mutating func readNumber(_ bytes: inout ScriptBytes) -> Bool {
        let size = bytes.numberSize
        guard bytes.has(size + 1) else { return false }
        bytes.skip(size)
        bracket.isSchemeOpen = false
        finishToken(.continuation)
        isInName = bytes.isAtEnd
        return true
    }

    private mutating func readWord(_ bytes: inout ScriptBytes, _ size: Int) -> Bool {
        guard bytes.has(size + 1) else { return false }
        let isMember = position == .member
        let owner = lastName?.text ?? []
        // A line end has ended the expression before.
        if isAtLineStart, position == .continuation || position == .afterBrace {
            bracket.use = .any
        }
        bracket.isSchemeOpen = false
        let isAwaitOfLoop = lastWord == ScriptWords.for
        let isPhase = isMember && isBehindImport
        let isBehindAwait = lastWord == ScriptWords.await || isAwaitOfLoop
        var word = bytes.take(size)
        // `await using` declares a name, as `let` does.
        if isBehindAwait, word == ScriptWords.using { word = ScriptWords.let }
        if !isMember, word == ScriptWords.case, isAmongStatements { bracket.isInCase = true }
        let next = isMember ? .continuation : position(behind: word)
        finishToken(next)
        lastName = Name(text: word, isMember: isMember, owner: isMember ? owner : [])
        mayEndStatement = !isMember
        if isPhase, ScriptWords.importPhases.contains(word) {
            lastWord = ScriptWords.import
        } else if !isMember {
            // `for await (` is the head of a loop.
            lastWord = isAwaitOfLoop && word == ScriptWords.await ? ScriptWords.for : word
        }
        isInName = bytes.isAtEnd
        return true
    }

    private func position(behind word: [UInt8]) -> Position {
        let isDeclared = ScriptWords.declarations.contains(lastWord)
        if word == ScriptWords.of, bracket.kind == .parentheses(.loop), !isDeclared {
            // In the head of a loop two operands never follow each other.
            return position == .continuation || position == .afterBrace ? .operand : .continuation
        }
        return ScriptWords.positions[word] ?? .continuation
    }

    // MARK: - Signs

    /// The size of `<!--`.
    private static let longestSign = 4

    private static func startsLongSign(_ byte: UInt8?) -> Bool {
        switch byte.map({ UnicodeScalar($0) }) {
        case "<", "-", "+", "=", "?", ".", "/", "#": true
        default: false
        }
    }

    private mutating func readSign(_ bytes: inout ScriptBytes) {
        switch bytes[0].map({ UnicodeScalar($0) }) {
        case "'", "\"", "`": openText(&bytes)
        case "/": readSlash(&bytes)
        case "<" where bytes.starts(with: "<!--"): readOpeningComment(&bytes)
        case "-" where isAtLineStart && bytes.starts(with: "-->"): state = .lineComment
        case "-" where bytes[1] == bytes[0], "+" where bytes[1] == bytes[0]: readStep(&bytes)
        case "(", "[", "{": openBracket(&bytes)
        case ")", "]", "}": closeBracket(&bytes)
        case ":": readColon(&bytes)
        default: readPunctuation(&bytes)
        }
    }

    private mutating func readPunctuation(_ bytes: inout ScriptBytes) {
        guard let (size, position) = punctuation(bytes) else { return lose(.unreadable) }
        let sign = bytes[0]
        if size == 1, sign == Byte.question { bracket.questions += 1 }
        if sign == Byte.semicolon { bracket.questions = 0 }
        bytes.skip(size)
        let isImport = lastWord == ScriptWords.import
        let name = lastName
        finishToken(position)
        isBehindImport = isImport && position == .member
        if position == .member { lastName = name }
        readUse(sign, size, name)
    }

    /// The size of the sign that stands here, and what follows it.
    private func punctuation(_ bytes: ScriptBytes) -> (Int, Position)? {
        switch bytes[0].map({ UnicodeScalar($0) }) {
        case ";": (1, .statement)
        case ",": (1, isBetweenItems ? .operand : .statement)
        case "=" where bytes.starts(with: "=>"): (2, .body)
        case "=" where bytes.starts(with: "=="): (2, .operand)
        case "?" where bytes[1] == UInt8(ascii: ".") && bytes[2]?.isDigit != true: (2, .member)
        case "?" where bytes.starts(with: "??"): (2, .operand)
        case "." where bytes.starts(with: "..."): (3, .operand)
        case ".": (1, .member)
        case "=", "?", "!", "%", "&", "*", "+", "-", "<", ">", "^", "|", "~": (1, .operand)
        default: nil
        }
    }

    /// Whether a comma stands between arguments or items, and not between keys, names that are
    /// declared, or statements.
    private var isBetweenItems: Bool {
        switch bracket.kind {
        case .parentheses, .square: true
        case .script, .block, .object, .substitution: false
        }
    }

    /// Whether statements and not keys stand in the innermost bracket.
    private var isAmongStatements: Bool {
        bracket.kind == .script || bracket.kind == .block
    }

    /// The `:` of a condition, a key, a case or a label.
    private mutating func readColon(_ bytes: inout ScriptBytes) {
        bytes.skip(1)
        if bracket.questions > 0 {
            bracket.questions -= 1
            finishToken(.operand)
            beginOperand()
        } else if isAmongStatements, bracket.isInCase || !lastWord.isEmpty {
            bracket.isInCase = false
            finishToken(.labelled)
        } else {
            finishToken(.operand)
        }
    }

    /// `++` or `--`, which stands behind an operand or before one.
    private mutating func readStep(_ bytes: inout ScriptBytes) {
        bytes.skip(2)
        switch position {
        case .continuation where !isAtLineStart, .afterBrace, .unclear: finishToken(position)
        default: finishToken(.target)
        }
    }

    /// `/`, which divides, or begins a regular expression or a comment.
    private mutating func readSlash(_ bytes: inout ScriptBytes) {
        if bytes.starts(with: "//") {
            state = .lineComment
            return
        }
        if bytes.starts(with: "/*") {
            bytes.skip(2)
            state = .blockComment
            return
        }
        let isBehindLess = (bytes.previous ?? lastByte) == Byte.less
        bytes.skip(1)
        switch position {
        case .start, .operand, .statement, .labelled, .body, .target:
            state = .regularExpression(isInClass: false)
            beginText()
            // What follows could be the name of an end tag.
            if isBehindLess { tail = Array("</".utf8) }
        case .continuation where !(isAtLineStart && mayEndStatement): finishToken(.operand)
        case .continuation, .member, .afterBrace, .unclear: lose(.slash)
        }
    }

    /// `<!--`, a comment in scripts and three operators in modules.
    private mutating func readOpeningComment(_ bytes: inout ScriptBytes) {
        switch position {
        case .start, .operand, .statement, .labelled, .body, .target: state = .lineComment
        case .continuation, .afterBrace, .unclear, .member: lose(.openingComment)
        }
    }

    // MARK: - Brackets

    mutating func open(_ kind: Bracket.Kind, _ position: Position) {
        outerBrackets.append(bracket)
        let isInImport = bracket.isInImport || kind == .parentheses(.module)
        bracket = Bracket(kind: kind, isInImport: isInImport)
        finishToken(position)
    }

    private mutating func openBracket(_ bytes: inout ScriptBytes) {
        let (name, before, outer) = (lastName, position, use)
        switch UnicodeScalar(bytes.take(1)[0]) {
        case "(":
            open(.parentheses(ScriptWords.owners[lastWord] ?? .expression), .operand)
            begin(name == nil && before != .continuation ? outer : use(ofCallOf: name))
        case "[":
            open(.square, .operand)
            begin(before == .continuation || before == .member ? .member : .any)
        default:
            let isValue = position == .operand || position == .unclear && !isAtLineStart
            open(isValue ? .object : .block, .statement)
        }
    }

    private mutating func closeBracket(_ bytes: inout ScriptBytes) {
        let kind = bracket.kind
        bracket = outerBrackets.popLast() ?? Bracket(kind: .script)
        switch (UnicodeScalar(bytes.take(1)[0]), kind) {
        case (")", .parentheses(.expression)), (")", .parentheses(.module)), ("]", .square):
            finishToken(.continuation)
        case (")", .parentheses(.condition)), (")", .parentheses(.loop)): finishToken(.statement)
        case (")", .parentheses(.unclear)): finishToken(.unclear)
        case ("}", .block), ("}", .object): finishToken(.afterBrace)
        case ("}", .substitution(let text)):
            state = .template
            self.text = text
            self.text.hasValue = true
            beginText()
        default: lose(.bracket)
        }
    }
}
