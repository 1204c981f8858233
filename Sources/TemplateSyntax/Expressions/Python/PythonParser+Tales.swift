// SPDX-License-Identifier: Apache-2.0

// Expressions of other types inside of Python.
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
    /// Values of `%s` in it are computed steps. Text that a render computes may come from whoever sends a request, and as
    /// an expression it could read whatever the template can.
    mutating func talesCall(_ value: PythonNode) throws(Diagnostic) -> PythonNode? {
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
        if Self.pathFunctions.contains(name), try take("%") {
            reader.insertions = try insertions(into: inner)
        }
        try require(")")
        let isPath = name == "path" && !reader.options.defaultsToPython
        let prefix = isPath ? "" : name + ":"
        let expression = reader.read(inner.prefixed(prefix), depth + 1)
        if let first = reader.insertions.first {
            throw error("a value can stand in the steps of a path alone", first.range)
        }
        return PythonNode(
            kind: .tales(expression),
            range: value.range.lowerBound..<max(value.range.upperBound, inner.range.upperBound)
        )
    }

    /// The functions whose literal is a path, in which `%s` is a step or a part of one.
    private static let pathFunctions: Set = ["path", "exists", "nocall"]

    /// The values behind the `%`, one for each `%s` of the literal.
    private mutating func insertions(into literal: SourceText) throws(Diagnostic) -> [PythonNode] {
        let values = try operand()
        let places = literal.text.ranges(of: StepSyntax.placeholder).count
        let nodes: [PythonNode] =
            if case .tuple(let nodes) = values.kind { nodes } else { [values] }
        guard nodes.count == places else {
            let count = "\(nodes.count) value\(nodes.count == 1 ? "" : "s")"
            throw error(
                "'\(StepSyntax.placeholder)' stands \(places)x in the path, which has \(count)",
                values.range
            )
        }
        return nodes
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
