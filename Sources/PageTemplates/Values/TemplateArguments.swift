// SPDX-License-Identifier: Apache-2.0

/// What a call in a `python:` expression passes: `request.get('color', default='red')`.
///
/// ```swift
/// func call(_ method: String, with arguments: TemplateArguments) throws -> TemplateValue? {
///     guard method == "get" else { return nil }
///     try arguments.require(1...2)
///     let name = try arguments.text(0, "name")
///     return values[name] ?? arguments.value(1, "default") ?? .nothing
/// }
/// ```
public struct TemplateArguments: Sendable {
    /// The arguments without names, in order.
    public let positional: [TemplateValue]

    /// The arguments with names, in order; each name stands there once.
    public let named: [(name: String, value: TemplateValue)]

    /// Creates arguments, as tests of an object do.
    public init(
        _ positional: [TemplateValue] = [],
        named: [(name: String, value: TemplateValue)] = []
    ) {
        self.positional = positional
        self.named = named
    }

    /// Whether there are none.
    public var isEmpty: Bool { positional.isEmpty && named.isEmpty }

    /// An argument by its position, or else by its name; `nil` where it is left
    /// out.
    public func value(_ position: Int, _ name: String) -> TemplateValue? {
        if positional.indices.contains(position) { return positional[position] }
        return named.first { $0.name == name }?.value
    }

    /// An argument that must be a text, or trusted markup, which counts as its
    /// text.
    ///
    /// - Throws: ``TemplateError`` with `typeError` where it is left out, or is
    ///   something else.
    public func text(_ position: Int, _ name: String) throws(TemplateError) -> String {
        guard let text = value(position, name)?.pythonText else {
            throw wrong(position, name, "a text")
        }
        return text
    }

    /// An argument that must be an integer; truth values are 0 and 1.
    ///
    /// - Throws: ``TemplateError`` with `typeError` where it is left out, or is
    ///   something else.
    public func integer(_ position: Int, _ name: String) throws(TemplateError) -> Int {
        guard let integer = value(position, name)?.pythonInteger else {
            throw wrong(position, name, "an integer")
        }
        return integer
    }

    /// Refuses calls with too few or too many arguments, or with names that
    /// nobody knows.
    ///
    /// - Parameters:
    ///   - count: How many arguments there may be in all.
    ///   - names: The names that arguments may have; by default any.
    /// - Throws: ``TemplateError`` with `typeError`.
    public func require(
        _ count: ClosedRange<Int>,
        names: Set<String>? = nil
    ) throws(TemplateError) {
        let passed = positional.count + named.count
        guard count.contains(passed) else {
            let wanted =
                count.count == 1
                ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
            throw TemplateError(.typeError, "the call needs \(wanted) arguments, not \(passed)")
        }
        for (name, _) in named where names?.contains(name) == false {
            throw TemplateError(
                .typeError,
                "the call has no argument '\(name)'",
                notes: TemplateError.Note.nearest(name, among: names ?? [])
            )
        }
    }

    private func wrong(_ position: Int, _ name: String, _ wanted: String) -> TemplateError {
        guard let found = value(position, name) else {
            return TemplateError(.typeError, "the argument '\(name)' is missing")
        }
        let message = "the argument '\(name)' must be \(wanted), not \(found.pythonName)"
        return TemplateError(.typeError, message)
    }
}
