// SPDX-License-Identifier: Apache-2.0

/// An expression type of the application: what `prefix:text` means.
///
/// Register it with ``TemplateConfiguration/expressionTypes``. An expression is
/// compiled once, with its template, and evaluated whenever a page gets there;
/// see <doc:Extending> for one from end to end.
public protocol TemplateExpressionType: Sendable {
    /// Reads an expression when its template is compiled.
    ///
    /// Everything that the expression may evaluate is read here, from the
    /// author's text: what a template reads is known before it is rendered, and
    /// data never becomes an expression.
    ///
    /// - Parameter source: The text behind the colon, and the way to compile
    ///   expressions in it.
    /// - Returns: The compiled expression; the templates of all threads share it.
    /// - Throws: ``TemplateExpressionSource/error(_:at:)`` for a text that does
    ///   not have the form of the type. Any other error is shown as the cause.
    func compile(_ source: inout TemplateExpressionSource) throws -> any TemplateExpression
}

/// A compiled expression of a ``TemplateExpressionType``.
public protocol TemplateExpression: Sendable {
    /// The value of the expression.
    ///
    /// Called while a page renders, so it answers without waiting.
    ///
    /// - Parameter scope: What the expression can ask for at its place.
    /// - Returns: The value, which is escaped where it is inserted as any other;
    ///   `nil` where there is none: a path then goes on with its next
    ///   alternative.
    /// - Throws: Whatever stops the render. A ``TemplateError`` whose code is one
    ///   of absence, such as `missingMember`, leads to the next alternative too.
    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue?
}

/// An expression in the text of another one, which compiled it.
public struct TemplateSubexpression: Sendable, Hashable {
    let index: Int

    /// Where it stands in the template.
    let range: Range<Int>
}
