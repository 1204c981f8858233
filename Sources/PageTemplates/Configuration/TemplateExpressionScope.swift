// SPDX-License-Identifier: Apache-2.0

/// What an expression of the application can ask for while a page renders.
///
/// It is there for one evaluation, and cannot be kept; it is not `Sendable`.
public struct TemplateExpressionScope: ~Copyable {
    private let evaluator: any SubexpressionEvaluator

    init(_ evaluator: any SubexpressionEvaluator) {
        self.evaluator = evaluator
    }

    /// The languages of the page, the preferred one first.
    public var languages: [String] { evaluator.languages }

    /// Evaluates an expression that was compiled with this one.
    ///
    /// It sees the variables of the place, and is evaluated anew each time. Where
    /// it gives `default`, the whole expression does.
    ///
    /// - Throws: ``TemplateError`` where it fails: let it pass, unless a value
    ///   that is not there can be done without. Limits cannot be done without:
    ///   the render stops, whatever becomes of their errors.
    public func value(of expression: TemplateSubexpression) throws -> TemplateValue {
        try evaluator.value(of: expression)
    }

    /// Evaluates an expression that was compiled with this one, or says that what
    /// it names is not there.
    ///
    /// - Returns: The value; `nil` where a path would go on with its next
    ///   alternative.
    /// - Throws: ``TemplateError`` for any other failure.
    public func valueIfPresent(
        of expression: TemplateSubexpression
    ) throws -> TemplateValue? {
        do {
            return try value(of: expression)
        } catch let error as TemplateError where error.code.isAbsence {
            return nil
        }
    }
}

@available(*, unavailable)
extension TemplateExpressionScope: Sendable {}

/// What evaluates the expressions in the text of one of the application.
protocol SubexpressionEvaluator {
    var languages: [String] { get }

    func value(of expression: TemplateSubexpression) throws -> TemplateValue
}
