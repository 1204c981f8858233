#if Hummingbird
public import Hummingbird
import Logging
public import WebSessions

/// Gives each request its session, and makes the request a transaction of it.
///
/// - Before the handler runs, nothing is asked of a store.
/// - When it returns, what it wrote is committed before the head of the response goes
///   out. A body that is streamed afterwards cannot write any more: that is an error of
///   the session.
/// - When it throws, or answers with a status of 500 or more, nothing is written.
/// - When the commit fails, the client gets that and not the handler's response: 409 where
///   another request was faster, 503 where the store failed.
/// - The response has a `Set-Cookie` field where the client's id changes, beside those of
///   others; `Cache-Control: no-store` with it; and `Vary: Cookie` exactly where the
///   request looked into its session.
///
/// ```swift
/// let router = Router(context: BasicSessionRequestContext.self)
/// router.add(middleware: SessionMiddleware(manager))
/// router.post("visit") { _, context in
///     try context.session["shop.visits"].increment("count")
///     return HTTPResponse.Status.noContent
/// }
/// ```
///
/// `Sendable`.
public struct SessionMiddleware<Context: SessionRequestContext>: RouterMiddleware, Sendable {
    private let manager: SessionManager
    private let hiddenCookies: Set<String>

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - manager: makes the sessions.
    ///   - hiddenCookies: names of further cookies that hold tokens and that no template
    ///     may see; the one of a `CookieClientIDManager` is always hidden.
    public init(_ manager: SessionManager, hiddenCookies: Set<String> = []) {
        self.manager = manager
        let own = (manager.clientIDs as? CookieClientIDManager)?.cookieName
        self.hiddenCookies = hiddenCookies.union([own].compactMap(\.self))
    }

    /// Runs the rest of the chain in the transaction.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let session = manager.session(for: request.head)
        var inner = context
        inner.requestSession = RequestSession(session, hiddenCookies: hiddenCookies)
        do {
            var response = try await next(request, inner)
            try await finish(session, response.status).apply(to: &response.headers)
            return response
        } catch {
            let outcome = session.abort()
            throw SessionFailure.error(for: error, outcome: outcome, logger: context.logger)
        }
    }

    private func finish(
        _ session: Session,
        _ status: HTTPResponse.Status
    ) async throws(SessionError) -> SessionOutcome {
        guard status.code < 500 else { return session.abort() }
        return try await session.commit()
    }
}
#endif
