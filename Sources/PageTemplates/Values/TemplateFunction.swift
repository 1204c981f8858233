// SPDX-License-Identifier: Apache-2.0

/// A function of the application as a value: `python: price(item, currency='EUR')`.
///
/// ```swift
/// context["shout"] = .object(TemplateFunction("shout") { arguments in
///     try arguments.require(1...1)
///     return .string(try arguments.text(0, "text").uppercased())
/// })
/// ```
///
/// A path that ends with it calls it without arguments. Functions run while a
/// page renders, so they answer without waiting.
public final class TemplateFunction: TemplateObject {
    /// What a function does with its arguments.
    ///
    /// It may throw a ``TemplateError``: those with the codes `missingMember` and
    /// `typeError`, among others, say that nothing is there, so that a path goes
    /// on with its next alternative. Any other error stops the render.
    public typealias Body = @Sendable (TemplateArguments) throws -> TemplateValue

    private let name: String
    private let body: Body

    /// Creates a function.
    ///
    /// - Parameters:
    ///   - name: The name that stands for it where it is shown itself.
    ///   - body: What it does.
    public init(_ name: String, _ body: @escaping Body) {
        self.name = name
        self.body = body
    }

    /// None.
    public var memberNames: [String] { [] }

    /// The name and parentheses.
    public var text: String { "\(name)()" }

    /// Always `nil`: functions have no members.
    public func member(_ name: String) -> TemplateValue? { nil }

    /// The value of the function without arguments.
    ///
    /// - Throws: What the function throws, which stops the render.
    public func call() throws -> TemplateValue? { try body(TemplateArguments()) }

    /// The value of the function.
    ///
    /// - Throws: What the function throws, which stops the render.
    public func call(with arguments: TemplateArguments) throws -> TemplateValue? {
        try body(arguments)
    }
}
