// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// Sends statements with libpq, and tries again until the deadline where that helps.
final class LibPQClient: PostgresDriver {
    private let pool: LibPQPool
    private let timeout: Duration
    private let backoff: RetryBackoff

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - url: where the servers are.
    ///   - connections: how many connections there are.
    ///   - timeout: how long a call takes at most; one attempt takes half of it.
    ///   - isPooled: whether a pooler is between, which knows neither settings of a session nor
    ///     prepared statements.
    init(_ url: PostgresURL, connections: Int, timeout: Duration, isPooled: Bool) {
        self.timeout = timeout
        backoff = RetryBackoff()
        pool = LibPQPool(
            connector: LibPQConnector(
                endpoints: url.endpoints,
                settings: Self.settings(url, timeout: timeout, isPooled: isPooled),
                preparesStatements: !isPooled,
                timeout: min(timeout / 4, .seconds(2))
            ),
            connections: connections,
            backoff: backoff
        )
    }

    var security: PostgresSecurity? { pool.security }

    func run(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument],
        within call: PostgresCall
    ) async throws -> [PostgresRow] {
        var attempts = Attempts(deadline: call.deadline)
        while true {
            try Task.checkCancellation()
            do {
                // A connection that is dead without saying so leaves time for another one.
                let deadline = min(call.deadline, .now + timeout / 2)
                let connection = try await pool.connection(before: deadline)
                let wasUncertain = attempts.isUncertain
                attempts.isUncertain = true
                do {
                    return try await connection.send(statement, arguments, deadline: deadline)
                } catch let failure as PostgresFailure {
                    attempts.isUncertain = wasUncertain || !failure.isAnswer
                    throw failure
                }
            } catch let failure as PostgresFailure {
                try await pause(&attempts, after: failure)
            }
        }
    }

    func shutDown() async {
        pool.shutDown()
    }

    // MARK: Attempts

    /// A call, over all attempts to have it done.
    private struct Attempts {
        let deadline: ContinuousClock.Instant
        var failures = 0
        /// Whether it was sent and got no answer.
        var isUncertain = false
        /// The last failure that says more than that time is over.
        var cause: PostgresFailure?

        /// What the caller is told in the end.
        func failure(_ last: PostgresFailure) -> PostgresFailure {
            let failure = last == .timedOut ? cause ?? last : last
            return isUncertain ? .uncertain(failure) : failure
        }
    }

    private func pause(_ attempts: inout Attempts, after failure: PostgresFailure) async throws {
        guard failure.isTransient else { throw attempts.failure(failure) }
        attempts.failures += 1
        if failure != .timedOut { attempts.cause = failure }
        let delay = backoff.delay(afterFailures: attempts.failures)
        guard ContinuousClock.now + delay < attempts.deadline else {
            throw attempts.failure(failure)
        }
        try await Task.sleep(for: delay, clock: .continuous)
    }

    // MARK: Settings

    /// What libpq is told beside the server.
    ///
    /// A function locks the row that it changes and reads it after that, which takes no stricter
    /// isolation than the usual one: transactions of that would fail each other.
    /// A statement that takes longer than any caller waits is ended by the server, and one that
    /// waits for a lock holds up those behind it on its connection: it is ended sooner.
    private static func settings(
        _ url: PostgresURL,
        timeout: Duration,
        isPooled: Bool
    ) -> [String: String] {
        var settings = url.settings
        settings["client_encoding"] = "UTF8"
        settings["fallback_application_name"] = "talisman"
        settings["target_session_attrs"] = settings["target_session_attrs"] ?? "read-write"
        if !isPooled {
            let limits = [
                ("statement_timeout", timeout), ("lock_timeout", timeout / 4),
                ("idle_in_transaction_session_timeout", timeout),
            ].map { "-c \($0)=\(max($1.milliseconds, 1))" }
            let isolation = "-c default_transaction_isolation=read\\ committed"
            settings["options"] = (limits + [isolation, settings["options"] ?? ""])
                .joined(separator: " ")
        }
        return settings
    }
}

extension PostgresFailure {
    /// Whether a server said that it did not do what was asked.
    fileprivate var isAnswer: Bool {
        guard case .refused(let reply) = self else { return false }
        return !PostgresState.ends.contains(reply.state) && !reply.state.hasPrefix("08")
    }
}
#endif
