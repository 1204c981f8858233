// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// The fields by which pages tell browsers what they never do.
///
/// By default pages run no scripts, load style sheets and pictures of their own site alone, are
/// shown in no frame, and send forms and addresses nowhere else:
///
/// | field | by default |
/// |---|---|
/// | `Content-Security-Policy` | ``strictPolicy`` |
/// | `Cross-Origin-Opener-Policy` | `same-origin` |
/// | `Referrer-Policy` | `same-origin` |
/// | `X-Content-Type-Options` | `nosniff` |
///
/// `Strict-Transport-Security` is for a site that is reached by TLS alone: add it to ``fields``.
/// `Sendable`.
public struct SecurityHeaders: Sendable, Hashable {
    /// The policy of a site without scripts.
    public static let strictPolicy = """
        default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'
        """

    /// The fields.
    public var fields: HTTPFields

    /// Makes the fields.
    ///
    /// - Parameter policy: the `Content-Security-Policy`.
    public init(policy: String = Self.strictPolicy) {
        fields = [.contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff"]
        for name in ["Cross-Origin-Opener-Policy", "Referrer-Policy"] {
            if let name = HTTPField.Name(name) { fields[name] = "same-origin" }
        }
    }

    /// Adds the fields to a response; those that it has itself stay.
    public func apply(to response: inout HTTPFields) {
        for field in fields where !response.contains(field.name) {
            response.append(field)
        }
    }
}
