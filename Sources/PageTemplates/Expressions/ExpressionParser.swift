/// Reads expressions: a type prefix, then the type's own grammar.
struct ExpressionParser {
    let source: TemplateSource
    let limits: TemplateLimits

    /// The expression types of the application, by prefix.
    let applicationTypes: [String: any TemplateExpressionType]

    /// Whether a prefix that nobody registered is an error of the render only.
    let acceptsUnknownPrefixes: Bool

    init(_ source: TemplateSource, _ configuration: TemplateConfiguration) {
        self.source = source
        limits = configuration.limits
        applicationTypes = configuration.expressionTypes
        acceptsUnknownPrefixes = configuration.acceptsUnknownPrefixes
    }

    /// The expression types by prefix.
    ///
    /// Each reads what stands behind the prefix of an expression.
    private static let types: [String: ExpressionType] = [
        "path": .init { parser, text, depth throws(TemplateError) in
            try parser.path(text, depth)
        },
        // Zope's name for the type of expressions without a prefix.
        "standard": .init { parser, text, depth throws(TemplateError) in
            try parser.path(text, depth)
        },
        "string": .init { parser, text, depth throws(TemplateError) in
            .init(kind: .string(try parser.stringPieces(text, depth)), range: text.range)
        },
        "not": .init { parser, text, depth throws(TemplateError) in
            .init(kind: .not(try parser.parse(text, depth)), range: text.range)
        },
        "exists": .init { parser, text, depth throws(TemplateError) in
            .init(kind: .exists(try parser.path(text, depth)), range: text.range)
        },
        "nocall": .init { parser, text, depth throws(TemplateError) in
            .init(kind: .nocall(try parser.path(text, depth)), range: text.range)
        },
        "load": .init { parser, text, depth throws(TemplateError) in
            try parser.load(text)
        },
        "structure": .init { parser, text, depth throws(TemplateError) in
            .init(kind: .structure(try parser.parse(text, depth)), range: text.range)
        },
        "defer": .init { parser, text, depth throws(TemplateError) in
            let inner = try parser.parse(text, depth)
            return .init(kind: .deferred(inner, isLazy: false), range: text.range)
        },
        "lazy": .init { parser, text, depth throws(TemplateError) in
            let inner = try parser.parse(text, depth)
            return .init(kind: .deferred(inner, isLazy: true), range: text.range)
        },
        "python": .init { parser, text, depth throws(TemplateError) in
            var python = try PythonParser(text, parser, depth)
            let node = try python.whole()
            return .init(kind: .python(node), range: node.range)
        },
    ]

    /// The way to read one type of expression.
    private struct ExpressionType: Sendable {
        let read:
            @Sendable (ExpressionParser, ExpressionText, Int) throws(TemplateError) -> Expression
    }

    /// Whether an application may have expressions with a prefix.
    static func canBeRegistered(_ prefix: String) -> Bool {
        types[prefix] == nil && prefixLength((prefix + ":").utf8) == prefix.utf8.count
    }

    /// Reads a whole expression.
    func parse(_ text: ExpressionText) throws(TemplateError) -> Expression {
        try parse(text, 0)
    }

    /// Reads an expression that is nested `depth` levels in others.
    func parse(_ text: ExpressionText, _ depth: Int) throws(TemplateError) -> Expression {
        guard depth < limits.expressionDepth else {
            throw error(
                .nestingTooDeep,
                "expressions are nested deeper than \(limits.expressionDepth) levels",
                text.range
            )
        }
        let trimmed = text.trimmingLeadingSpace()
        guard let prefix = Self.prefixLength(trimmed.bytes) else {
            return try path(text, depth + 1)
        }
        return try typed(trimmed, prefix, depth)
    }

    /// Reads an expression with the type prefix of so many bytes, colon excluded.
    private func typed(
        _ text: ExpressionText,
        _ prefix: Int,
        _ depth: Int
    ) throws(TemplateError) -> Expression {
        let name = text[0..<prefix].text
        let rest = text[prefix + 1..<text.bytes.count]
        if let type = Self.types[name] { return try type.read(self, rest, depth + 1) }
        if let type = applicationTypes[name] {
            return try application(type, name, rest, depth + 1)
        }
        let unknown = error(
            .unknownExpressionType,
            "unknown expression type '\(name):'",
            text.sourceRange(0..<prefix),
            notes: NearestNames.note(name, among: Array(Self.types.keys) + applicationTypes.keys)
        )
        guard acceptsUnknownPrefixes else { throw unknown }
        let expression = UnknownPrefix(error: unknown)
        let node = ApplicationExpression(prefix: name, expression: expression, parts: [])
        return Expression(kind: .application(node), range: text.range)
    }

    /// The length of a leading `[a-zA-Z][a-zA-Z0-9_]*` before a colon, which
    /// makes an expression one of a named type.
    static func prefixLength(_ bytes: some Collection<UInt8>) -> Int? {
        var length = 0
        for byte in bytes {
            if byte == UInt8(ascii: ":") { return length > 0 ? length : nil }
            guard byte.isNameByte, length > 0 || byte.isLetter else { return nil }
            length += 1
        }
        return nil
    }

    func error(
        _ code: TemplateError.Code,
        _ message: String,
        _ range: Range<Int>,
        notes: [TemplateError.Note] = []
    ) -> TemplateError {
        TemplateError(code, message, in: source, at: range, notes: notes)
    }
}
