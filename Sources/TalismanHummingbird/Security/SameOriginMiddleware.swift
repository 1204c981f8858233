#if Hummingbird
import HTTPTypes
public import Hummingbird

/// Refuses unsafe requests that another site started in a browser.
///
/// `GET`, `HEAD` and `OPTIONS` always pass (RFC 9110 section 9.2.1). Of the others:
///
/// | the request says | it |
/// |---|---|
/// | `Origin` of a trusted origin | passes |
/// | `Sec-Fetch-Site: same-origin` or `none` | passes |
/// | another `Sec-Fetch-Site` | is refused with 403 |
/// | only `Origin` | passes where it names the host of the request |
/// | neither | passes: no current browser leaves both out, and no other client can be made to send a visitor's cookie |
///
/// It relies on `SameSite` cookies for browsers of before 2020. `Sendable`.
public struct SameOriginMiddleware<Context: RequestContext>: RouterMiddleware, Sendable {
    private let trusted: Set<String>

    /// Makes the middleware.
    ///
    /// - Parameter trustedOrigins: other origins that may send requests, such as
    ///   `https://pay.example`.
    public init(trustedOrigins: Set<String> = []) {
        trusted = trustedOrigins
    }

    /// Refuses the request or runs the rest of the chain.
    ///
    /// - Throws: `HTTPError` with 403 for a request that is refused; else what the
    ///   rest of the chain throws.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard passes(request.head) else { throw HTTPError(.forbidden) }
        return try await next(request, context)
    }

    private func passes(_ request: HTTPRequest) -> Bool {
        if [.get, .head, .options].contains(request.method) { return true }
        let origin = request.headerFields[.origin]
        if let origin, trusted.contains(origin) { return true }
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headerFields[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin else { return true }
        guard let host = host(of: origin) else { return false }
        return host == request.authority?.lowercased()
    }

    /// The host and port of an origin; nil for `null`.
    private func host(of origin: String) -> String? {
        guard let end = origin.firstRange(of: "://")?.upperBound else { return nil }
        return origin[end...].lowercased()
    }
}
#endif
