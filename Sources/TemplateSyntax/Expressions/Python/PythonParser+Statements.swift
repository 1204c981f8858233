// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
    /// Reads the lines of a script; of one that is wrong the diagnostic is kept, and
    /// the script goes on behind it.
    mutating func script() -> PythonScript {
        var statements: [PythonStatement] = []
        attempt { (parser) throws(Diagnostic) in
            parser.current = try parser.lexer.next()
        }
        let found = reader.diagnostics.count
        while current.kind != .end, reader.diagnostics.count - found < Self.mostProblems {
            attempt { (parser) throws(Diagnostic) in statements += try parser.line() }
        }
        return PythonScript(statements: statements, names: names.all)
    }

    /// How many lines that are wrong are read on behind: looking for the end of what
    /// has none goes through all of the text.
    private static let mostProblems = 20

    /// How many tokens that are none are left out behind problems: each may be a
    /// string without an end, which is looked for in all of the text.
    private static let mostWrongTokens = 100

    private mutating func attempt(
        _ read: (inout PythonParser) throws(Diagnostic) -> Void
    ) {
        do throws(Diagnostic) {
            try read(&self)
        } catch {
            reader.diagnostics.append(error)
            skipLine()
        }
    }

    /// Goes on behind the line in which something is wrong, and behind the block that
    /// belongs to it.
    private mutating func skipLine() {
        var blocks = 0
        loops = 0
        while current.kind != .end {
            let isLineEnd = current.kind == .newline || current.kind == .dedent
            blocks += current.kind == .indent ? 1 : current.kind == .dedent ? -1 : 0
            skipToken()
            if isLineEnd, blocks <= 0, current.kind != .indent, current.kind != .dedent { return }
        }
    }

    /// Goes on with the next token, or behind what is none; behind too much of
    /// that, the script ends.
    private mutating func skipToken() {
        while true {
            do throws(Diagnostic) {
                return try advance()
            } catch {
                wrongTokens += 1
                let goesOn = wrongTokens < Self.mostWrongTokens
                lexer.position = goesOn ? lexer.position + 1 : text.bytes.count
                lexer.position = min(lexer.position, text.bytes.count)
            }
        }
    }

    /// A compound statement, or the simple statements of a line.
    mutating func line() throws(Diagnostic) -> [PythonStatement] {
        if current.kind == .indent {
            let place = text.sourceRange(current.range.lowerBound..<current.range.lowerBound)
            throw error("the line is indented without a reason", place)
        }
        if case .word(let word) = current.kind, let read = Self.compound(word) {
            depth += Self.blockDepth - 1
            defer { depth -= Self.blockDepth - 1 }
            return [
                try nested { (parser) throws(Diagnostic) in
                    try parser.statement { (parser) throws(Diagnostic) in try read(&parser) }
                }
            ]
        }
        return try simpleLine()
    }

    /// How many levels of nesting a block counts for: reading one takes more of
    /// the stack than reading an expression in another.
    private static let blockDepth = 6

    /// Simple statements with `;` between them, and the end of their line.
    mutating func simpleLine() throws(Diagnostic) -> [PythonStatement] {
        var statements: [PythonStatement] = []
        repeat {
            if !statements.isEmpty, current.kind == .newline { break }
            statements.append(
                try statement { (parser) throws(Diagnostic) in try parser.simple() }
            )
        } while try take(";")
        guard current.kind == .newline else { throw unexpected(wanting: "the end of the line") }
        try advance()
        return statements
    }

    private mutating func statement(
        _ read: (inout PythonParser) throws(Diagnostic) -> PythonStatement.Kind
    ) throws(Diagnostic) -> PythonStatement {
        let start = current.range.lowerBound
        let kind = try read(&self)
        return PythonStatement(kind: kind, range: range(from: start))
    }

    private mutating func simple() throws(Diagnostic) -> PythonStatement.Kind {
        guard case .word(let word) = current.kind else { return try expressionStatement() }
        switch word {
        case "pass":
            try advance()
            return .pass
        case "break", "continue":
            guard loops > 0 else {
                throw error("'\(word)' outside of a loop", text.sourceRange(current.range))
            }
            try advance()
            return .exit(word == "break" ? .breaking : .continuing)
        case "del":
            try advance()
            return .delete(try deleted())
        case "raise":
            try advance()
            return .raise(try raised())
        default:
            if PythonToken.keywords.contains(word), !Self.expressionWords.contains(word) {
                throw unexpected(wanting: "a statement")
            }
            return try expressionStatement()
        }
    }

    /// The words of the language that an expression can begin with.
    private static let expressionWords: Set<String> = ["not", "None", "True", "False"]

    private mutating func deleted() throws(Diagnostic) -> [PythonPlace] {
        let place = try place(of: expressions())
        guard case .unpack(let places) = place.kind else { return [place] }
        return places
    }

    private mutating func raised() throws(Diagnostic) -> PythonNode? {
        if current.kind == .newline || isAt(";") { return nil }
        let value = try expression()
        if isAtWord("from") {
            throw error("\(lexer.title)s have no 'raise ... from'", text.sourceRange(current.range))
        }
        return value
    }

    // MARK: Assignments

    private mutating func expressionStatement() throws(Diagnostic) -> PythonStatement.Kind {
        let first = try expressions()
        guard case .symbol(let symbol) = current.kind else { return .expression(first) }
        if symbol == "=" { return try assignment(to: first) }
        if symbol == ":" {
            throw error("\(lexer.title)s have no annotations", text.sourceRange(current.range))
        }
        guard symbol.hasSuffix("="),
            let augmenting = PythonBinaryOperator(rawValue: String(symbol.dropLast()))
        else {
            return .expression(first)
        }
        let place = try place(of: first)
        switch place.kind {
        case .name, .item: break
        case .slice, .unpack: throw error("'\(symbol)' takes one name or item", first.range)
        }
        try advance()
        return .augmented(place, augmenting, try expressions())
    }

    private mutating func assignment(
        to first: PythonNode
    ) throws(Diagnostic) -> PythonStatement.Kind {
        var places: [PythonPlace] = []
        var value = first
        while isAt("=") {
            places.append(try place(of: value))
            try advance()
            value = try expressions()
        }
        return .assignment(places, value)
    }

    /// An expression, or several that make a tuple.
    mutating func expressions() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        let first = try expression()
        guard isAt(",") else { return first }
        var elements = [first]
        while try take(",") {
            if isAtEndOfExpressions { break }
            elements.append(try expression())
        }
        return node(.tuple(elements), from: start)
    }

    private var isAtEndOfExpressions: Bool {
        switch current.kind {
        case .newline, .end: true
        case .symbol(let symbol): symbol == ";" || symbol == ":" || symbol.hasSuffix("=")
        default: false
        }
    }

    /// What an assignment to an expression changes.
    private mutating func place(of node: PythonNode) throws(Diagnostic) -> PythonPlace {
        switch node.kind {
        case .name(let name):
            names.insert(name)
            return PythonPlace(kind: .name(name), range: node.range)
        case .tuple(let elements), .list(let elements):
            var places: [PythonPlace] = []
            for element in elements { places.append(try place(of: element)) }
            return PythonPlace(kind: .unpack(places), range: node.range)
        case .primary(let base, let trailers):
            return try place(of: node, base, trailers)
        case .constant:
            throw error("a literal cannot be assigned to", node.range)
        default:
            throw error("an expression cannot be assigned to", node.range)
        }
    }

    private func place(
        of node: PythonNode,
        _ base: PythonNode,
        _ trailers: [PythonTrailer]
    ) throws(Diagnostic) -> PythonPlace {
        let before = Array(trailers.dropLast())
        let object =
            before.last.map { PythonNode(kind: .primary(base, before), range: $0.range) } ?? base
        switch trailers.last?.kind {
        case .item(let key):
            return PythonPlace(kind: .item(object, key: key), range: node.range)
        case .slice(let lower, let upper, let step):
            return PythonPlace(
                kind: .slice(object, bounds: [lower, upper, step]),
                range: node.range
            )
        case .attribute:
            throw reader.error(
                .invalidExpression,
                "\(lexer.title)s cannot change attributes",
                node.range,
                notes: [.init("items can be changed: object['name'] = value")]
            )
        case .call, nil:
            throw error("the result of a call cannot be assigned to", node.range)
        }
    }
}
