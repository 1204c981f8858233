// SPDX-License-Identifier: Apache-2.0

/// Reads a `python:` expression or a script.
///
/// Precedence climbing over tables: each level of nesting in the text costs a
/// few calls here, and the depth is limited.
struct PythonParser {
    let text: SourceText

    /// Reads the expressions of other types that stand in this one.
    var reader: ExpressionReader
    var lexer: PythonLexer
    var current = PythonToken(kind: .end, range: 0..<0)
    var depth: Int

    /// The loops of a script around the current statement.
    var loops = 0

    /// The lambdas around the current token.
    var lambdas = 0

    /// The names that a script has bound so far.
    var names = PythonNames()

    /// How many tokens of a script were left out because they are none.
    var wrongTokens = 0

    /// Where the last token that was taken ends.
    private var lastEnd = 0

    init(
        _ text: SourceText,
        _ reader: ExpressionReader,
        _ depth: Int,
        layout: PythonLayout? = nil
    ) {
        self.text = text
        self.reader = reader
        self.depth = depth
        lexer = PythonLexer(text, layout: layout)
    }

    /// Reads the whole text, as if it stood in parentheses.
    mutating func expressionAlone() throws(Diagnostic) -> PythonNode {
        current = try lexer.next()
        let node = try bracketed(from: current.range.lowerBound, closedBy: nil)
        guard current.kind == .end else { throw unexpected() }
        return node
    }

    // MARK: Tokens

    mutating func advance() throws(Diagnostic) {
        lastEnd = current.range.upperBound
        current = try lexer.next()
    }

    func isAt(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }

    func isAtWord(_ word: String) -> Bool { current.kind == .word(word) }

    /// Takes a symbol, if it stands here.
    mutating func take(_ symbol: String) throws(Diagnostic) -> Bool {
        guard isAt(symbol) else { return false }
        try advance()
        return true
    }

    mutating func takeWord(_ word: String) throws(Diagnostic) -> Bool {
        guard isAtWord(word) else { return false }
        try advance()
        return true
    }

    mutating func require(_ symbol: String) throws(Diagnostic) {
        guard try take(symbol) else { throw unexpected(wanting: "'\(symbol)'") }
    }

    /// A node from an offset to the last token that was taken.
    func node(_ kind: PythonNode.Kind, from start: Int) -> PythonNode {
        PythonNode(kind: kind, range: range(from: start))
    }

    func range(from start: Int) -> Range<Int> {
        text.sourceRange(start..<max(start, lastEnd))
    }

    /// Goes one level deeper for a while.
    mutating func nested<Result>(
        _ read: (inout PythonParser) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth < reader.options.expressionDepth else {
            throw reader.error(
                .nestingTooDeep,
                "\(lexer.layout == nil ? "expressions" : "statements and expressions") are nested "
                    + "deeper than \(reader.options.expressionDepth) levels",
                text.sourceRange(current.range)
            )
        }
        guard depth <= StackSpace.commonDepth || !StackSpace.isScarce else {
            throw reader.error(
                .nestingTooDeep,
                "the expression is nested deeper than the stack of this thread allows",
                text.sourceRange(current.range)
            )
        }
        return try read(&self)
    }

    // MARK: Errors

    func error(_ message: String, _ range: Range<Int>) -> Diagnostic {
        reader.error(.invalidExpression, message, range)
    }

    /// What is wrong with the current token.
    func unexpected(wanting wanted: String = "an expression") -> Diagnostic {
        let range = text.sourceRange(current.range)
        let found = text[current.range].text
        switch current.kind {
        case .word(let word), .symbol(let word):
            let unsupported =
                lexer.layout == nil ? PythonToken.unsupported : PythonToken.unsupportedInScripts
            let message = unsupported[word].map { "\(lexer.title)s have no \($0)" }
            return reader.error(
                .invalidExpression,
                message ?? "expected \(wanted), found '\(found)'",
                range,
                notes: lexer.layout == nil ? Habit.notes(.python, word) : []
            )
        case .newline:
            return error("expected \(wanted), found the end of the line", range)
        case .indent, .dedent:
            return error("expected \(wanted), found another indentation", range)
        case .end:
            let end = text.bytes.count
            let last = text.sourceRange(max(0, end - 1)..<end)
            let found = lexer.layout == nil ? "expression" : "script"
            return error("expected \(wanted), found the end of the \(found)", last)
        default:
            return error("expected \(wanted), found '\(found)'", range)
        }
    }
}

// MARK: Operators, the loosest first

