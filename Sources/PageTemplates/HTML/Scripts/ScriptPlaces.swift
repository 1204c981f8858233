// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows JavaScript through the literal parts between values, and says what the next value
/// would stand in.
///
/// It reads a whole script, the value of an event handler, or a block of JSON. Wherever data
/// could decide how the rest is read, the place is refused: no written value changes which
/// tokens and which brackets there are.
///
/// What the code then does with its values is for its author: text that is given to `eval`,
/// `setTimeout` or `innerHTML` is as dangerous as ever, and `String.raw` shows the escapes. Of what
/// loads code only `import` is looked at, and of addresses what stands right behind
/// `location =`, `.href =` and the like.
struct ScriptPlaces {
    /// What a value would stand in.
    enum Place: Sendable, Hashable {
        /// Where an operand may begin: a value is written as JSON.
        case expression

        /// The same for the key in the brackets behind an object.
        case member

        /// The same for an address that the page goes to, or loads from.
        case link

        /// The same behind other values of which the address is put together.
        case linkRest

        /// Between quotes: escaped text.
        case string(quote: UInt8)

        /// The same where it is the key of an object: one key sets the object's prototype.
        case key

        /// The beginning of such a text behind an object: one key has the prototype of all.
        case memberText

        /// The beginning of a text or a template literal that the page goes to, or loads from.
        case linkText

        /// The same behind other values, where it may be a part of the scheme.
        case linkTextRest

        /// In a template literal, outside of its substitutions: escaped text.
        case templateText

        /// In a regular expression: text of which each sign stands for itself.
        case pattern(isInClass: Bool)

        /// Where nothing can be written.
        case refused(Reason)
    }

    /// What the next byte stands in.
    enum State: Hashable {
        case code
        case string(quote: UInt8)
        case template
        case lineComment
        case blockComment
        case regularExpression(isInClass: Bool)
        case flags

        /// Nothing is certain any more, down to the end.
        case lost(Reason)
    }

    /// What the last token leaves to come.
    enum Position {
        /// Nothing has come yet.
        case start

        /// An operand.
        case operand

        /// A statement, or the key of an object.
        case statement

        /// A statement, behind a label or the `:` of a case.
        case labelled

        /// An operand or the block of a function, behind `=>`.
        case body

        /// What `++` or `--` changes.
        case target

        /// A name, behind a dot.
        case member

        /// An operator, behind an operand.
        case continuation

        /// An operator or a statement, behind `}`: it may end an object or a block.
        case afterBrace

        /// An operator or an operand: `await` and `yield` are names in some scripts.
        case unclear
    }

    /// A bracket that is open, or the whole script.
    struct Bracket {
        let kind: Kind

        /// The `?` whose `:` are still to come.
        var questions = 0

        /// Whether the `:` of a `case` is still to come.
        var isInCase = false

        /// Whether it stands in the parentheses of an `import(…)`, or is these.
        var isInImport = false

        /// What the expression in it is for.
        var use = Use.any

        /// Whether all of an address is values so far, which may be no more than the beginning of
        /// its scheme.
        var isSchemeOpen = true

        enum Kind: Hashable {
            case script
            case block
            case object
            case parentheses(Owner)
            case square

            /// In a template literal.
            case substitution(Text)
        }

        /// What parentheses belong to.
        enum Owner {
            /// A call, a list of parameters, or nothing but what is in them.
            case expression

            /// `if`, `while` or `with`: a statement follows.
            case condition

            /// `for`: a statement follows, and `of` is a word of the language.
            case loop

            /// `await`, which may be the name of a function.
            case unclear

            /// `import`.
            case module
        }
    }

    /// What has come of a text between quotes, or of a template literal.
    struct Text: Hashable {
        /// Whether it is the address of a module.
        var isModule = false

        /// Whether it is the key of an object.
        var isKey = false

        /// What it is for.
        var use = Use.any

        /// Its first letters, behind blanks and escapes.
        var start: [UInt8] = []

        /// Whether the template has written a sign behind which no scheme can stand.
        var isBehindScheme = false

        /// Whether a value stands in it, be it of the page or of the script.
        var hasValue = false

        /// Whether it begins as the address of code.
        var isCode: Bool { start.starts(with: "javascript:".utf8) }
    }

    /// An escape in a text that may go on.
    enum Escape: Hashable {
        case none
        case backslash

        /// A line end of two bytes may be half read.
        case carriageReturn
        case unicode
        case braces
        case hexadecimal(left: Int)
        case octal(left: Int)
    }

