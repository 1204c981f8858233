// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// What a store sends: calls of the functions of its schema, and listings.
struct PostgresStatements: Sendable {
    let read: PostgresStatement
    let commit: PostgresStatement
    let revoke: PostgresStatement
    let revokeAll: PostgresStatement
    let sweep: PostgresStatement
    let listPrincipal: PostgresStatement
    let listAll: PostgresStatement
    let giveEnds: PostgresStatement
    let readEnds: PostgresStatement
    let forgetEnd: PostgresStatement
    /// Whether the server is a replica, or takes no writes otherwise.
    let role = PostgresStatement(
        "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'"
    )
    let settings = PostgresStatement(
        "SELECT "
            + PostgresSettings.names.map { "current_setting('\($0)')" }.joined(separator: ", ")
    )

    /// The columns of a record, in the order of a reply.
    private static let columns = """
        'FOUND', 0::bigint, created, last_access, timeout, resolution, lifetime, expiry_kind,
        expiry_value, version, rotated, principal, client_hint, locator
        """

    init(_ schema: PostgresSchema) {
        let name = schema.quoted
        let now = "coalesce($1, \(name).session_clock())"
        read = Self.call("\(name).session_read", parameters: 9)
        commit = Self.call("\(name).session_commit", parameters: 25)
        revoke = Self.call("\(name).session_revoke", parameters: 8)
        revokeAll = Self.call("\(name).session_revoke_all", parameters: 7)
        sweep = Self.call("\(name).session_sweep", parameters: 3)
        listPrincipal = PostgresStatement(
            """
            SELECT \(Self.columns) FROM \(name).sessions
            WHERE sha256(principal) = sha256($2) AND principal = $2
                AND (ends IS NULL OR ends > \(now))
            ORDER BY created, locator
            """
        )
        listAll = PostgresStatement(
            """
            SELECT \(Self.columns) FROM \(name).sessions
            WHERE locator > $2 AND (ends IS NULL OR ends > \(now))
            ORDER BY locator LIMIT $3
            """
        )
        let causes = SessionEndCause.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        giveEnds = PostgresStatement(
            """
            WITH picked AS MATERIALIZED (
                SELECT id, due FROM \(name).session_ends
                WHERE due <= \(now) AND cause IN (\(causes))
                ORDER BY due, id LIMIT $2 FOR UPDATE SKIP LOCKED
            ), given AS (
                UPDATE \(name).session_ends e
                SET due = \(now) + \(SessionEnd.patience.milliseconds)
                FROM picked p WHERE e.id = p.id
                RETURNING e.id, p.due, e.locator, e.cause, e.principal, e.created, e.ended
            )
            SELECT locator, cause, principal, created, ended FROM given ORDER BY due, id
            """
        )
        readEnds = PostgresStatement(
            """
            SELECT locator, cause, principal, created, ended FROM \(name).session_ends
            WHERE locator = $1 AND cause IN (\(causes)) ORDER BY id
            """
        )
        forgetEnd = PostgresStatement(
            """
            DELETE FROM \(name).session_ends WHERE locator = $1 AND cause = $2
                AND principal IS NOT DISTINCT FROM $3 AND created IS NOT DISTINCT FROM $4
                AND ended = $5
            """
        )
    }

    private static func call(_ function: String, parameters: Int) -> PostgresStatement {
        let list = (1...parameters).map { "$\($0)" }.joined(separator: ", ")
        return PostgresStatement("SELECT * FROM \(function)(\(list))")
    }
}
#endif
