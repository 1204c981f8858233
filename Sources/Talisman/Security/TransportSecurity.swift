// SPDX-License-Identifier: Apache-2.0

/// That a site is reached by TLS alone (`Strict-Transport-Security`, RFC 6797).
///
/// It is sent where the request came by TLS, as `SameOriginPolicy.isSecure(_:)` knows. `Sendable`.
public struct TransportSecurity: Sendable, Hashable, CustomStringConvertible {
    /// How long browsers keep it in mind.
    public var maxAge: Duration
    /// Whether it holds for all hosts below that of the site; by default not.
    public var includesSubdomains: Bool
    /// Whether browsers may be delivered with it, see hstspreload.org; by default not.
    public var isPreloaded: Bool

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - maxAge: how long browsers keep it in mind; a year by default.
    ///   - includesSubdomains: whether it holds for all hosts below that of the site.
    ///   - isPreloaded: whether browsers may be delivered with it.
    public init(
        maxAge: Duration = .seconds(31_536_000),
        includesSubdomains: Bool = false,
        isPreloaded: Bool = false
    ) {
        self.maxAge = maxAge
        self.includesSubdomains = includesSubdomains
        self.isPreloaded = isPreloaded
    }

    /// The value of the field.
    public var description: String {
        "max-age=\(maxAge.components.seconds)" + (includesSubdomains ? "; includeSubDomains" : "")
            + (isPreloaded ? "; preload" : "")
    }
}
