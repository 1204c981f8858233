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

    private enum State {
        /// In a selector, or in what stands before the block of a rule.
        case prelude
        case preludeString(quote: UInt8)
        case comment
        case declarations
    }

    mutating func read(_ literal: [UInt8]) {
        for byte in literal { read(byte) }
    }

    private mutating func read(_ byte: UInt8) {
        switch state {
        case .prelude: readPrelude(byte)
        case .preludeString(let quote):
            if byte == quote { state = .prelude }
        case .comment:
            if isBehindStar, byte == Byte.slash { state = .prelude }
            isBehindStar = byte == UInt8(ascii: "*")
        case .declarations:
            if byte == UInt8(ascii: "}"), declarations.isBetweenTokens {
                closeBlock()
            } else {
                declarations.read([byte])
            }
        }
    }

    private mutating func readPrelude(_ byte: UInt8) {
        let slash = isBehindSlash
        isBehindSlash = byte == Byte.slash
        switch UnicodeScalar(byte) {
        case "*" where slash:
            prelude.removeLast()
            state = .comment
            isBehindStar = false
        case "\"", "'": state = .preludeString(quote: byte)
        case "{": openBlock()
        case "}": closeBlock()
        case ";": prelude = []
        default: prelude.append(byte.asciiLowercased)
        }
    }

    private mutating func openBlock() {
        let name = prelude.drop(while: \.isSpace)
        let holdsRules = Self.grouping.contains { name.starts(with: $0.utf8) }
        blocks.append(holdsRules)
        prelude = []
        declarations = StyleGrammar()
        state = holdsRules ? .prelude : .declarations
    }

    private mutating func closeBlock() {
        _ = blocks.popLast()
        prelude = []
        declarations = StyleGrammar()
        state = blocks.last == false ? .declarations : .prelude
    }

    /// The rules whose blocks hold rules.
    private static let grouping = [
        "@container", "@document", "@keyframes", "@layer", "@media", "@scope", "@starting-style",
        "@supports", "@-webkit-keyframes",
    ]

    var fault: UnsafePlace? { declarations.fault }

    mutating func filter(before following: [UInt8]) -> Result<PlaceFilter, UnsafePlace> {
        switch state {
        case .declarations: return declarations.filter(before: following)
        case .prelude where !prelude.drop(while: \.isSpace).starts(with: "@".utf8):
            prelude.append(UInt8(ascii: "x"))
            isBehindSlash = false
            return .success(.selector)
        case .prelude, .preludeString, .comment:
            return .failure(
                UnsafePlace(
                    place: "stands in a style sheet where no value can",
                    remedy: "write it in the template, or set a class or a variable of CSS"
                )
            )
        }
    }
}
