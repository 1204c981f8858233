// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
import Talisman
public import WebSessions

/// Refuses unsafe requests that another site started in a browser, as `SameOriginPolicy` decides.
///
/// ```swift
/// let origins = SameOriginPolicy(publicOrigins: [try PublicOrigin("https://shop.example")])
/// router.add(middleware: SameOriginMiddleware(origins))
/// ```
///
/// Give the same policy to the `SessionManager`. A policy with trusted proxies needs a context that
/// is a `RemoteAddressRequestContext`, as `BasicWebSessionRequestContext` is: without it nobody is
/// trusted. `Sendable`.
public struct SameOriginMiddleware<Context: RequestContext>: RouterMiddleware, Sendable {
    private let policy: SameOriginPolicy

    /// Makes the middleware.
    ///
    /// - Parameter policy: decides; by default by what the browser says and the host of the
    ///   request.
    public init(_ policy: SameOriginPolicy = SameOriginPolicy()) {
        self.policy = policy
    }

    /// Refuses the request, with a line in the log that says what was compared, or runs the rest
    /// of the chain.
    ///
    /// - Throws: `StatusError` with 403 for a request that is refused; else what the
    ///   rest of the chain throws.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let client = ClientRequest(request.head, peer: context.peerAddress)
        try policy.require(client, logger: context.logger)
        return try await next(request, context)
    }
}
#endif
