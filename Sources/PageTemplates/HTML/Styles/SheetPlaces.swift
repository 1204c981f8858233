// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows a style sheet through the literal parts between values.
///
/// Values can be names in a selector, and all that they can be in a `style` attribute.
struct SheetPlaces: PlaceGrammar {
    private var state = State.prelude

    /// The open blocks, from the outside in: whether each holds rules, as `@media` does.
    private var blocks: [Bool] = []

    /// What stands before the block that comes next, and whether a value is in it.
    private var prelude: [UInt8] = []
    private var declarations = StyleGrammar()
    private var isBehindSlash = false
    private var isBehindStar = false
    private var isBehindBackslash = false

    /// The last bytes behind a value, as many as the end tag of a style sheet has.
    private var tail: [UInt8] = []

    /// Whether the declaration that is open has a value.
    private var hasValue = false

    private enum State {
        /// In a selector, or in what stands before the block of a rule.
        case prelude
        case preludeString(quote: UInt8, isEscaped: Bool)
        case comment
        case declarations

        /// Behind a text that has no end on its line: nothing is certain any more.
        case lost
    }

    mutating func read(_ literal: [UInt8]) {
        for byte in literal { read(byte) }
        tail = (tail + literal).suffix(Self.endTag.count).map(\.asciiLowercased)
    }

    private static let endTag = Array("</style".utf8)

    /// Whether data could complete the end tag of the style sheet.
    private var beginsEndTag: Bool {
        (1...Self.endTag.count).contains { tail.suffix($0).elementsEqual(Self.endTag.prefix($0)) }
    }

    private mutating func read(_ byte: UInt8) {
        switch state {
        case .prelude: readPrelude(byte)
        case .preludeString(let quote, let isEscaped):
            if byte == quote, !isEscaped {
                state = .prelude
            } else if byte.isStyleLineEnd, !isEscaped {
                state = .lost
            } else {
                let isEscape = byte == Byte.backslash && !isEscaped
                state = .preludeString(quote: quote, isEscaped: isEscape)
            }
        case .comment:
            if isBehindStar, byte == Byte.slash { state = .prelude }
            isBehindStar = byte == UInt8(ascii: "*")
        case .declarations: readDeclarations(byte)
        case .lost: break
        }
    }

    private mutating func readDeclarations(_ byte: UInt8) {
        if declarations.isBetweenTokens {
            switch UnicodeScalar(byte) {
            case "}": return closeBlock()
            case "{" where !hasValue: return openBlock()
            case ";": hasValue = false
            default: break
            }
        }
        declarations.read([byte])
        // A rule may stand among declarations: what came before it says no more.
        if declarations.isBetweenRules, !hasValue, !"{}".utf8.contains(byte) {
            prelude = []
            addToPrelude(byte)
            state = .prelude
        }
    }

    private mutating func readPrelude(_ byte: UInt8) {
        let slash = isBehindSlash
        isBehindSlash = byte == Byte.slash
        if isBehindBackslash {
            isBehindBackslash = false
            return addToPrelude(byte)
        }
        switch UnicodeScalar(byte) {
        case "*" where slash:
            prelude.removeLast()
            state = .comment
            isBehindStar = false
        case "\"", "'": state = .preludeString(quote: byte, isEscaped: false)
        case "{": openBlock()
        case "}": closeBlock()
        case ";":
            prelude = []
            if blocks.last == false { beginDeclarations() }
        default:
            isBehindBackslash = byte == Byte.backslash
            addToPrelude(byte)
            if blocks.isEmpty, Self.marks.contains(prelude) { prelude = [] }
        }
    }

    /// Adds to what stands before a block, which begins with no white space.
    private mutating func addToPrelude(_ byte: UInt8) {
        guard !prelude.isEmpty || !byte.isSpace else { return }
        prelude.append(byte.asciiLowercased)
    }

    /// What old pages write around a style sheet, to hide it; it means nothing between rules.
    private static let marks = [Array("<!--".utf8), Array("-->".utf8)]

    private mutating func openBlock() {
        // Inside of a rule they hold declarations too.
        let holdsRules =
            blocks.last != false && Self.grouping.contains { prelude.starts(with: $0.utf8) }
        blocks.append(holdsRules)
        prelude = []
        if holdsRules { state = .prelude } else { beginDeclarations() }
    }

    private mutating func beginDeclarations() {
        declarations = StyleGrammar()
        hasValue = false
        state = .declarations
    }

    private mutating func closeBlock() {
        _ = blocks.popLast()
        prelude = []
        if blocks.last == false { beginDeclarations() } else { state = .prelude }
    }

    /// The rules whose blocks hold rules.
    private static let grouping = [
        "@-moz-document", "@-moz-keyframes", "@-o-keyframes", "@container", "@document",
        "@keyframes", "@layer", "@media", "@scope", "@starting-style",
        "@supports", "@-webkit-keyframes",
    ]

    var fault: UnsafePlace? { declarations.fault }

    /// Whether what stands before the next block begins with `@`.
    private var isAtRule: Bool { prelude.first == UInt8(ascii: "@") }

    /// Whether it is in the parentheses of a condition, where values load nothing; one that is
    /// empty lets no comment begin.
    private func isCondition(before following: FollowingText) -> Bool {
        let mayBeginComment = isBehindSlash && [nil, UInt8(ascii: "*")].contains(following.first)
        guard !mayBeginComment else { return false }
        let bracket = prelude.last { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }
        return bracket == UInt8(ascii: "(")
            && ["@container", "@media"].contains { prelude.starts(with: $0.utf8) }
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        defer { tail = [] }
        guard !beginsEndTag else {
            return .failure(
                UnsafePlace(
                    place: "stands behind what may begin an end tag",
                    remedy: "write the '<' as '\\3c '"
                )
            )
        }
        switch state {
        case .declarations:
            hasValue = true
            return declarations.filter(before: following)
        case .prelude where !isBehindBackslash && (!isAtRule || isCondition(before: following)):
            prelude.append(UInt8(ascii: "x"))
            isBehindSlash = false
            return .success(isAtRule ? .styleValue : .selector)
        case .preludeString(_, isEscaped: false) where !isAtRule: return .success(.styleString)
        case .prelude, .preludeString, .comment, .lost:
            return .failure(
                UnsafePlace(
                    place: "stands in a style sheet where no value can",
                    remedy: "write it in the template, or set a class or a variable of CSS"
                )
            )
        }
    }
}
