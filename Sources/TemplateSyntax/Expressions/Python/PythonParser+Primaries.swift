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
