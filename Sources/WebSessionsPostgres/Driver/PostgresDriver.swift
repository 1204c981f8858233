// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// What the session store asks of a client of PostgreSQL; another driver has to do only this.
///
/// The store sends nothing that must not be done twice: a driver may repeat a call that
/// got no reply.
protocol PostgresDriver: Sendable {
    /// Runs a statement as a transaction of its own, at the server that takes writes, wherever
    /// that is by now.
    ///
    /// - Parameters:
    ///   - statement: what to run.
    ///   - arguments: what its parameters stand for.
    ///   - call: until when there may be attempts.
    /// - Returns: the rows.
    /// - Throws: `PostgresFailure` when there were no rows in time; the statement may have
    ///   been run. `CancellationError` when the task is cancelled.
    func run(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument],
        within call: PostgresCall
    ) async throws -> [PostgresRow]

    /// What the last connection was like; nil before the first one.
    var security: PostgresSecurity? { get }

    /// Ends all connections.
    func shutDown() async
}

/// A statement; the same text is the same statement.
struct PostgresStatement: Sendable, Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}

/// How what is sent to a server is protected.
struct PostgresSecurity: Sendable, Hashable {
    let endpoint: PostgresEndpoint
    /// Whether the connection is encrypted.
    let isEncrypted: Bool
    /// Whether the server had to prove who it is.
    let isVerified: Bool
}
#endif
