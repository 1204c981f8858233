// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import Talisman
public import WebSessions

/// Gives each request its session, and makes the request a transaction of it.
///
/// It does what `SessionTransaction` says: what a handler writes is committed
/// before the head of the response goes out, nothing is where it fails, and it is run again
/// where another request was faster and its body is small enough to be kept.
///
/// Ids in the URL and in forms are for the sessions alone: the handler, its templates and what is
/// logged inside get a request without them, also in `Referer`.
///
/// ```swift
/// let router = Router(context: BasicWebSessionRequestContext.self)
/// router.add(middleware: WebSessionMiddleware(manager))
/// router.post("visit") { _, context in
///     try context.session["shop.visits"].increment("count")
///     return HTTPResponse.Status.noContent
/// }
/// ```
///
/// Values that a handler uses by subscripts are loaded before, where they are declared:
///
/// ```swift
/// router.add(middleware: WebSessionMiddleware(manager, loading: ["shop.user"]))
/// router.get("visits") { _, context in
///     let user = try context.session["shop.user"]
///     user["visits", default: 0] += 1
///     return "\(user["visits", default: 0])"
/// }
/// ```
///
/// `Sendable`.
public struct WebSessionMiddleware<Context: WebSessionRequestContext>: RouterMiddleware, Sendable {
    private let transaction: SessionTransaction
    private let formTokens: FormTokens?
    private let clientAddress: (@Sendable (Request, Context) -> String?)?

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - manager: makes the sessions.
    ///   - loading: what is loaded of each session before the handler runs, in one round trip, so
    ///     that subscripts can read it; nothing by default. Give it to the routes that need it:
    ///     every response depends on the session then.
    ///   - retries: when a handler is run again; up to 3 times by default.
    ///   - outage: what sessions are while their store does not answer: an error, answered
    ///     with 503, by default. Other routes may have a middleware of their own.
    ///   - hiddenCookies: names of further cookies that hold tokens and that no template
    ///     may see; those of the manager are always hidden.
    ///   - formTokens: what the forms of pages prove that they are of this site with, where clients
    ///     do not say who started a request; nil, the default, for none. The origins of the manager
    ///     decide whether a client says it, and refuse what another origin has started, as
    ///     ``SameOriginMiddleware`` does.
    ///   - clientAddress: tells the network address of a client, for managers that bind ids to
    ///     it; behind a proxy, the one that the proxy vouches for. Nil tells none.
    public init(
        _ manager: SessionManager,
        loading: SessionReads = .nothing,
        retries: SessionRetries = SessionRetries(),
        outage: SessionOutage = .isAnError,
        hiddenCookies: Set<String> = [],
        formTokens: FormTokens? = nil,
        clientAddress: (@Sendable (Request, Context) -> String?)? = nil
    ) {
        transaction = SessionTransaction(
            manager,
            loading: loading,
            retries: retries,
            outage: outage,
            hiddenCookies: hiddenCookies
        )
        self.formTokens = formTokens
        self.clientAddress = clientAddress
    }

    /// Runs the rest of the chain in the transaction.
    ///
    /// - Throws: what the rest of the chain throws. A `SessionError` of it, or of the
    ///   commit, becomes an `HTTPResponseError` with `SessionErrorCode.httpStatus`.
    ///   `StatusError` with 403 for a form without the token that it needs, and where there are
    ///   tokens for a request that another origin has started.
    ///   `HTTPError` with 413 or 400 for a body that is read before the handler runs, and is too
    ///   large or not properly sent.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let origins = transaction.manager.origins
        if formTokens != nil {
            let client = ClientRequest(request.head, peer: context.peerAddress)
            try origins.require(client, logger: context.logger)
        }
        var sent = HummingbirdRequest(request: request)
        let address = clientAddress?(request, context)
        let (client, mayRunAgain) = try await sent.prepare(
            for: transaction,
            address: address,
            peer: context.peerAddress
        )
        let check = try await sent.tokenCheck(formTokens, of: client, origins)
        let tokens = formTokens.map { PageTokens($0, origins: origins.publicOrigins) }
        let inside = sent.request
        do throws(SessionFailure) {
            var (head, body) = try await transaction.run(
                client,
                mayRunAgain: mayRunAgain,
                logger: context.logger
            ) { session in
                try await check?.require(session.session, logger: context.logger)
                var context = context
                context.requestSession = session
                let response = try await PageTokens.providing(tokens) {
                    try await next(inside, context)
                }
                return (response.head, response.body)
            }
            tokens?.protect(&head.headerFields)
            return Response(status: head.status, headers: head.headerFields, body: body)
        } catch {
            throw Self.error(for: error)
        }
    }

    /// The error that goes on to the client.
    private static func error(for failure: SessionFailure) -> any Error {
        if let head = failure.response {
            return FailedSession(head: head, reported: failure.error)
        }
        let outcome = failure.outcome
        guard outcome.isAccessed || outcome.isInURL,
            let response = failure.error as? any HTTPResponseError
        else { return failure.error }
        return VaryingError(original: response, outcome: outcome)
    }
}
#endif
