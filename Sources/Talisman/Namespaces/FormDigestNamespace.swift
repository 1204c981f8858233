// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
import WebSessions

/// The path namespace `form_digest`: `request/form_digest:shop.cart`.
///
/// It gives the text by which the handler of a form learns whether a package of the session is
/// still as it was when the form was made:
///
/// ```html
/// <input type="hidden" name="made_from"
///        tal:attributes="value request/form_digest:shop.cart">
/// ```
///
/// ```swift
/// try await session.expect(form["made_from"] ?? "", of: .packages(["shop.cart"]))
/// ```
///
/// What scripts of the page write counts where they stand before it. `Sendable`.
public struct FormDigestNamespace: PathNamespace, NamespaceOfVariable {
    /// The prefix under which it is registered.
    public static let prefix = "form_digest"

    /// `request`.
    package var variable: String { "request" }

    /// Makes the namespace.
    public init() {}

    /// The digest of a package of the session of a request.
    ///
    /// - Parameters:
    ///   - name: the package id.
    ///   - value: what the path has reached: the request.
    /// - Returns: the text; nothing where the request has no session, but literal data.
    /// - Throws: `TemplateError` with `objectFailed` where that is no request, or the package
    ///   was not loaded.
    public func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        let request = try RequestObject.request(value, Self.prefix, name)
        guard let session = request.session else { return .nothing }
        guard let digest = session.loadedFormDigest(of: .packages([name])) else {
            throw TemplateError(.objectFailed, "session package \(name) was not loaded")
        }
        return .string(digest)
    }
}
