// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
import Logging
public import Talisman
public import WebSessions

/// Adds `SecurityHeaders` to each response that is made inside of it, with what the response's
/// page needs of them.
///
/// ```swift
/// router.add(middleware: SecurityHeadersMiddleware(SecurityHeaders(policy: .sameOrigin)))
/// ```
///
/// Add it first, outside of ``ErrorPages``, so that error pages have them too. What browsers will
/// refuse of a page goes to the log, once. `Sendable`.
public struct SecurityHeadersMiddleware<Context: RequestContext>: RouterMiddleware, Sendable {
    private let headers: SecurityHeaders
    private let origins: SameOriginPolicy
    private let journal = PolicyJournal()

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - headers: what it adds; by default the fields of a site without files of scripts.
    ///   - origins: knows whether the site is reached by TLS; by default the server alone does.
    public init(
        _ headers: SecurityHeaders = SecurityHeaders(),
        origins: SameOriginPolicy = SameOriginPolicy()
    ) {
        self.headers = headers
        self.origins = origins
    }

    /// Runs the rest of the chain, and adds the fields.
    ///
    /// - Throws: what the rest of the chain throws.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let (made, code) = try await PageCode.collecting { try await next(request, context) }
        var response = made
        let client = ClientRequest(request.head, peer: context.peerAddress)
        headers.apply(
            to: &response.headers,
            status: response.status,
            code: code,
            isSecure: origins.isSecure(client)
        )
        for problem in journal.newProblems(of: code, under: headers) {
            let metadata: Logger.Metadata = ["report": "\(problem)"]
            context.logger.warning("the policy refuses code of a page", metadata: metadata)
        }
        return response
    }
}
#endif
