// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
public import FlyingFox
import HTTPTypes
public import Logging
public import Talisman
public import WebSessions

/// Gives each request its session, makes the request a transaction of it, and answers errors.
///
/// It does what `SessionTransaction` says: what a handler writes is committed
/// before the head of the response goes out, nothing is where it fails, and it is run again
/// where another request was faster and its body is small enough to be kept.
///
/// ```swift
/// var routes = RoutedHTTPHandler()
/// routes.appendRoute("POST /visit") { request in
///     try request.session["shop.visits"].increment("count")
///     return HTTPResponse(statusCode: .noContent)
/// }
/// let server = HTTPServer(port: 8080, handler: WebSessionHTTPHandler(manager, routes: routes))
/// ```
///
/// Ids in the URL and in forms are for the sessions alone: the handler and its templates get a
/// request without them, also in `Referer`.
///
/// What a handler throws is answered with its status, which a `SessionError` and a
/// `StatusError` have, and with 500 else; with a page where there are error pages. A
/// request that no route handles is one with the status 404 then, and is left to the other
/// routes of the server where there are none. `Sendable`.
public struct WebSessionHTTPHandler: HTTPHandler, Sendable {
    private let transaction: SessionTransaction
    private let errorPages: ErrorPageRenderer?
    private let clientAddress: (@Sendable (FlyingFox.HTTPRequest) -> String?)?
    private let logger: Logger
    private let routes: any HTTPHandler

    /// Makes the handler.
    ///
    /// - Parameters:
    ///   - manager: makes the sessions.
    ///   - loading: what is loaded of each session before its route runs, in one round trip, so
    ///     that subscripts can read it; nothing by default. Every response depends on the session
    ///     then.
    ///   - retries: when a handler is run again; up to 3 times by default.
    ///   - outage: what sessions are while their store does not answer: an error, answered
    ///     with 503, by default.
    ///   - hiddenCookies: names of further cookies that hold tokens and that no template
    ///     may see; those of the manager are always hidden.
    ///   - errorPages: what puts pages in the place of the responses to errors; nil, the
    ///     default, for none.
    ///   - clientAddress: tells the network address of a client, for managers that bind ids to
    ///     it; behind a proxy, the one that the proxy vouches for. Nil tells none.
    ///   - logger: gets a line for what fails.
    ///   - routes: what handles the requests, such as a `RoutedHTTPHandler`.
    public init(
        _ manager: SessionManager,
        loading: SessionReads = .nothing,
        retries: SessionRetries = SessionRetries(),
        outage: SessionOutage = .isAnError,
        hiddenCookies: Set<String> = [],
        errorPages: ErrorPageRenderer? = nil,
        clientAddress: (@Sendable (FlyingFox.HTTPRequest) -> String?)? = nil,
        logger: Logger = Logger(label: "talisman"),
        routes: any HTTPHandler
    ) {
        transaction = SessionTransaction(
            manager,
            loading: loading,
            retries: retries,
            outage: outage,
            hiddenCookies: hiddenCookies
        )
        self.errorPages = errorPages
        self.clientAddress = clientAddress
        self.logger = logger
        self.routes = routes
    }

    /// Runs the routes in the transaction.
    ///
    /// - Throws: `CancellationError`; and `HTTPUnhandledError` where no route handles the request
    ///   and there are no error pages.
    public func handleRequest(
        _ request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        do {
            return try await response(to: request)
        } catch {
            let plain = try plainResponse(to: error)
            let page = await errorPages?.page(
                replacing: plain,
                for: HTTPTypes.HTTPRequest(request),
                error: error,
                logger: logger
            )
            return page.map { FlyingFox.HTTPResponse($0) } ?? FlyingFox.HTTPResponse(plain)
        }
    }

    private func response(
        to request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        var sent = FlyingFoxRequest(request)
        let address = clientAddress?(request)
        let (client, mayRunAgain) = try await sent.prepare(
            for: transaction,
            address: address,
            peer: request.peerAddress
        )
        let inside = sent.request
        let (head, response) = try await transaction.run(
            client,
            mayRunAgain: mayRunAgain,
            logger: logger
        ) { session in
            let current = CurrentRequest(session: session, logger: logger)
            let response = try await CurrentRequest.$value.withValue(current) {
                try await routes.handleRequest(inside)
            }
            return (HTTPTypes.HTTPResponse(response), response)
        }
        return response.with(head)
    }

    private func plainResponse(to error: any Error) throws -> HTTPTypes.HTTPResponse {
        guard let failure = error as? SessionFailure else { return try plainHead(of: error) }
        if let head = failure.response { return head }
        var head = try plainHead(of: failure.error)
        failure.outcome.apply(to: &head.headerFields)
        return head
    }

    private func log(_ error: StatusError) {
        guard let message = error.message else { return }
        ErrorPageRenderer.log(message, status: error.status, to: logger)
    }

    private func plainHead(of error: any Error) throws -> HTTPTypes.HTTPResponse {
        switch error {
        case let error as StatusError:
            log(error)
            return HTTPTypes.HTTPResponse(status: error.status)
        case is HTTPUnhandledError where errorPages != nil:
            return HTTPTypes.HTTPResponse(status: .notFound)
        case is HTTPUnhandledError, is CancellationError: throw error
        default:
            logger.error("request failed", metadata: ErrorPageRenderer.metadata(error))
            return HTTPTypes.HTTPResponse(status: .internalServerError)
        }
    }
}
#endif
