/// A parsed expression whose type belongs to the application.
struct ApplicationExpression: Sendable {
    let prefix: String
    let expression: any TemplateExpression

    /// The expressions in its text.
    let parts: [Expression]
}

/// How an expression of the application is evaluated.
struct ApplicationPlan: Sendable {
    let prefix: String
    let expression: any TemplateExpression
    let parts: [Part]

    /// An expression in its text: instructions that run when they are asked for.
    struct Part: Sendable {
        let start: Int
        let range: Range<Int>
    }
}

extension ExpressionParser {
    /// Reads an expression of a type of the application.
    func application(
        _ type: any TemplateExpressionType,
        _ prefix: String,
        _ text: ExpressionText,
        _ depth: Int
    ) throws(TemplateError) -> Expression {
        var source = TemplateExpressionSource(prefix, text, self, depth)
        let compiled: any TemplateExpression
        do {
            compiled = try type.compile(&source)
        } catch let error as TemplateError {
            throw error.located(in: self.source, at: text.range)
        } catch {
            throw TemplateError(
                .invalidExpression,
                "'\(prefix):' cannot be read",
                in: self.source,
                at: text.range,
                cause: error
            )
        }
        let node = ApplicationExpression(
            prefix: prefix,
            expression: compiled,
            parts: source.parts
        )
        return Expression(kind: .application(node), range: text.trimmingSpace().range)
    }
}
