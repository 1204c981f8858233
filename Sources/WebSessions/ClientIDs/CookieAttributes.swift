// SPDX-License-Identifier: Apache-2.0

/// What a cookie may do, apart from its name and value (RFC 6265bis section 4.1.2).
///
/// The defaults are the safe ones: sent over HTTPS only, hidden from scripts, not sent
/// with requests that other sites start, except by following a link. `Sendable`.
public struct CookieAttributes: Sendable, Hashable {
    /// Where on the site the cookie is sent; `/` by default.
    public var path: String
    /// The domain whose hosts all get the cookie; nil, the default, for this host only.
    public var domain: String?
    /// Whether the cookie is sent over HTTPS only; true by default (ASVS 5.0 3.3.1).
    public var secure: Bool
    /// Whether scripts cannot read the cookie; true by default (ASVS 5.0 3.3.4).
    public var httpOnly: Bool
    /// Whether requests that other sites start carry the cookie; `.lax` by default
    /// (ASVS 5.0 3.3.2).
    ///
    /// Nil leaves the attribute out.
    public var sameSite: SameSite?
    /// Whether a page embedded in other sites gets one cookie for each; false by default.
    public var partitioned: Bool

    /// Makes attributes.
    public init(
        path: String = "/",
        domain: String? = nil,
        secure: Bool = true,
        httpOnly: Bool = true,
        sameSite: SameSite? = .lax,
        partitioned: Bool = false
    ) {
        self.path = path
        self.domain = domain
        self.secure = secure
        self.httpOnly = httpOnly
        self.sameSite = sameSite
        self.partitioned = partitioned
    }

    /// The `SameSite` attribute.
    ///
    /// `Sendable`.
    public enum SameSite: String, Sendable {
        /// Never sent with a request that another site started.
        case strict = "Strict"
        /// Sent when the client follows a link from another site, and not otherwise.
        case lax = "Lax"
        /// Always sent; needs `secure`.
        case none = "None"
    }
}

/// The prefix of a cookie's name, by which browsers enforce rules (RFC 6265bis section
/// 4.1.3).
///
/// `Sendable`.
public enum CookiePrefix: String, Sendable {
    /// No rules.
    case none = ""
    /// Must be `secure`.
    case secure = "__Secure-"
    /// Must be `secure`, with path `/` and no domain: no other host of the domain can set
    /// it (ASVS 5.0 3.3.3).
    case host = "__Host-"
}
