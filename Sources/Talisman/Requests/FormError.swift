// SPDX-License-Identifier: Apache-2.0

/// Why a form was refused.
///
/// It is the client's doing, and holds nothing that the client sent. `Sendable`.
public struct FormError: Error, Sendable, Hashable {
    /// The kinds of refusal.
    ///
    /// `Sendable`.
    @nonexhaustive public enum Code: String, Sendable, CaseIterable {
        /// The body is of another media type than a form.
        ///
        /// Example: a client that posts JSON. What to do: a form sends
        /// `application/x-www-form-urlencoded`; read other bodies in another way.
        case unsupportedType = "unsupported-type"
        /// The body has more bytes than a form may have.
        ///
        /// Example: a text field with a whole book. What to do: raise ``FormLimits/bytes``, which
        /// is 64 KiB by default.
        case tooLarge = "too-large"
        /// The body has more fields than a form may have.
        ///
        /// Example: 2,000 check boxes. What to do: raise ``FormLimits/fields``, which is 1,000 by
        /// default.
        case tooManyFields = "too-many-fields"
        /// A `%` starts no escape, or a text is not UTF-8.
        ///
        /// Example: `name=100%`. What to do: nothing on the server; browsers encode properly.
        case malformed
        /// An unsafe request does not say who started it, and has no token.
        ///
        /// Example: a client that sends neither `Sec-Fetch-Site` nor `Origin`, and posts a form
        /// that is not of a page of the site. What to do: see <doc:FormTokenFields> for the forms
        /// that get no token by themselves. A program sends none: give its routes to the router
        /// before the site.
        case missingToken = "missing-token"
        /// An unsafe request does not say who started it, and its token is not that of its
        /// session.
        ///
        /// Example: a form that was opened before a logout, or a client that keeps no cookie. What
        /// to do: nothing on the server; the form works when its page is loaded anew.
        case invalidToken = "invalid-token"
    }

    /// Which it is.
    public let code: Code

    /// Makes an error.
    public init(_ code: Code) {
        self.code = code
    }
}

extension FormError: CustomStringConvertible {
    /// The code.
    public var description: String { "form refused: \(code.rawValue)" }
}

/// What a form may have.
///
/// `Sendable`.
public struct FormLimits: Sendable, Hashable {
    /// The most bytes of a body; 64 KiB by default.
    public var bytes: Int
    /// The most fields; 1,000 by default.
    public var fields: Int

    /// Makes limits.
    public init(bytes: Int = 65_536, fields: Int = 1000) {
        self.bytes = bytes
        self.fields = fields
    }
}
