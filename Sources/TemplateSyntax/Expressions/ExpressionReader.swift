// SPDX-License-Identifier: Apache-2.0

/// Reads expressions: a type prefix, then the type's own grammar.
///
/// Nothing is thrown: what is wrong stands in ``diagnostics``, and an expression or a
/// step of a path that could not be read is broken in the result.
package struct ExpressionReader: Sendable {
    package let options: SyntaxOptions

    /// What is wrong with the expressions that were read, in the order of reading.
    package var diagnostics: [Diagnostic] = []

    /// The values for `%s` in the steps of paths, the next one first.
    var insertions: [PythonNode] = []

    package init(_ options: SyntaxOptions) {
        self.options = options
    }

    /// The reader for somebody who gives it back with more diagnostics.
    ///
    /// None stay here: two readers with the same diagnostics copy all of them at
    /// the next one.
    mutating func handOver() -> ExpressionReader {
        defer { diagnostics = [] }
        return self
    }

    /// How the text behind the prefix of an expression type is read.
    private enum Grammar {
        case path
        case string
        case load
        case python

        /// An expression of any type.
        case expression(PrefixSyntax.Kind)

        /// A path, alternatives included.
        case onlyPath(PrefixSyntax.Kind)
    }

    /// The expression types of the language by prefix.
    private static let types: [String: Grammar] = [
        "path": .path,
        // Zope's name for the type of expressions without a prefix.
        "standard": .path,
        "string": .string,
        "load": .load,
        "python": .python,
        "not": .expression(.not),
        "structure": .expression(.structure),
        "defer": .expression(.defer),
        "lazy": .expression(.lazy),
        "exists": .onlyPath(.exists),
        "nocall": .onlyPath(.nocall),
    ]

    /// The prefixes of the language's own types.
    package static let prefixes: [String] = Array(types.keys)

    /// Whether an application may have expressions with a prefix.
    package static func canBeRegistered(_ prefix: String) -> Bool {
        types[prefix] == nil && prefixLength((prefix + ":").utf8) == prefix.utf8.count
    }

    /// Reads an expression that is nested so many levels in others.
    package mutating func read(_ text: SourceText, _ depth: Int = 0) -> ExpressionSyntax {
        guard depth < options.expressionDepth else {
            let levels = options.expressionDepth
            let message = "expressions are nested deeper than \(levels) levels"
            diagnostics.append(Diagnostic(.nestingTooDeep, message, at: text.range))
            return ExpressionSyntax(.broken, text.range)
        }
        let trimmed = text.trimmingLeadingSpace()
        var expression: ExpressionSyntax
        if let prefix = Self.prefixLength(trimmed.bytes) {
            expression = typed(trimmed, prefix, depth + 1)
        } else {
            expression = untyped(text, depth + 1)
        }
        expression.whole = text.range
        return expression
    }

    /// Reads an expression without a type prefix.
    mutating func untyped(_ text: SourceText, _ depth: Int) -> ExpressionSyntax {
        options.defaultsToPython ? pythonAlternatives(text, depth) : path(text, depth)
    }

    /// Reads an expression with the type prefix of so many bytes, colon excluded.
    private mutating func typed(
        _ text: SourceText,
        _ prefix: Int,
        _ depth: Int
    ) -> ExpressionSyntax {
        let name = text[0..<prefix].text
        let range = text.sourceRange(0..<prefix)
        let rest = text[prefix + 1..<text.bytes.count]
        switch Self.types[name] {
        case .path: return path(rest, depth)
        case .string: return readString(rest, depth)
        case .load: return load(rest, depth)
        case .python:
            return options.defaultsToPython ? untyped(rest, depth) : python(rest, depth)
        case .expression(let kind):
            let inner = read(rest, depth)
            return ExpressionSyntax(.prefixed(.init(kind: kind, range: range), inner), rest.range)
        case .onlyPath(let kind):
            var inner = options.defaultsToPython ? read(rest, depth) : path(rest, depth)
            inner.whole = rest.range
            return ExpressionSyntax(.prefixed(.init(kind: kind, range: range), inner), rest.range)
        case nil:
            let application = ExpressionSyntax.Kind.application(
                NamedSyntax(name, range),
                rest,
                depth: depth
            )
            return ExpressionSyntax(application, text.range)
        }
    }

    /// Reads the name of a template, and alternatives for one that is not there: an expression,
    /// or in Chameleon's dialect further names.
    private mutating func load(_ text: SourceText, _ depth: Int) -> ExpressionSyntax {
        var alternatives: [ExpressionSyntax] = []
        var rest = text
        while let bar = rest.bytes.firstIndex(of: UInt8(ascii: "|")) {
            alternatives.append(loadedTemplate(rest[0..<bar]))
            rest = rest[bar + 1..<rest.bytes.count]
            if !options.defaultsToPython { break }
        }
        if alternatives.isEmpty || options.defaultsToPython {
            alternatives.append(loadedTemplate(rest))
        } else {
            let last = read(rest, depth)
            if case .path(let more) = last.kind {
                alternatives += more
            } else {
                alternatives.append(last)
            }
        }
        guard alternatives.count > 1 else { return alternatives[0] }
        return ExpressionSyntax(.path(alternatives), text.trimmingSpace().range)
    }

    private mutating func loadedTemplate(_ text: SourceText) -> ExpressionSyntax {
        let name = text.trimmingSpace()
        guard !name.bytes.isEmpty else {
            return broken("'load:' needs the name of a template", text.range)
        }
        return ExpressionSyntax(.load(NamedSyntax(name.text, name.range)), name.range)
    }

    /// The length of a leading `[a-zA-Z][a-zA-Z0-9_]*` before a colon, which
    /// makes an expression one of a named type.
    package static func prefixLength(_ bytes: some Collection<UInt8>) -> Int? {
        var length = 0
        for byte in bytes {
            if byte == UInt8(ascii: ":") { return length > 0 ? length : nil }
            guard byte.isNameByte, length > 0 || byte.isLetter else { return nil }
            length += 1
        }
        return nil
    }

    // MARK: Errors

    /// Notes what is wrong, and stands for the expression.
    mutating func broken(
        _ message: String,
        _ range: Range<Int>,
        _ notes: [Diagnostic.Note] = []
    ) -> ExpressionSyntax {
        diagnostics.append(error(.invalidExpression, message, range, notes: notes))
        return ExpressionSyntax(.broken, range)
    }

    mutating func report(_ message: String, _ range: Range<Int>) {
        diagnostics.append(error(.invalidExpression, message, range))
    }

    func error(
        _ code: Diagnostic.Code,
        _ message: String,
        _ range: Range<Int>,
        notes: [Diagnostic.Note] = []
    ) -> Diagnostic {
        Diagnostic(code, message, at: range, notes: notes)
    }
}
