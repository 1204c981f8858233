// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Reads the expressions of plural rules.
struct PluralExpressionParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// How deep an expression may be nested.
    private static let depthLimit = 64

    /// The binary operators by precedence, the loosest first; in each row those
    /// that begin with another one come before it.
    private static let levels: [[(text: String, binary: PluralExpression.Operator)]] = [
        [("||", .or)],
        [("&&", .and)],
        [("==", .equal), ("!=", .notEqual)],
        [("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less), (">", .greater)],
        [("+", .plus), ("-", .minus)],
        [("*", .times), ("/", .divide), ("%", .remainder)],
    ]

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Reads a whole expression.
    static func parse(_ text: String) throws(PluralRule.Malformed) -> PluralExpression {
        var parser = PluralExpressionParser(text)
        let expression = try parser.choice()
        guard parser.next == nil else { throw parser.unexpected("the end of the plural rule") }
        return expression
    }

    private mutating func choice() throws(PluralRule.Malformed) -> PluralExpression {
        try nest()
        defer { depth -= 1 }
        let condition = try binary(0)
        guard skip("?") else { return condition }
        let first = try choice()
        guard skip(":") else { throw unexpected("':'") }
        return .choice(condition, first, try choice())
    }

    private mutating func binary(_ level: Int) throws(PluralRule.Malformed) -> PluralExpression {
        guard level < Self.levels.count else { return try operand() }
        var left = try binary(level + 1)
        while let found = Self.levels[level].first(where: { skip($0.text) }) {
            left = .binary(found.binary, left, try binary(level + 1))
        }
        return left
    }

    private mutating func operand() throws(PluralRule.Malformed) -> PluralExpression {
        if skip("!") {
            try nest()
            defer { depth -= 1 }
            return .not(try operand())
        }
        if skip("(") {
            let inner = try choice()
            guard skip(")") else { throw unexpected("')'") }
            return inner
        }
        if skip("n") { return .number }
        return .literal(try literal())
    }

    private mutating func literal() throws(PluralRule.Malformed) -> UInt {
        skipSpace()
        let digits = bytes[position...].prefix(while: \.isDigit)
        guard !digits.isEmpty else { throw unexpected("'n', a number, '!' or '('") }
        guard let value = UInt(String(decoding: digits, as: UTF8.self)) else {
            throw PluralRule.Malformed(message: "a number of the plural rule is too large")
        }
        position = digits.endIndex
        return value
    }

    // MARK: - Bytes

    private mutating func nest() throws(PluralRule.Malformed) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw PluralRule.Malformed(
                message: "the plural rule is nested deeper than \(Self.depthLimit) levels"
            )
        }
    }

    private mutating func skipSpace() {
        position = bytes[position...].firstIndex { !$0.isSpace } ?? bytes.count
    }

    private mutating func skip(_ text: String) -> Bool {
        skipSpace()
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private var next: UInt8? {
        mutating get {
            skipSpace()
            return position < bytes.count ? bytes[position] : nil
        }
    }

    private mutating func unexpected(_ what: String) -> PluralRule.Malformed {
        skipSpace()
        let rest = String(decoding: bytes[position...].prefix(20), as: UTF8.self)
        let found = rest.isEmpty ? "its end" : "'\(rest)'"
        return PluralRule.Malformed(message: "the plural rule needs \(what), not \(found)")
    }
}
