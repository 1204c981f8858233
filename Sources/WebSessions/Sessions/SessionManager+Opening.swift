// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension SessionManager {
    /// Reads and writes a session without a request of its client: in a worker, a webhook or a
    /// long-lived connection.
    ///
    /// It is zope.session's `sdc[client_id][pkg_id]`, and a transaction of its own: what the
    /// closure writes is committed when it returns, and merges with what requests of the client
    /// do meanwhile. Where they conflict, the closure is run again with a fresh session, up to
    /// three times. A session that is not there is not made. Reading one counts as an access.
    ///
    /// ```swift
    /// try await manager.withSession(order.session) { session in
    ///     try session["shop.orders"].set("paid", for: order.id)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - locator: the session, as ``Session/locator`` told it; it is no secret, but whoever
    ///     names one decides whose data is changed.
    ///   - body: reads and writes; it can neither log in nor rotate.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws; ``SessionErrorCode/gone`` where there is no such
    ///   session; otherwise what ``Session/commit()`` throws, also
    ///   ``SessionErrorCode/unsupported`` where sessions are with their clients.
    public func withSession<Result>(
        _ locator: SessionLocator,
        _ body: (Session) async throws -> Result
    ) async throws -> Result {
        var remaining = SessionRetries().maximum
        while true {
            let session = Session(opening: locator, manager: self)
            do {
                return try await run(session, body)
            } catch {
                let isPartlyStored = session.isPartlyStored
                session.abort()
                guard remaining > 0, SessionTransaction.isConflict(error), !isPartlyStored else {
                    throw error
                }
                remaining -= 1
                events.record(.retried)
            }
        }
    }

    private func run<Result>(
        _ session: Session,
        _ body: (Session) async throws -> Result
    ) async throws -> Result {
        try await session.loadRecord()
        guard session.state.withLock({ $0[container: ""].isAlive }) else {
            let store = containers.default.store.name
            throw SessionError(.gone, "there is no session with this locator", store: store)
        }
        let result = try await body(session)
        _ = try await session.commit()
        return result
    }
}
