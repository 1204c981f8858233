// SPDX-License-Identifier: Apache-2.0

public import Logging

/// Why ``SameOriginPolicy`` refuses a request.
///
/// `Sendable`.
public struct SameOriginRefusal: Sendable, Hashable {
    /// What decided.
    ///
    /// `Sendable`.
    @nonexhaustive public enum Reason: String, Sendable {
        /// `Sec-Fetch-Site` says that a page of another origin started the request.
        case anotherSite = "another-site"
        /// `Origin` is not the origin of the request.
        case anotherOrigin = "another-origin"
        /// `Origin` names none, as `null` does.
        case noOrigin = "no-origin"
    }

    /// What decided.
    public let reason: Reason
    let site: String?
    let origin: String?
    let expected: String
    let proxy: String?

    /// What was compared, fit for a log.
    ///
    /// | | |
    /// |---|---|
    /// | `reason` | the raw value of ``reason`` |
    /// | `sec-fetch-site` | that field, where it was sent; `unreadable` for one that no browser sends |
    /// | `origin` | the field `Origin`, where it names one |
    /// | `expected` | the site's public origins; else the one that was derived, with `any` for the scheme where nobody told it |
    /// | `proxy` | where proxies are named, whether the other end of the connection is a `trusted` or `untrusted` one, or `unknown` |
    public var logMetadata: Logger.Metadata {
        [
            "reason": reason.rawValue, "sec-fetch-site": site, "origin": origin,
            "expected": expected, "proxy": proxy,
        ]
        .compactMapValues { $0.map { .string($0) } }
    }
}
