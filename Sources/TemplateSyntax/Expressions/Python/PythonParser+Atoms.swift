// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
    private static let constants: [String: PythonConstant] = [
        "None": .none, "True": .bool(true), "False": .bool(false),
    ]

    /// A literal, a name, or something in brackets.
    mutating func atom() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        switch current.kind {
        case .integer(let magnitude):
            guard let value = Int(exactly: magnitude) else {
                let digits = text[current.range].text
                throw error("'\(digits)' does not fit 64 bits", text.sourceRange(current.range))
            }
            return try constant(.integer(value))
        case .double(let value):
            return try constant(.double(value))
        case .string:
            return try strings()
        case .word(let word):
            return try name(word)
        case .symbol("("):
            try advance()
            return try bracketed(from: start, closedBy: ")")
        case .symbol("["):
            try advance()
            return try list(from: start)
        case .symbol("{"):
            try advance()
            return try braced(from: start)
        default:
            throw unexpected()
        }
    }

    private mutating func constant(_ value: PythonConstant) throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        try advance()
        return node(.constant(value), from: start)
    }

    private mutating func name(_ word: String) throws(Diagnostic) -> PythonNode {
        if let value = Self.constants[word] { return try constant(value) }
        guard !PythonToken.keywords.contains(word) else { throw unexpected() }
        // A lone underscore is the name of what nobody reads.
        if word != "_" { try refusePrivate(word) }
        let start = current.range.lowerBound
        try advance()
        return node(.name(word), from: start)
    }

    // MARK: Brackets

    /// Parentheses, or the whole expression where nothing closes it.
    mutating func bracketed(
        from start: Int,
        closedBy close: String?
    ) throws(Diagnostic) -> PythonNode {
        if let close, try take(close) { return node(.tuple([]), from: start) }
        let first = try element()
        if isAtWord("for") || isAtWord("async") {
            return try comprehension(.generator, first, nil, from: start, closedBy: close)
        }
        if first.isStarred, !isAt(",") {
            throw error("a starred value stands alone: '*a,' is a tuple", first.range)
        }
        if isAt(",") {
            let elements = try remaining(after: first, closedBy: close)
            if let close { try require(close) }
            return node(.tuple(elements), from: start)
        }
        if let close { try require(close) }
        return first
    }

    private mutating func list(from start: Int) throws(Diagnostic) -> PythonNode {
        if try take("]") { return node(.list([]), from: start) }
        let first = try element()
        if isAtWord("for") || isAtWord("async") {
            return try comprehension(.list, first, nil, from: start, closedBy: "]")
        }
        let elements = try remaining(after: first, closedBy: "]")
        try require("]")
        return node(.list(elements), from: start)
    }

    /// An element of a collection.
    private mutating func element() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        guard try take("*") else { return try expression() }
        let values = try starredOperand()
        return node(.starred(values), from: start)
    }

    /// The elements behind the first one.
    mutating func remaining(
        after first: PythonNode,
        closedBy close: String?
    ) throws(Diagnostic) -> [PythonNode] {
        var elements = [first]
        while try take(",") {
            if let close, isAt(close) { break }
            if close == nil, current.kind == .end { break }
            elements.append(try element())
        }
        return elements
    }

    /// A set or a dictionary.
    private mutating func braced(from start: Int) throws(Diagnostic) -> PythonNode {
        if try take("}") { return node(.dictionary([]), from: start) }
        if isAt("**") { return try dictionary(from: start, entry()) }
        let first = try element()
        var value: PythonNode?
        if !first.isStarred, try take(":") { value = try expression() }
        if isAtWord("for") || isAtWord("async") {
            let kind: PythonComprehension.Kind = value == nil ? .set : .dictionary
            return try comprehension(kind, first, value, from: start, closedBy: "}")
        }
        guard let value else {
            let elements = try remaining(after: first, closedBy: "}")
            try require("}")
            return node(.set(elements), from: start)
        }
        return try dictionary(from: start, PythonEntry(key: first, value: value))
    }

    private mutating func dictionary(
        from start: Int,
        _ first: PythonEntry
    ) throws(Diagnostic) -> PythonNode {
        var entries = [first]
        while try take(","), !isAt("}") { entries.append(try entry()) }
        try require("}")
        return node(.dictionary(entries), from: start)
    }

    /// `key: value` or `**values`.
    private mutating func entry() throws(Diagnostic) -> PythonEntry {
        if try take("**") { return PythonEntry(key: nil, value: try starredOperand()) }
        let key = try expression()
        try require(":")
        return PythonEntry(key: key, value: try expression())
    }

    // MARK: Comprehensions

    /// The clauses behind the element of a comprehension, and the bracket that
    /// closes it.
    mutating func comprehension(
        _ kind: PythonComprehension.Kind,
        _ element: PythonNode,
        _ value: PythonNode?,
        from start: Int,
        closedBy close: String?
    ) throws(Diagnostic) -> PythonNode {
        guard !element.isStarred else {
            throw error("a starred value is no element of a comprehension", element.range)
        }
        var clauses: [PythonComprehension.Clause] = []
        while isAtWord("for") || isAtWord("async") {
            clauses.append(try clause())
        }
        if let close { try require(close) }
        let result = PythonComprehension(
            kind: kind,
            element: element,
            value: value,
            clauses: clauses
        )
        return node(.comprehension(result), from: start)
    }

    private mutating func clause() throws(Diagnostic) -> PythonComprehension.Clause {
        guard try takeWord("for") else { throw unexpected() }
        let target = try targets()
        guard try takeWord("in") else { throw unexpected(wanting: "'in'") }
        return try nested { (parser) throws(Diagnostic) in
            let iterable = try parser.disjunction()
            var conditions: [PythonNode] = []
            while try parser.takeWord("if") {
                conditions.append(try parser.disjunction())
            }
            return .init(target: target, iterable: iterable, conditions: conditions)
        }
    }

    /// `a`, `a, b` or `a, (b, c)`.
    mutating func targets() throws(Diagnostic) -> PythonTarget {
        let start = current.range.lowerBound
        let first = try target()
        guard isAt(",") else { return first }
        var targets = [first]
        while try take(",") {
            if isAtWord("in") || isAt(")") || isAt("]") { break }
            targets.append(try target())
        }
        return PythonTarget(kind: .unpack(targets), range: range(from: start))
    }

    private mutating func target() throws(Diagnostic) -> PythonTarget {
        let start = current.range.lowerBound
        if isAt("(") || isAt("[") {
            let close = isAt("(") ? ")" : "]"
            try advance()
            let inner = try nested { (parser) throws(Diagnostic) in try parser.targets() }
            try require(close)
            guard close == "]", case .name = inner.kind else { return inner }
            return PythonTarget(kind: .unpack([inner]), range: range(from: start))
        }
        guard case .word(let name) = current.kind, !PythonToken.keywords.contains(name) else {
            throw unexpected(wanting: "a name")
        }
        if name != "_" { try refusePrivate(name) }
        try advance()
        return PythonTarget(kind: .name(name), range: range(from: start))
    }
}

extension PythonNode {
    fileprivate var isStarred: Bool {
        if case .starred = kind { true } else { false }
    }
}
