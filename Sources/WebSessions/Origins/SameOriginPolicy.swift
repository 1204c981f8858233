// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Decides which requests the pages of a site have started, by what browsers say.
///
/// This is the protection against forged requests (CSRF); it needs no token, so pages with forms
/// can be kept by caches. `GET`, `HEAD` and `OPTIONS` always pass (RFC 9110 section 9.2.1). Of
/// the others:
///
/// | the request says | it |
/// |---|---|
/// | `Origin` of one of the site's public or trusted origins | passes |
/// | `Sec-Fetch-Site: same-origin` or `none` | passes; with another `Origin` of `http` or `https` it is refused where there are public origins |
/// | another `Sec-Fetch-Site` | is refused |
/// | only `Origin` | passes where it is the origin of the request |
/// | neither | passes, unless a site has tokens in its forms: no current browser leaves both out, and no other client can be made to send a visitor's cookie |
///
/// The origin of the request is one of ``publicOrigins``, where there are some. Else it is the
/// one that a trusted proxy tells, else the host and port of `Host`, under any scheme, because a
/// server cannot tell whether a proxy before it speaks TLS.
///
/// It relies on `SameSite` cookies for browsers of before 2020. `Sendable`.
public struct SameOriginPolicy: Sendable {
    /// The origins under which browsers reach this site; empty for whatever `Host` says.
    public let publicOrigins: [PublicOrigin]
    /// Other sites that may send requests, such as one that takes payments.
    public let trustedOrigins: [PublicOrigin]
    /// Whose word on the original request is taken.
    public let proxies: TrustedProxies

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - publicOrigins: see ``publicOrigins``; behind a proxy that changes `Host` there must be
    ///     one.
    ///   - trustedOrigins: see ``trustedOrigins``; none by default.
    ///   - proxies: see ``proxies``; none by default.
    public init(
        publicOrigins: [PublicOrigin] = [],
        trustedOrigins: [PublicOrigin] = [],
        proxies: TrustedProxies = .none
    ) {
        self.publicOrigins = publicOrigins
        self.trustedOrigins = trustedOrigins
        self.proxies = proxies
    }

    /// Why a request must be refused; nil for one that passes.
    public func refusal(of request: ClientRequest) -> SameOriginRefusal? {
        guard !Self.isSafe(request) else { return nil }
        let browser = BrowserFields(request.head.headerFields)
        if let origin = browser.origin, (publicOrigins + trustedOrigins).contains(origin) {
            return nil
        }
        if let site = browser.site {
            guard site == .sameOrigin || site == .none else {
                return refusal(.anotherSite, of: request)
            }
            // Somebody else can let a name of theirs lead to this server.
            let isOther = !publicOrigins.isEmpty && browser.origin?.isWeb == true
            return isOther ? refusal(.anotherOrigin, of: request) : nil
        }
        guard browser.sendsOrigin else { return nil }
        guard let origin = browser.origin else { return refusal(.noOrigin, of: request) }
        return isOwn(origin, of: request) ? nil : refusal(.anotherOrigin, of: request)
    }

    /// Whether nothing says who started an unsafe request: it has neither `Sec-Fetch-Site` nor
    /// `Origin`, and passes for that reason alone.
    ///
    /// The token of a form decides then, where a site has them.
    public func isUndecided(_ request: ClientRequest) -> Bool {
        let browser = BrowserFields(request.head.headerFields)
        return !Self.isSafe(request) && browser.site == nil && !browser.sendsOrigin
    }

    /// Whether another site started the request, as far as the browser says; `false` for clients
    /// that are no browsers.
    ///
    /// Sites are more than origins: requests between hosts of one domain are of one site, where
    /// the browser says so.
    public func isFromAnotherSite(_ request: ClientRequest) -> Bool {
        let browser = BrowserFields(request.head.headerFields)
        if let site = browser.site { return site == .crossSite }
        guard browser.sendsOrigin else { return false }
        return browser.origin.map { !isOwn($0, of: request) } ?? true
    }

