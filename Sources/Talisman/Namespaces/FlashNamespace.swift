// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

/// The path namespace `flash`: `request/flash:info`, the messages of a category that wait for a
/// page that shows them.
///
/// ```html
/// <p class="notice" tal:repeat="message request/flash:info">${message}</p>
/// ```
///
/// They come oldest first; the text of each stands for it, and its members are `text`, `category`
/// and `id`. Handlers leave them with `Session.flash`.
///
/// A message is taken from the session where a page shows its text, and only if that page goes
/// out: it stays where no text was asked for (as in `tal:condition="request/flash:info"`), where
/// the render fails, where the request is a HEAD request, where the handler fails or answers with
/// a status of 500 or more, and on the pages of `ErrorPages`. `Sendable`.
public struct FlashNamespace: PathNamespace, NamespaceOfVariable {
    /// The prefix under which it is registered.
    public static let prefix = "flash"

    /// `request`.
    package var variable: String { "request" }

    /// Makes the namespace.
    public init() {}

    /// The messages of the session of a request.
    ///
    /// - Parameters:
    ///   - name: the category.
    ///   - value: what the path has reached: the request.
    /// - Returns: the messages, never nil.
    /// - Throws: `TemplateError` with `objectFailed` where that is no request.
    public func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        let request = try RequestObject.request(value, Self.prefix, name)
        return .object(FlashObject(category: name, messages: request.flashMessages(name)))
    }
}
