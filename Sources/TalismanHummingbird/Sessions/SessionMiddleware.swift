#if Hummingbird
public import Hummingbird
import Logging
import Talisman
public import WebSessions

/// Gives each request its session, and makes the request a transaction of it.
///
/// - Before the handler runs, nothing is asked of a store.
/// - When it returns, what it wrote is committed before the head of the response goes
///   out. A body that is streamed afterwards cannot write any more: that is an error of
///   the session.
/// - When it throws, or answers with a status of 500 or more, nothing is written.
/// - When the commit conflicts with another request, the handler is run again with a fresh
///   session and the same body, and its first response is dropped: three times at most, and
///   only where the body is small enough to be kept (see ``SessionRetries``). While requests
///   of one session conflict, those that write run one after another in this process, pages
///   that count their visits (GET) among them; those that only read wait for nobody.
/// - When the commit fails, the client gets that and not the handler's response: 409 where
///   another request was faster, 503 where the store failed.
/// - Ids in the URL and in forms are for the sessions alone: the handler, its templates and
///   what is logged inside get a request without them, also in `Referer`. The `Location` of
///   a redirection within the site carries the id where the links of pages do.
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
    private let retries: SessionRetries
    private let clientAddress: (@Sendable (Request, Context) -> String?)?
    private let outage: SessionOutage
    private let turns = SessionTurns()

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - manager: makes the sessions.
    ///   - retries: when a handler is run again; up to 3 times by default.
    ///   - outage: what sessions are while their store does not answer: an error, answered
    ///     with 503, by default. Other routes may have a middleware of their own.
    ///   - hiddenCookies: names of further cookies that hold tokens and that no template
    ///     may see; those of the manager are always hidden.
    ///   - clientAddress: tells the network address of a client, for managers that bind ids to
    ///     it; behind a proxy, the one that the proxy vouches for. Nil tells none.
    public init(
        _ manager: SessionManager,
        retries: SessionRetries = SessionRetries(),
        outage: SessionOutage = .isAnError,
        hiddenCookies: Set<String> = [],
        clientAddress: (@Sendable (Request, Context) -> String?)? = nil
    ) {
        self.manager = manager
        self.retries = retries
        self.outage = outage
        self.hiddenCookies = hiddenCookies.union(manager.cookieNames)
        self.clientAddress = clientAddress
    }

    /// Runs the rest of the chain in the transaction.
    ///
    /// - Throws: what the rest of the chain throws. A `SessionError` of it, or of the
    ///   commit, becomes an `HTTPError`: 409 for `conflict`, `rotated`, `gone`,
    ///   `expired`, `staleForm` and `tooManySessions`; 403 for `crossSite`; 503 for `storeFailure`,
    ///   `storeFull` and `storeUnavailable`; 500 for all others. `HTTPError` with 413
    ///   or 400 for a body that is read before the handler runs, and is too large or
    ///   not properly sent.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var request = request
        var remaining = try await retries.count(keepingBodyOf: &request)
        let client = try await clientRequest(&request, context)
        try await request.hideClientIDs(of: manager)
        var session = manager.session(for: client, outage: outage)
        var turn = await firstTurn(of: session, request, remaining)
        defer { turn.map(turns.leave) }
        while true {
            do {
                var response = try await run(session, request, context, next)
                if turn == nil, remaining > 0, session.isModified, response.status.code < 500 {
                    turn = await nextTurn(of: session)
                }
                try await finish(session, response.status).apply(to: &response.headers)
                return response
            } catch {
                guard remaining > 0, Self.isConflict(error), !session.isPartlyStored else {
                    let outcome = session.abort()
                    throw SessionFailure.error(for: error, outcome: outcome, logger: context.logger)
                }
                remaining -= 1
                if turn == nil, let locator = session.locator { turn = await turns.enter(locator) }
                session = session.restarted()
            }
        }
    }

    private static func isConflict(_ error: any Error) -> Bool {
        (error as? SessionError)?.code == .conflict
    }

    private func clientRequest(
        _ request: inout Request,
        _ context: Context
    ) async throws -> ClientRequest {
        let form = manager.clientIDs.readsForms ? try await request.keepForm() : FormFields()
        return ClientRequest(
            request.head,
            address: clientAddress?(request, context),
            peer: context.peerAddress,
            formFields: form.fields.map { ($0.name, $0.value) }
        )
    }

    /// The turn of a request that probably writes.
    ///
    /// Of one with a safe method that is known only when its handler has run.
    private func firstTurn(
        of session: Session,
        _ request: Request,
        _ remaining: Int
    ) async -> SessionTurns.Turn? {
        guard remaining > 0, ![.get, .head, .options].contains(request.method) else { return nil }
        return await nextTurn(of: session)
    }

    /// The turn of a request that writes a session that conflicts at present; nil where none
    /// does.
    private func nextTurn(of session: Session) async -> SessionTurns.Turn? {
        guard let locator = session.locator, turns.isContended(locator) else { return nil }
        return await turns.enter(locator)
    }

    private func run(
        _ session: Session,
        _ request: Request,
        _ context: Context,
        _ next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var inner = context
        inner.requestSession = RequestSession(session, hiddenCookies: hiddenCookies)
        var response = try await next(request, inner)
        if response.status.kind == .redirection, let location = response.headers[.location] {
            response.headers[.location] = try await session.link(location)
        }
        return response
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
