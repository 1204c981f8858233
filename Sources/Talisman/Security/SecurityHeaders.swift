// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
import WebSessions

/// The fields by which a site tells browsers what its pages never do.
///
/// | field | by default |
/// |---|---|
/// | `Content-Security-Policy` | ``ContentSecurityPolicy/strict``, and the code of the page |
/// | `Integrity-Policy` | for pages whose scripts all have an `integrity` |
/// | `Strict-Transport-Security` | a year, where the site is reached by TLS |
/// | `Cross-Origin-Opener-Policy` | `same-origin` |
/// | `Cross-Origin-Resource-Policy` | `same-origin` |
/// | `Permissions-Policy` | camera, microphone, place and the like for nobody |
/// | `Referrer-Policy` | `same-origin` |
/// | `X-Content-Type-Options` | `nosniff` |
///
/// ```swift
/// var headers = SecurityHeaders(policy: .sameOrigin)
/// headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
/// headers.transport = nil
/// ```
///
/// A field that a response has itself stays. <doc:Headers> tells the whole. `Sendable`.
public struct SecurityHeaders: Sendable, Hashable {
    /// What pages may load and run; nil for no `Content-Security-Policy`.
    public var policy: ContentSecurityPolicy?

    /// A policy that browsers only report on (`Content-Security-Policy-Report-Only`); nil, the
    /// default, for none.
    ///
    /// Give it ``ContentSecurityPolicy/Directive/reportTo`` or
    /// ``ContentSecurityPolicy/Directive/reportAddress``; browsers show its violations in the
    /// console as well.
    public var reportOnlyPolicy: ContentSecurityPolicy?

    /// Whether a page all of whose scripts have `integrity` and `crossorigin` tells browsers to
    /// refuse others (`Integrity-Policy`); by default it does.
    ///
    /// It says nothing where the page has a module: what a module imports has no `integrity`. Turn
    /// it off where a script loads others.
    public var requiresIntegrity = true

    /// That the site is reached by TLS alone; nil for no `Strict-Transport-Security`.
    public var transport: TransportSecurity? = TransportSecurity()

    /// All other fields.
    public var fields: HTTPFields = [
        .crossOriginOpenerPolicy: "same-origin",
        .crossOriginResourcePolicy: "same-origin",
        .permissionsPolicy: Self.permissions,
        .referrerPolicy: "same-origin",
        .xContentTypeOptions: "nosniff",
    ]

    /// Makes the fields.
    ///
    /// - Parameters:
    ///   - policy: what pages may load and run.
    ///   - reportOnly: a policy that browsers only report on.
    public init(
        policy: ContentSecurityPolicy? = .strict,
        reportOnly: ContentSecurityPolicy? = nil
    ) {
        self.policy = policy
        reportOnlyPolicy = reportOnly
    }

    /// One of ``fields``; nil where there is none of the name.
    ///
    /// - Parameter name: the name of a field; what is none is an error of the program.
    public subscript(name: String) -> String? {
        get { fields[.known(name)] }
        set { fields[.known(name)] = newValue }
    }

    private static let permissions =
        ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
        .map { "\($0)=()" }.joined(separator: ", ")

    /// Adds the fields to a response; those that it has itself stay.
    ///
    /// A response whose page has asked for a nonce is for its client alone: what says otherwise in
    /// `Cache-Control` goes. A 304 gets no policy, because it must not take the hashes from the
    /// page that the browser has.
    ///
    /// - Parameters:
    ///   - headers: the fields of the response.
    ///   - status: its status.
    ///   - code: what was collected while it was made; nil for a response without pages.
    ///   - isSecure: whether the request came by TLS.
    public func apply(
        to headers: inout HTTPFields,
        status: HTTPResponse.Status = .ok,
        code: PageCode? = nil,
        isSecure: Bool = false
    ) {
        let own = headers
        for field in fields where !own.contains(field.name) { headers.append(field) }
        func add(_ name: HTTPField.Name, _ value: String) {
            if !own.contains(name) { headers[name] = value }
        }
        if isSecure, let transport { add(.strictTransportSecurity, transport.description) }
        if status != .notModified { addPolicies(for: code, add) }
        if code?.nonce != nil { headers.keepFromSharedCaches() }
    }

    private func addPolicies(
        for code: PageCode?,
        _ add: (HTTPField.Name, String) -> Void
    ) {
        if let policy { add(.contentSecurityPolicy, text(of: policy, code)) }
        if let policy = reportOnlyPolicy {
            add(.contentSecurityPolicyReportOnly, text(of: policy, code))
        }
        guard requiresIntegrity, let code, !code.isEmpty, let integrity = code.integrityPolicy
        else { return }
        if policy != nil {
            add(.integrityPolicy, integrity)
        } else if reportOnlyPolicy != nil {
            add(.integrityPolicyReportOnly, integrity)
        }
    }

    private func text(of policy: ContentSecurityPolicy, _ code: PageCode?) -> String {
        guard let code, !code.isEmpty else { return policy.description }
        return policy.allowing(code).description
    }
}

extension HTTPFields {
    /// Takes away what lets anybody but the client keep the response: from `Cache-Control`, and the
    /// fields that CDNs obey in front of it.
    mutating func keepFromSharedCaches() {
        removeSharedCacheFields()
        let field = (self[.cacheControl] ?? "").utf8
        let directives = field.split(separator: UInt8(ascii: ",")).map { directive in
            Substring(directive.drop { " \t".utf8.contains($0) })
        }
        let names = directives.map { directive in
            Substring(directive.utf8.prefix { !"= ".utf8.contains($0) }).lowercased()
        }
        guard !names.contains("no-store") else { return }
        let kept = zip(names, directives).filter { name, _ in
            !["", "public", "private", "s-maxage"].contains(name)
        }
        guard !kept.isEmpty || names.contains("private") else {
            self[.cacheControl] = "no-store"
            return
        }
        self[.cacheControl] = (["private"] + kept.map { String($0.1) }).joined(separator: ", ")
    }
}

extension HTTPField.Name {
    static let contentSecurityPolicyReportOnly = known("Content-Security-Policy-Report-Only")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let integrityPolicy = known("Integrity-Policy")
    static let integrityPolicyReportOnly = known("Integrity-Policy-Report-Only")
    static let permissionsPolicy = known("Permissions-Policy")
    static let referrerPolicy = known("Referrer-Policy")

    /// A name that the program has; what is none is an error of it.
    static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("'\(text)' is no name of a field")
        }
        return name
    }
}
