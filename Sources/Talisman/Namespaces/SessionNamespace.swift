// SPDX-License-Identifier: Apache-2.0

public import PageTemplates

/// The path namespace `session`: `request/session:products.foo/color`.
///
/// It gives the package of that id, also where nothing is stored in it, so that a path
/// can go on with `| default`. It stands for the `session:` path adapter of
/// zope.session. `Sendable`.
public struct SessionNamespace: PathNamespace, NamespaceOfVariable {
    /// The prefix under which it is registered.
    public static let prefix = "session"

    /// `request`.
    package var variable: String { "request" }

    /// Makes the namespace.
    public init() {}

    /// The package of the session of a request.
    ///
    /// - Parameters:
    ///   - name: the package id.
    ///   - value: what the path has reached: the request.
    /// - Returns: the package, never nil.
    /// - Throws: `TemplateError` with `objectFailed` where that is no request.
    public func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        .object(try RequestObject.request(value, Self.prefix, name).package(name))
    }
}

extension RequestObject {
    /// The request that a namespace of it is asked of.
    static func request(
        _ value: TemplateValue,
        _ prefix: String,
        _ name: String
    ) throws(TemplateError) -> RequestObject {
        if case .object(let object) = value, let request = object as? RequestObject {
            try request.requireSession()
            return request
        }
        let isData = if case .mapping = value { true } else { false }
        let remark = isData ? ", where the data has no 'request' of its own" : ""
        throw TemplateError(
            .objectFailed,
            "'\(prefix):' is a step of the request and of nothing else",
            notes: [TemplateError.Note("write request/\(prefix):\(name)\(remark)")]
        )
    }
}

extension TemplateConfiguration {
    /// The configuration of templates for the web: the default one, with the path
    /// namespaces `session`, `flash` and `form_digest`.
    public static var talisman: TemplateConfiguration {
        var configuration = TemplateConfiguration()
        configuration.namespaces[SessionNamespace.prefix] = SessionNamespace()
        configuration.namespaces[FlashNamespace.prefix] = FlashNamespace()
        configuration.namespaces[FormDigestNamespace.prefix] = FormDigestNamespace()
        return configuration
    }
}
