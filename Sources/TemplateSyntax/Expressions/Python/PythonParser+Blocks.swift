// SPDX-License-Identifier: Apache-2.0

// Statements with blocks.
extension PythonParser {
    typealias Compound =
        @Sendable (inout PythonParser) throws(Diagnostic) -> PythonStatement.Kind

    private static let compounds: [String: Compound] = [
        "if": { parser throws(Diagnostic) in try parser.branches() },
        "while": { parser throws(Diagnostic) in try parser.whileLoop() },
        "for": { parser throws(Diagnostic) in try parser.forLoop() },
        "try": { parser throws(Diagnostic) in try parser.attempt() },
    ]

    /// What reads the compound statement that begins with a word.
    static func compound(_ word: String) -> Compound? { compounds[word] }

    /// A colon, and what belongs to the line: the rest of it, or the lines below
    /// that stand further to the right.
    private mutating func block() throws(Diagnostic) -> [PythonStatement] {
        try require(":")
        guard current.kind == .newline else { return try simpleLine() }
        let lineEnd = current.range
        try advance()
        guard current.kind == .indent else {
            throw error("expected an indented block behind ':'", text.sourceRange(lineEnd))
        }
        try advance()
        var statements: [PythonStatement] = []
        while current.kind != .dedent {
            statements += try line()
        }
        try advance()
        return statements
    }

    private mutating func block(ifAt word: String) throws(Diagnostic) -> [PythonStatement]? {
        guard try takeWord(word) else { return nil }
        return try block()
    }

    // MARK: Branches and loops

    private mutating func branches() throws(Diagnostic) -> PythonStatement.Kind {
        var branches: [PythonBranch] = []
        repeat {
            try advance()
            let condition = try expression()
            branches.append(PythonBranch(condition: condition, body: try block()))
        } while isAtWord("elif")
        if let body = try block(ifAt: "else") {
            branches.append(PythonBranch(condition: nil, body: body))
        }
        return .branches(branches)
    }

    private mutating func whileLoop() throws(Diagnostic) -> PythonStatement.Kind {
        try advance()
        return .whileLoop(try expression(), try loopBodies())
    }

    private mutating func forLoop() throws(Diagnostic) -> PythonStatement.Kind {
        try advance()
        let target = try targets()
        target.insertNames(into: &names)
        guard try takeWord("in") else { throw unexpected(wanting: "'in'") }
        return .forLoop(target, try expressions(), try loopBodies())
    }

    private mutating func loopBodies() throws(Diagnostic) -> PythonLoopBodies {
        loops += 1
        let body = try block()
        loops -= 1
        return PythonLoopBodies(body: body, otherwise: try block(ifAt: "else") ?? [])
    }

    // MARK: Errors

    private mutating func attempt() throws(Diagnostic) -> PythonStatement.Kind {
        try advance()
        let body = try block()
        var clauses: [PythonAttempt.Clause] = []
        while isAtWord("except") {
            if let last = clauses.last, last.kinds == nil {
                throw error("'except:' without a name is the last one", last.range)
            }
            clauses.append(try clause())
        }
        let otherwise = clauses.isEmpty ? nil : try block(ifAt: "else")
        let last = try block(ifAt: "finally")
        guard !clauses.isEmpty || last != nil else {
            throw unexpected(wanting: "'except' or 'finally'")
        }
        return .attempt(
            PythonAttempt(body: body, clauses: clauses, otherwise: otherwise ?? [], last: last)
        )
    }

    private mutating func clause() throws(Diagnostic) -> PythonAttempt.Clause {
        let start = current.range.lowerBound
        try advance()
        if isAt("*") {
            throw error("\(lexer.title)s have no 'except*'", text.sourceRange(current.range))
        }
        let kinds = isAt(":") ? nil : try exceptionKinds()
        let name = kinds != nil && isAtWord("as") ? try boundName() : nil
        let place = range(from: start)
        return .init(kinds: kinds, name: name, body: try block(), range: place)
    }

    private mutating func boundName() throws(Diagnostic) -> String {
        try advance()
        let target = try targets()
        guard case .name(let name) = target.kind else {
            throw error("'as' takes one name", target.range)
        }
        names.insert(name)
        return name
    }

    /// One name, or several in parentheses.
    private mutating func exceptionKinds() throws(Diagnostic) -> [PythonExceptionKind] {
        guard try take("(") else { return [try exceptionKind()] }
        var kinds: [PythonExceptionKind] = []
        while !isAt(")") {
            kinds.append(try exceptionKind())
            if !(try take(",")) { break }
        }
        try require(")")
        return kinds
    }

    private mutating func exceptionKind() throws(Diagnostic) -> PythonExceptionKind {
        guard case .word(let name) = current.kind, !PythonToken.keywords.contains(name) else {
            throw unexpected(wanting: "the name of an error")
        }
        guard let kind = PythonExceptionKind(rawValue: name) else {
            throw reader.error(
                .invalidExpression,
                "unknown error '\(name)'",
                text.sourceRange(current.range),
                notes: NearestNames.notes(name, among: PythonExceptionKind.allCases.map(\.rawValue))
            )
        }
        try advance()
        return kind
    }
}

extension PythonTarget {
    fileprivate func insertNames(into names: inout PythonNames) {
        switch kind {
        case .name(let name): names.insert(name)
        case .unpack(let targets): for target in targets { target.insertNames(into: &names) }
        }
    }
}
