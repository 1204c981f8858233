// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import Talisman

/// Adds `SecurityHeaders` to each response that is made inside of it.
///
/// Add it first, outside of ``ErrorPages``, so that error pages have them too. `Sendable`.
public struct SecurityHeadersMiddleware<Context: RequestContext>: RouterMiddleware, Sendable {
    private let headers: SecurityHeaders

    /// Makes the middleware.
    ///
    /// - Parameter headers: what it adds; by default the fields of a site without scripts.
    public init(_ headers: SecurityHeaders = SecurityHeaders()) {
        self.headers = headers
    }

    /// Runs the rest of the chain, and adds the fields.
    ///
    /// - Throws: what the rest of the chain throws.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        headers.apply(to: &response.headers)
        return response
    }
}
#endif
