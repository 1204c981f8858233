// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
    /// A value and everything that is asked of it.
    mutating func primary() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        let value = try atom()
        if let tales = try talesCall(value) { return try trailers(behind: tales, start) }
        return try trailers(behind: value, start)
    }

    private mutating func trailers(
        behind value: PythonNode,
        _ start: Int
    ) throws(Diagnostic) -> PythonNode {
        var trailers: [PythonTrailer] = []
        while let trailer = try trailer() {
            trailers.append(PythonTrailer(kind: trailer, range: range(from: start)))
        }
        return trailers.isEmpty ? value : node(.primary(value, trailers), from: start)
    }

    private mutating func trailer() throws(Diagnostic) -> PythonTrailer.Kind? {
        if try take(".") { return .attribute(try attributeName()) }
        if try take("[") {
            return try nested { (parser) throws(Diagnostic) in try parser.subscription() }
        }
        if try take("(") {
            return try nested { (parser) throws(Diagnostic) in .call(try parser.arguments()) }
        }
        return nil
    }

    private mutating func attributeName() throws(Diagnostic) -> String {
        guard case .word(let name) = current.kind, !PythonToken.keywords.contains(name) else {
            throw unexpected(wanting: "a name")
        }
        try refusePrivate(name)
        try advance()
        return name
    }

    func refusePrivate(_ name: String) throws(Diagnostic) {
        guard name.hasPrefix("_"), !reader.options.readsPrivateNames else { return }
        throw reader.error(
            .privateName,
            "'\(name)' is private: names that start with '_' are not for templates",
            text.sourceRange(current.range)
        )
    }

    // MARK: Subscripts

    /// What stands between brackets behind a value.
    private mutating func subscription() throws(Diagnostic) -> PythonTrailer.Kind {
        let start = current.range.lowerBound
        let lower = isAt(":") ? nil : try expression()
        if isAt(":") { return try slice(from: lower) }
        guard let key = lower, isAt(",") else {
            try require("]")
            return .item(lower ?? node(.constant(.none), from: start))
        }
        let elements = try remaining(after: key, closedBy: "]")
        let keys = node(.tuple(elements), from: start)
        try require("]")
        return .item(keys)
    }

    private mutating func slice(
        from lower: PythonNode?
    ) throws(Diagnostic) -> PythonTrailer.Kind {
        try require(":")
        let upper = isAt(":") || isAt("]") ? nil : try expression()
        var step: PythonNode?
        if try take(":"), !isAt("]") { step = try expression() }
        try require("]")
        return .slice(lower: lower, upper: upper, step: step)
    }

    // MARK: Calls

    private mutating func arguments() throws(Diagnostic) -> [PythonArgument] {
        var arguments: [PythonArgument] = []
        while !isAt(")") {
            arguments.append(try argument(isOnly: arguments.isEmpty))
            if !(try take(",")) { break }
        }
        try require(")")
        try checkOrder(arguments)
        return arguments
    }

    private mutating func argument(isOnly: Bool) throws(Diagnostic) -> PythonArgument {
        let start = current.range.lowerBound
        if try take("*") { return PythonArgument(kind: .spread, value: try expression()) }
        if try take("**") { return PythonArgument(kind: .mapping, value: try expression()) }
        let value = try expression()
        if isAtWord("for") || isAtWord("async") {
            let generator = try comprehension(.generator, value, nil, from: start, closedBy: nil)
            guard isOnly, isAt(")") else {
                throw error("a generator beside other arguments needs parentheses", generator.range)
            }
            return PythonArgument(kind: .positional, value: generator)
        }
        guard isAt("="), case .name(let name) = value.kind else {
            return PythonArgument(kind: .positional, value: value)
        }
        try advance()
        return PythonArgument(kind: .keyword(name), value: try expression())
    }

    private func checkOrder(_ arguments: [PythonArgument]) throws(Diagnostic) {
        var names: Set<String> = []
        var hasMapping = false
        for argument in arguments {
            switch argument.kind {
            case .keyword(let name):
                guard names.insert(name).inserted else {
                    throw error("the argument '\(name)' stands there twice", argument.value.range)
                }
            case .positional where !names.isEmpty || hasMapping, .spread where hasMapping:
                let message = "an argument without a name stands behind one with a name"
                throw error(message, argument.value.range)
            case .positional, .spread:
                break
            case .mapping:
                hasMapping = true
            }
        }
    }
}

// MARK: Other expressions inside

extension PythonParser {
    /// The functions that evaluate an expression of another type.
    private static let talesFunctions = Set(insteadOf.keys)

    /// What authors may mean who compute the argument of such a function.
    private static let insteadOf = [
        "path": "a[key] is a computed item, and so is the path a/?key",
        "string": "str(value) is the text of a value",
        "exists": "key in a says whether an item is there, and so does exists('a/?key')",
        "nocall": "a[key] is a computed item, which is not called",
    ]

    /// `path('…')` and its like: the literal is read now, because rendering
    /// reads no expressions.
    ///
    /// Text that a render computes may come from whoever sends a request, and as
    /// an expression it could read whatever the template can.
    private mutating func talesCall(_ value: PythonNode) throws(Diagnostic) -> PythonNode? {
        guard case .name(let name) = value.kind, isAt("(") else { return nil }
        let start = current.range.lowerBound
        var behind = self
        try behind.advance()
        guard case .string(let string) = behind.current.kind, !string.isFormatted else {
            guard Self.talesFunctions.contains(name) else { return nil }
            throw reader.error(
                .invalidExpression,
                "\(name)() needs one string literal: data is never read as an expression",
                text.sourceRange(start..<behind.current.range.upperBound),
                notes: [.init(Self.insteadOf[name] ?? "")]
            )
        }
        guard
            Self.talesFunctions.contains(name) || reader.options.applicationPrefixes.contains(name)
        else {
            return nil
        }
        try refuseInLambda(name, value.range)
        self = behind
        let inner = try talesText(string)
        try advance()
        try require(")")
        let prefix = name == "path" ? "" : name + ":"
        let range = PythonNode(kind: value.kind, range: value.range).range
        let expression = reader.read(inner.prefixed(prefix), depth + 1)
        return PythonNode(
            kind: .tales(expression),
            range: range.lowerBound..<max(range.upperBound, inner.range.upperBound)
        )
    }

    /// The text of a literal, which knows where it stands.
    private func talesText(_ string: PythonStringToken) throws(Diagnostic) -> SourceText {
        let body = text[string.body]
        guard !string.isRaw, body.bytes.contains(UInt8(ascii: "\\")) else { return body }
        let bytes = Array(try PythonEscapes.resolve(string.body, in: self).utf8)
        let places = [Int](repeating: body.range.lowerBound, count: bytes.count)
        return SourceText(
            bytes: bytes,
            range: body.range,
            origins: places + [body.range.upperBound]
        )
    }
}

extension SourceText {
    /// The text behind a prefix that does not stand in the source.
    fileprivate func prefixed(_ prefix: String) -> SourceText {
        guard !prefix.isEmpty else { return self }
        let places = origins.isEmpty ? Array(range.lowerBound...range.upperBound) : origins
        let missing = [Int](repeating: range.lowerBound, count: prefix.utf8.count)
        return SourceText(
            bytes: Array(prefix.utf8) + bytes,
            range: range,
            origins: missing + places
        )
    }
}
