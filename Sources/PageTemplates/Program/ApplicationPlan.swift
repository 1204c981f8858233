// SPDX-License-Identifier: Apache-2.0

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