    /// Whether a browser has reached the site by TLS.
    ///
    /// It has where all ``publicOrigins`` are `https`, or where there are none and a trusted proxy,
    /// or the server itself, says so.
    public func isSecure(_ request: ClientRequest) -> Bool {
        guard publicOrigins.isEmpty else {
            return publicOrigins.allSatisfy { $0.scheme == "https" }
        }
        let original = proxies.originalRequest(of: request.head, peer: request.peer)
        return (original.scheme ?? request.head.scheme) == "https"
    }

    /// Whether a browser that follows the rule has kept its cookie back from the request.
    ///
    /// A `Lax` cookie comes along where a link of another site is followed, and so does no
    /// `Strict` one.
    func mayWithholdCookie(
        of rule: CookieAttributes.SameSite,
        from request: ClientRequest
    ) -> Bool {
        guard rule != .none, isFromAnotherSite(request) else { return false }
        return rule == .strict || !Self.isSafe(request)
            || !BrowserFields(request.head.headerFields).isTopLevelNavigation
    }

    private static func isSafe(_ request: ClientRequest) -> Bool {
        [.get, .head, .options].contains(request.head.method)
    }

    private func isOwn(_ origin: PublicOrigin, of request: ClientRequest) -> Bool {
        guard publicOrigins.isEmpty else { return publicOrigins.contains(origin) }
        let original = proxies.originalRequest(of: request.head, peer: request.peer)
        guard origin.isWeb, let authority = original.authority else { return false }
        let scheme = original.scheme ?? origin.scheme
        return PublicOrigin(scheme: scheme.utf8, authority: authority.utf8) == origin
    }

    private func refusal(
        _ reason: SameOriginRefusal.Reason,
        of request: ClientRequest
    ) -> SameOriginRefusal {
        let browser = BrowserFields(request.head.headerFields)
        return SameOriginRefusal(
            reason: reason,
            site: browser.site?.rawValue,
            origin: browser.origin?.description,
            expected: expectation(request),
            proxy: proxyTrust(request)
        )
    }

    private func expectation(_ request: ClientRequest) -> String {
        guard publicOrigins.isEmpty else {
            return publicOrigins.map(\.description).joined(separator: " ")
        }
        let original = proxies.originalRequest(of: request.head, peer: request.peer)
        guard let text = original.authority,
            let origin = PublicOrigin(scheme: (original.scheme ?? "any").utf8, authority: text.utf8)
        else { return "no host" }
        return origin.description
    }

    private func proxyTrust(_ request: ClientRequest) -> String? {
        guard !proxies.isEmpty else { return nil }
        guard request.peer != nil else { return "unknown" }
        return proxies.contains(request.peer) ? "trusted" : "untrusted"
    }
}

/// What browsers say about who started a request.
private struct BrowserFields {
    /// The values of `Sec-Fetch-Site` (W3C Fetch Metadata section 2.3), and any other one.
    enum Site: String {
        case sameOrigin = "same-origin"
        case sameSite = "same-site"
        case crossSite = "cross-site"
        case none
        case unreadable
    }

    let site: Site?
    let origin: PublicOrigin?
    let sendsOrigin: Bool
    /// Whether the page of the browser's window is to be replaced, so that `Lax` cookies come
    /// along.
    let isTopLevelNavigation: Bool

    init(_ fields: HTTPFields) {
        let site = Self.field("Sec-Fetch-Site", fields)
        self.site = site.map { Site(rawValue: $0) ?? .unreadable }
        origin = fields[.origin].flatMap(PublicOrigin.init(header:))
        sendsOrigin = fields[.origin] != nil
        isTopLevelNavigation =
            site != nil
            && Self.field("Sec-Fetch-Mode", fields) ?? "navigate" == "navigate"
            && Self.field("Sec-Fetch-Dest", fields) ?? "document" == "document"
    }

    private static func field(_ name: String, _ fields: HTTPFields) -> String? {
        HTTPField.Name(name).flatMap { fields[$0] }
    }
}
