// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging

/// Makes each request a transaction of its session, whatever server it comes from.
///
/// - Before the handler runs, nothing is asked of a store, but for what is to be loaded for
///   every request.
/// - When it returns, what it wrote is committed; send the head of the response after that. A
///   body that is streamed later cannot write any more: that is an error of the session.
/// - When it throws, or answers with a status of 500 or more, nothing is written.
/// - When the commit conflicts with another request, the handler is run again with a fresh
///   session, and its first response is dropped: three times at most, and only where it can
///   read the same body again (see ``SessionRetries``). While requests of one session conflict,
///   those that write run one after another in this process, pages that count their visits
///   (GET) among them; those that only read wait for nobody.
/// - When the handler has read a key by a subscript that is not loaded, it is run again with the
///   whole package loaded, under the same rules. A warning tells of each such key once: declare
///   its package in `loading`, and the handler runs once.
/// - When the commit fails, the client gets that and not the handler's response: see
///   ``SessionFailure``.
/// - The `Location` of a redirection within the site carries the id where the links of pages do.
/// - The response has a `Set-Cookie` field where the client's id changes, beside those of
///   others, and what ``SessionOutcome/apply(to:)`` says.
///
/// The middleware of `TalismanHummingbird` and the handler of `TalismanFlyingFox` are made of it.
/// For another server:
///
/// ```swift
/// let transaction = SessionTransaction(manager)
/// let request = ClientRequest(head)
/// let (head, body) = try await transaction.run(request, mayRunAgain: true, logger: logger) {
///     try await page(of: $0.session)
/// }
/// ```
///
/// One for an application or a route, because requests wait for each other in it. `Sendable`.
public struct SessionTransaction: Sendable {
    /// Makes the sessions.
    public let manager: SessionManager
    /// When a handler is run again.
    public let retries: SessionRetries
    private let loading: SessionReads
    private let outage: SessionOutage
    private let hiddenCookies: Set<String>
    private let turns: SessionTurns
    private let missed = MissedReads()

    /// Makes transactions.
    ///
    /// - Parameters:
    ///   - manager: makes the sessions; its clock ends the waiting for turns.
    ///   - loading: what is loaded of each session before its handler runs, in one round trip, so
    ///     that subscripts can read it; nothing by default. Every response depends on the session
    ///     then, and no cache may share it.
    ///   - retries: when a handler is run again; up to 3 times by default.
    ///   - outage: what sessions are while their store does not answer: an error by default.
    ///   - hiddenCookies: names of further cookies that hold tokens and that no template may
    ///     see; those of the manager are always hidden.
    public init(
        _ manager: SessionManager,
        loading: SessionReads = .nothing,
        retries: SessionRetries = SessionRetries(),
        outage: SessionOutage = .isAnError,
        hiddenCookies: Set<String> = []
    ) {
        self.manager = manager
        self.loading = loading
        self.retries = retries
        self.outage = outage
        self.hiddenCookies = hiddenCookies.union(manager.cookieNames)
        turns = SessionTurns(patience: retries.patience, clock: manager.clock)
    }

    /// Runs a handler in a transaction.
    ///
    /// - Parameters:
    ///   - request: the request as the client sent it. The handler gets one without the ids in
    ///     it, by ``SessionManager/withoutClientIDs(_:)``.
    ///   - mayRunAgain: whether the handler can read the same body again; see
    ///     ``SessionRetries/keepsBody(of:)``.
    ///   - logger: gets a line for a session that fails.
    ///   - handler: makes the head and the body of the response with the session.
    /// - Returns: the handler's response, whose head has the fields of the session.
    /// - Throws: ``SessionFailure`` for what the handler or the commit throws; the session is
    ///   aborted then.
    public func run<Body>(
        _ request: ClientRequest,
        mayRunAgain: Bool,
        logger: Logger,
        _ handler: (RequestSession) async throws -> (HTTPResponse, Body)
    ) async throws(SessionFailure) -> (head: HTTPResponse, body: Body) {
        var remaining = mayRunAgain ? retries.maximum : 0
        var session = manager.session(for: request, outage: outage)
        var turn = await firstTurn(of: session, remaining)
        defer { turn.map(turns.leave) }
        var reads = loading
        while true {
            do {
                var response = try await response(of: handler, session, reads)
                let status = response.head.status
                if turn == nil, remaining > 0, session.isModified, status.code < 500 {
                    turn = await nextTurn(of: session)
                }
                try await finish(session, status).apply(to: &response.head.headerFields)
                return response
            } catch {
                let missing = session.missedReads
                let isWorthAnotherRun = Self.isConflict(error) || !missing.isEmpty
                guard remaining > 0, isWorthAnotherRun, !session.isPartlyStored else {
                    let failure = SessionFailure(error, outcome: session.abort())
                    failure.log(to: logger)
                    throw failure
                }
                remaining -= 1
                if !missing.isEmpty {
                    missed.tell(missing, logger)
                    reads.formUnion(.packages(missing.map(\.package)))
                }
                if turn == nil, Self.isConflict(error), let locator = session.locator {
                    turn = await turns.enter(locator)
                }
                session = session.restarted()
            }
        }
    }

    static func isConflict(_ error: any Error) -> Bool {
        (error as? SessionError)?.code == .conflict
    }

    /// The turn of a request that probably writes.
    ///
    /// Of one with a safe method that is known only when its handler has run.
    private func firstTurn(of session: Session, _ remaining: Int) async -> SessionTurns.Turn? {
        let isSafe = [.get, .head, .options].contains(session.request.method)
        guard remaining > 0, !isSafe else { return nil }
        return await nextTurn(of: session)
    }

    /// The turn of a request that writes a session that conflicts at present; nil where none
    /// does.
    private func nextTurn(of session: Session) async -> SessionTurns.Turn? {
        guard let locator = session.locator, turns.isContended(locator) else { return nil }
        return await turns.enter(locator)
    }

    private func response<Body>(
        of handler: (RequestSession) async throws -> (HTTPResponse, Body),
        _ session: Session,
        _ reads: SessionReads
    ) async throws -> (head: HTTPResponse, body: Body) {
        if !reads.isEmpty { try await session.loadDeclared(reads) }
        let held = RequestSession(session, hiddenCookies: hiddenCookies)
        var response: (head: HTTPResponse, body: Body) = try await handler(held)
        if let miss = session.missedRead { throw miss }
        let location = response.head.headerFields[.location]
        if response.head.status.kind == .redirection, let location {
            response.head.headerFields[.location] = try await session.link(location)
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
