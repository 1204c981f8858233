/// The text of an expression whose type belongs to the application, while its
/// template is compiled.
public struct TemplateExpressionSource: Sendable {
    /// The prefix that the expression has, without the colon.
    public let prefix: String

    /// What stands behind the colon, with the character references of attributes
    /// resolved.
    public let text: String

    private let place: ExpressionText
    private let parser: ExpressionParser
    private let depth: Int

    /// The expressions that were compiled so far.
    private(set) var parts: [Expression] = []

    init(_ prefix: String, _ place: ExpressionText, _ parser: ExpressionParser, _ depth: Int) {
        self.prefix = prefix
        self.place = place
        self.parser = parser
        self.depth = depth
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
        add(try parser.parse(try place(of: part), depth))
    }

    /// Compiles a part of the text as that of `string:`, with `$name` and `${}`.
    ///
    /// - Parameter part: A part of ``text``; by default all of it.
    /// - Returns: What ``TemplateExpressionScope/value(of:)`` takes.
    /// - Throws: ``TemplateError`` with its place in the template.
    public mutating func string(
        _ part: Substring? = nil
    ) throws(TemplateError) -> TemplateSubexpression {
        let text = try place(of: part)
        let pieces = try parser.stringPieces(text, depth)
        return add(Expression(kind: .string(pieces), range: text.range))
    }

    /// An error of the template's author, to be thrown.
    ///
    /// - Parameters:
    ///   - message: What is wrong, in lower case and without a full stop.
    ///   - part: The part of ``text`` that is wrong; by default all of it.
    /// - Returns: The error, with its place in the template.
    public func error(_ message: String, at part: Substring? = nil) -> TemplateError {
        let range = (try? place(of: part))?.range ?? place.range
        return parser.error(.invalidExpression, message, range)
    }

    private mutating func add(_ expression: Expression) -> TemplateSubexpression {
        parts.append(expression)
        return TemplateSubexpression(index: parts.count - 1, range: expression.range)
    }

    private func place(of part: Substring?) throws(TemplateError) -> ExpressionText {
        guard let part else { return place }
        guard part.base == text else {
            let message = "'\(prefix):' compiles a text that is not a part of its own"
            throw parser.error(.invalidExpression, message, place.range)
        }
        let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
        return place[start..<start + part.utf8.count]
    }
}
