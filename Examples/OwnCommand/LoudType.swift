// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// `loud:title`: a text in capitals.
struct LoudType: TemplateExpressionType {
    func compile(
        _ source: inout TemplateExpressionSource
    ) throws -> any TemplateExpression {
        LoudExpression(text: try source.expression(source.text[...]))
    }
}

private struct LoudExpression: TemplateExpression {
    let text: TemplateSubexpression

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        guard case .string(let text) = try scope.value(of: text) else {
            throw TemplateError(.typeError, "only a text can be loud")
        }
        return .string(text.uppercased())
    }
}
