// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The text of an expression whose type belongs to the application, while its
/// template is compiled.
public struct TemplateExpressionSource: Sendable {
    /// The prefix that the expression has, without the colon.
    public let prefix: String

    /// What stands behind the colon, with the character references of attributes
    /// resolved.
    public let text: String

    private let place: SourceText
    private let source: TemplateSource
    private let options: SyntaxOptions
    private let depth: Int

    /// The expressions that were compiled so far.
    private(set) var parts: [ExpressionSyntax] = []

    init(
        _ prefix: String,
        _ place: SourceText,
        _ source: TemplateSource,
        _ options: SyntaxOptions,
        _ depth: Int
    ) {
        self.prefix = prefix
        self.place = place
        self.source = source
        self.depth = depth
        self.options = options
        text = place.text
    }

    /// Compiles a part of the text as an expression of any type, alternatives
    /// included.
    ///
    /// - Parameter part: A part of ``text``; by default all of it.
    /// - Returns: What ``TemplateExpressionScope/value(of:)`` takes.
    /// - Throws: ``TemplateError`` with its place in the template.
    public mutating func expression(
        _ part: Substring? = nil
    ) throws(TemplateError) -> TemplateSubexpression {
        var reader = ExpressionReader(options)
        let expression = reader.read(try place(of: part), depth)
        return try add(expression, reader)
    }

    /// Compiles a part of the text as that of `string:`, with `$name` and `${}`.
    ///
    /// - Parameter part: A part of ``text``; by default all of it.
    /// - Returns: What ``TemplateExpressionScope/value(of:)`` takes.
    /// - Throws: ``TemplateError`` with its place in the template.
    public mutating func string(
        _ part: Substring? = nil
    ) throws(TemplateError) -> TemplateSubexpression {
        var reader = ExpressionReader(options)
        let expression = reader.readString(try place(of: part), depth)
        return try add(expression, reader)
    }

    /// An error of the template's author, to be thrown.
    ///
    /// - Parameters:
    ///   - message: What is wrong, in lower case and without a full stop.
    ///   - part: The part of ``text`` that is wrong; by default all of it.
    /// - Returns: The error, with its place in the template.
    public func error(_ message: String, at part: Substring? = nil) -> TemplateError {
        let range = (try? place(of: part))?.range ?? place.range
        return TemplateError(.invalidExpression, message, in: source.file, at: range)
    }

    private mutating func add(
        _ expression: ExpressionSyntax,
        _ reader: ExpressionReader
    ) throws(TemplateError) -> TemplateSubexpression {
        if let problem = reader.diagnostics.first,
            case .error(let error) = TemplateDiagnostic(problem, in: source.file)
        {
            throw error
        }
        parts.append(expression)
        return TemplateSubexpression(index: parts.count - 1, range: expression.range)
    }

    private func place(of part: Substring?) throws(TemplateError) -> SourceText {
        guard let part else { return place }
        guard part.base == text else {
            let message = "'\(prefix):' compiles a text that is not a part of its own"
            throw TemplateError(.invalidExpression, message, in: source.file, at: place.range)
        }
        let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
        return place[start..<start + part.utf8.count]
    }
}