extension PythonParser {
    /// `lambda: a` and `a if b else c`, the loosest of all.
    mutating func expression() throws(Diagnostic) -> PythonNode {
        try nested { (parser) throws(Diagnostic) in
            if parser.isAtWord("lambda") { return try parser.lambda() }
            let start = parser.current.range.lowerBound
            let value = try parser.disjunction()
            guard try parser.takeWord("if") else { return value }
            let condition = try parser.disjunction()
            guard try parser.takeWord("else") else {
                throw parser.unexpected(wanting: "'else'")
            }
            let otherwise = try parser.expression()
            return parser.node(
                .conditional(condition: condition, then: value, otherwise: otherwise),
                from: start
            )
        }
    }

    mutating func disjunction() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        let first = try conjunction()
        guard isAtWord("or") else { return first }
        var operands = [first]
        while try takeWord("or") {
            operands.append(try conjunction())
        }
        return node(.or(operands), from: start)
    }

    private mutating func conjunction() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        let first = try negation()
        guard isAtWord("and") else { return first }
        var operands = [first]
        while try takeWord("and") {
            operands.append(try negation())
        }
        return node(.and(operands), from: start)
    }

    private mutating func negation() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        guard try takeWord("not") else { return try comparison() }
        return try nested { (parser) throws(Diagnostic) in
            let operand = try parser.negation()
            return parser.node(.not(operand), from: start)
        }
    }

    private mutating func comparison() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        let first = try binary(PythonBinaryOperator.lowestLevel)
        var steps: [PythonComparisonStep] = []
        while let symbol = try takeComparison() {
            let operand = try binary(PythonBinaryOperator.lowestLevel)
            steps.append(.init(symbol: symbol, operand: operand))
        }
        return steps.isEmpty ? first : node(.comparison(first, steps), from: start)
    }

    private mutating func takeComparison() throws(Diagnostic) -> PythonComparison? {
        switch current.kind {
        case .symbol(let symbol):
            guard let comparison = PythonComparison(rawValue: symbol) else { return nil }
            try advance()
            return comparison
        case .word("in"):
            try advance()
            return .contained
        case .word("is"):
            try advance()
            return try takeWord("not") ? .notSame : .same
        case .word("not"):
            try advance()
            guard try takeWord("in") else { throw unexpected(wanting: "'in'") }
            return .notContained
        default:
            return nil
        }
    }

    /// What can stand behind a star: nothing that compares.
    mutating func starredOperand() throws(Diagnostic) -> PythonNode {
        try nested { (parser) throws(Diagnostic) in
            try parser.binary(PythonBinaryOperator.lowestLevel)
        }
    }

    /// Operators that bind at least as tightly as a level.
    private mutating func binary(_ lowest: Int) throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        var left = try unary()
        while let symbol = binaryOperator, symbol.level >= lowest {
            var steps: [PythonBinaryStep] = []
            while let next = binaryOperator, next.level == symbol.level {
                try advance()
                steps.append(.init(symbol: next, operand: try binary(symbol.level + 1)))
            }
            left = node(.binary(left, steps), from: start)
        }
        return left
    }

    /// What stands behind `%`.
    mutating func operand() throws(Diagnostic) -> PythonNode {
        try binary(PythonBinaryOperator.remainder.level + 1)
    }

    private var binaryOperator: PythonBinaryOperator? {
        guard case .symbol(let symbol) = current.kind else { return nil }
        let found = PythonBinaryOperator(rawValue: symbol)
        return found == .power ? nil : found
    }

    private mutating func unary() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        guard case .symbol(let symbol) = current.kind,
            let unary = PythonUnaryOperator(rawValue: symbol)
        else {
            return try power()
        }
        try advance()
        return try nested { (parser) throws(Diagnostic) in
            if unary == .negative, let smallest = try parser.smallestInteger(from: start) {
                return smallest
            }
            let operand = try parser.unary()
            return parser.node(.unary(unary, operand), from: start)
        }
    }

    /// The one integer that has no positive counterpart.
    private mutating func smallestInteger(from start: Int) throws(Diagnostic) -> PythonNode? {
        guard current.kind == .integer(Int.min.magnitude) else { return nil }
        let range = current.range
        try advance()
        // The power comes before the sign, and of that integer there is none.
        if isAt("**") {
            let message = "'\(Int.min.magnitude)' does not fit 64 bits"
            throw error(message, text.sourceRange(range))
        }
        return node(.constant(.integer(.min)), from: start)
    }

    private mutating func power() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        let base = try primary()
        guard try take("**") else { return base }
        let exponent = try nested { (parser) throws(Diagnostic) in try parser.unary() }
        let step = PythonBinaryStep(symbol: .power, operand: exponent)
        return node(.binary(base, [step]), from: start)
    }
}