    var state = State.code
    var position = Position.start

    /// The innermost bracket, and those around it.
    var bracket = Bracket(kind: .script)
    var outerBrackets: [Bracket] = []

    /// The last token, if it is a word and no name of a member.
    var lastWord: [UInt8] = []

    /// Whether the last token is the dot behind `import`.
    var isBehindImport = false

    /// Whether the last token is a word or a text, behind which a line end may end a statement.
    var mayEndStatement = false

    /// Whether nothing but blanks and comments has come since the last line end.
    var isAtLineStart = true

    /// Whether a name or number reaches up to the end of what was read.
    var isInName = false

    /// The text that is read.
    var text = Text()

    /// What the operand is for that comes next.
    var use = Use.any

    /// The last token, if it is a name.
    var lastName: Name?

    var escape = Escape.none

    /// Whether the last byte of a template literal is a `$`.
    var isBehindDollar = false

    /// The last bytes of a text.
    var tail: [UInt8] = []

    /// The last byte that was read; `nil` behind a value.
    private(set) var lastByte: UInt8?

    /// Bytes that mean something only with those that follow.
    private var held: [UInt8] = []
    private var isEmpty = true

    init() {}

    /// Reads a literal part, or a piece of one.
    mutating func read(_ literal: some Sequence<UInt8>) {
        var bytes = ScriptBytes(held + literal, isLast: false)
        scan(&bytes)
    }

    /// Reads on behind a value that was written here.
    mutating func readValue() {
        finish()
        switch state {
        case .code: finishToken(.continuation)
        case .string, .template, .regularExpression:
            beginText()
            text.hasValue = true
        case .lineComment, .blockComment, .flags, .lost: break
        }
        isInName = false
        lastByte = nil
        isEmpty = false
    }

    /// The place of a value that comes next.
    var place: Place {
        var here = self
        here.finish()
        return here.finishedPlace
    }

    /// Reads what was held back: a value follows.
    private mutating func finish() {
        var bytes = ScriptBytes(held, isLast: true)
        scan(&bytes)
    }

    private mutating func scan(_ bytes: inout ScriptBytes) {
        if isEmpty, bytes.starts(with: "#!") { state = .lineComment }
        while !bytes.isAtEnd, readNext(&bytes) { isEmpty = false }
        lastByte = bytes.previous ?? lastByte
        held = bytes.rest
    }

    /// Reads what comes next; `false` where only further bytes tell what it is.
    private mutating func readNext(_ bytes: inout ScriptBytes) -> Bool {
        switch state {
        case .code: return readToken(&bytes)
        case .string(let quote): readText(&bytes, endingWith: quote)
        case .template: readTemplate(&bytes)
        case .lineComment: return readLineComment(&bytes)
        case .blockComment: return readBlockComment(&bytes)
        case .regularExpression(let isInClass):
            return readRegularExpression(&bytes, isInClass: isInClass)
        case .flags: readFlags(&bytes)
        case .lost: bytes.skipAll()
        }
        return true
    }

    private var finishedPlace: Place {
        switch state {
        case .lost(let reason): .refused(reason)
        case .lineComment, .blockComment: .refused(.comment)
        case .regularExpression(let isInClass):
            patternRefusal.map { .refused($0) } ?? .pattern(isInClass: isInClass)
        case .flags: .refused(.name)
        case .string(let quote):
            textRefusal.map { .refused($0) }
                ?? (text.isKey ? .key : textPlace(.string(quote: quote)))
        case .template: textRefusal.map { .refused($0) } ?? textPlace(.templateText)
        case .code: codeRefusal.map { .refused($0) } ?? operandPlace
        }
    }

    /// Why no value can be written between tokens here.
    private var codeRefusal: Reason? {
        if isInName { return .name }
        if bracket.isInImport { return .module }
        return switch position {
        case .start, .operand: nil
        case .statement: .statement
        case .labelled: .label
        case .body: .body
        case .target: .target
        case .member: .member
        case .continuation, .afterBrace: .continuation
        case .unclear: .unclear
        }
    }

    /// Ends a token.
    mutating func finishToken(_ position: Position) {
        self.position = position
        use = .any
        lastName = nil
        lastWord = []
        isBehindImport = false
        mayEndStatement = false
        isAtLineStart = false
        isInName = false
    }

    mutating func lose(_ reason: Reason) {
        state = .lost(reason)
    }
}
