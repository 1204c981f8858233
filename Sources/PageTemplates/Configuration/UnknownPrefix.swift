// SPDX-License-Identifier: Apache-2.0

/// What stands for an expression type or a path namespace that nobody
/// registered, where templates are read and not rendered.
struct UnknownPrefix: TemplateExpression, PathNamespace {
    /// What is wrong, with its place.
    let error: TemplateError

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        throw error
    }

    func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        throw error
    }
}
