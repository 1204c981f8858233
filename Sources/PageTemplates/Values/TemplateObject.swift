// SPDX-License-Identifier: Apache-2.0

/// An object of the application that a template can walk into.
///
/// A template reaches exactly the members that `member(_:)` gives, under these
/// names; there is no reflection. A name that starts with `_` gets here only if
/// `memberNames` has it. Objects are asked while a page renders, so they answer without waiting: load
/// what a page needs before it is rendered.
public protocol TemplateObject: AnyObject, Sendable {
    /// The value of a member.
    ///
    /// - Parameter name: The path segment that names it.
    /// - Returns: The value, or `nil` where there is no such member.
    /// - Throws: Whatever stops the render; paths go on with their next
    ///   alternative only where a member is not there, never on a failure.
    func member(_ name: String) throws -> TemplateValue?

    /// The names that `member(_:)` knows, for the remarks of error reports.
    ///
    /// One that starts with `_` can be read only if it is among them. A template that is
    /// confined (``TemplateConfiguration/isConfined``) reads and calls nothing but these, so
    /// methods are named here too.
    var memberNames: [String] { get }

    /// The text that stands for the object in a page.
    ///
    /// Unlike a mapping, an object can be inserted as text, so this is what readers may see.
    var text: String { get }

    /// Whether the object counts as true in a condition. Default: `true`.
    var isTrue: Bool { get }

    /// What `tal:repeat` runs over. Default: `nil`, which cannot be repeated.
    var elements: [TemplateValue]? { get }

    /// What the object gives where a path ends with it and `nocall:` does not
    /// hold it back. Default: `nil`, the object itself.
    ///
    /// - Throws: Whatever stops the render.
    func call() throws -> TemplateValue?

    /// What a call of the object in `python:` gives: `price(item, 'EUR')`.
    ///
    /// - Parameter arguments: What the call passes.
    /// - Returns: The value, or `nil` where the object cannot be called like
    ///   this, which is a `TypeError` of the page. Default: that of `call()`
    ///   where there are no arguments, else `nil`.
    /// - Throws: Whatever stops the render.
    func call(with arguments: TemplateArguments) throws -> TemplateValue?

    /// What a method gives: `request.get('color', 'red')` in `python:`.
    ///
    /// Methods are functions of the object that nothing but a call reaches; names
    /// that start with `_` never get here.
    ///
    /// - Parameters:
    ///   - method: The name of the method.
    ///   - arguments: What the call passes.
    /// - Returns: The value, or `nil` where there is no such method: then a
    ///   member of this name is called. Default: `nil`.
    /// - Throws: Whatever stops the render.
    func call(_ method: String, with arguments: TemplateArguments) throws -> TemplateValue?
}

extension TemplateObject {
    /// `true`.
    public var isTrue: Bool { true }

    /// `nil`: not a sequence.
    public var elements: [TemplateValue]? { nil }

    /// `nil`: not callable.
    ///
    /// - Throws: Nothing.
    public func call() throws -> TemplateValue? { nil }

    /// The value of `call()` where there are no arguments, else `nil`.
    ///
    /// - Throws: What `call()` throws.
    public func call(with arguments: TemplateArguments) throws -> TemplateValue? {
        arguments.isEmpty ? try call() : nil
    }

    /// `nil`: no methods.
    ///
    /// - Throws: Nothing.
    public func call(
        _ method: String,
        with arguments: TemplateArguments
    ) throws -> TemplateValue? {
        nil
    }
}
