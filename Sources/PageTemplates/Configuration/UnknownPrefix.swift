// SPDX-License-Identifier: Apache-2.0

/// What stands for an expression type or a path namespace that nobody
/// registered, where templates are read and not rendered.
struct UnknownPrefix: TemplateExpressionType, TemplateExpression, PathNamespace {
    /// What is wrong, with its place where that is known.
    let error: TemplateError

    func compile(_ source: inout TemplateExpressionSource) throws -> any TemplateExpression { self }

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        throw error
    }

    func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        throw error
    }
}

extension UnknownPrefix {
    /// One that a manifest declares, and that only the application has.
    init(declared prefix: String, _ code: TemplateError.Code) {
        error = TemplateError(
            code,
            "'\(prefix):' is declared, and only the application can evaluate it",
            notes: [.init("give it a value to try the page with: --stub \(prefix)=VALUE")]
        )
    }
}

/// What gives one value for all that an expression type or a path namespace is asked.
struct StubPrefix: TemplateExpressionType, TemplateExpression, PathNamespace {
    let value: TemplateValue

    func compile(_ source: inout TemplateExpressionSource) throws -> any TemplateExpression { self }

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? { value }

    func value(of name: String, in value: TemplateValue) throws -> TemplateValue? { self.value }
}
