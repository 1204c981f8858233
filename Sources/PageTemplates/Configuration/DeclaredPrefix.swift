// SPDX-License-Identifier: Apache-2.0

/// An expression type or a path namespace that a manifest names, and that only the
/// application has.
struct DeclaredPrefix: TemplateExpressionType, TemplateExpression, PathNamespace {
    private let prefix: String

    /// What it gives instead; `nil` where a page cannot do without the application.
    private let stub: TemplateValue?

    init(_ prefix: String, stub: TemplateValue?) {
        self.prefix = prefix
        self.stub = stub
    }

    func compile(_ source: inout TemplateExpressionSource) throws -> any TemplateExpression { self }

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        try value()
    }

    func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        try self.value()
    }

    private func value() throws(TemplateError) -> TemplateValue {
        if let stub { return stub }
        throw TemplateError(
            .unknownExpressionType,
            "'\(prefix):' is declared, and only the application can evaluate it",
            notes: [.init("give it a value to try the page with: --stub \(prefix)=VALUE")]
        )
    }
}
