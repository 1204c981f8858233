// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import WebSessions

/// What was removed, and the ends that the application is to be told of.
struct SQLiteRemoval: Sendable {
    let count: Int
    let ends: [SessionEnd]
    let cause: SessionEndCause
}

extension SQLiteTransaction {
    /// Deletes records; their ends are to be kept after that, for which the records make room.
    func delete(
        where condition: String,
        _ arguments: StatementArguments,
        cause: SessionEndCause,
        keepsEnds: Bool = true
    ) throws -> SQLiteRemoval {
        let ends = keepsEnds ? try endsOfRecords(where: condition, arguments, cause: cause) : []
        try database.execute(
            sql: "DELETE FROM \(schema.sessions) WHERE \(condition)",
            arguments: arguments
        )
        return SQLiteRemoval(count: database.changesCount, ends: ends, cause: cause)
    }

    /// Whether any record has expired whose end is kept: an index has these alone, so that a
    /// sweep costs nothing where nobody observes ends.
    func hasExpiredWithEnd() throws -> Bool {
        let sql = """
            SELECT 1 FROM \(schema.sessions) INDEXED BY \(schema.sessions)_kept
            WHERE keeps_end AND ends <= ? LIMIT 1
            """
        let statement = try database.cachedStatement(sql: sql)
        return try Int.fetchOne(statement, arguments: [now.millisecondsSince1970]) != nil
    }

    /// The columns one by one, for some of a damaged record may be nothing.
    private func endsOfRecords(
        where condition: String,
        _ arguments: StatementArguments,
        cause: SessionEndCause
    ) throws -> [SessionEnd] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT locator, created, ends, principal, last_principal
                FROM \(schema.sessions) WHERE keeps_end AND \(condition)
                """
        )
        return try Row.fetchAll(statement, arguments: arguments).compactMap { row in
            guard let locator = SQLiteRow.locator(row) else { return nil }
            return SessionEnd(
                locator,
                created: Self.instant(row["created"]),
                expiring: Self.instant(row["ends"]),
                principal: String.fromDatabaseValue(row["principal"]),
                lastPrincipal: String.fromDatabaseValue(row["last_principal"]),
                cause: cause,
                at: now
            )
        }
    }

    /// - Returns: how many records were removed.
    func keepEnds(of removal: SQLiteRemoval) throws -> Int {
        for end in removal.ends {
            let due = end.due(revokedAs: removal.cause, at: now)
            try database.cachedStatement(
                sql: """
                    INSERT INTO \(schema.ends) (locator, cause, principal, created, ended, due)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: Self.arguments(end) + [due.millisecondsSince1970])
        }
        return removal.count
    }

    // MARK: Telling

    private static let causes = SessionEndCause.allCases.map { "'\($0.rawValue)'" }
    /// Which ends are due; what this version cannot read is passed over.
    private static let due = """
        due <= ? AND cause IN (\(causes.joined(separator: ", ")))
        AND typeof(ended) = 'integer' AND length(locator) = \(SessionLocator.byteCount)
        ORDER BY due, id LIMIT ?
        """

    func dueEnds(limit: Int) throws -> [SessionEnd] {
        try fetchEnds(where: Self.due, [now.millisecondsSince1970, max(limit, 0)])
    }

    /// Ends that are due, and are not for a while then.
    func giveDueEnds(limit: Int) throws -> [SessionEnd] {
        let ends = try dueEnds(limit: limit)
        guard !ends.isEmpty else { return [] }
        let later = now.advanced(by: SessionEnd.patience).millisecondsSince1970
        try database.cachedStatement(
            sql: """
                UPDATE \(schema.ends) SET due = ?
                WHERE id IN (SELECT id FROM \(schema.ends) WHERE \(Self.due))
                """
        ).execute(arguments: [later, now.millisecondsSince1970, max(limit, 0)])
        return ends
    }

    func ends(of locator: SessionLocator) throws -> [SessionEnd] {
        try fetchEnds(where: "locator = ? ORDER BY id", [Data(locator.bytes)])
    }

    func forget(_ end: SessionEnd) throws {
        try database.cachedStatement(
            sql: """
                DELETE FROM \(schema.ends) WHERE locator = ? AND cause = ? AND principal IS ?
                AND created IS ? AND ended = ?
                """
        ).execute(arguments: Self.arguments(end))
    }

    private func fetchEnds(
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [SessionEnd] {
        let statement = try database.cachedStatement(
            sql: "SELECT * FROM \(schema.ends) WHERE \(condition)"
        )
        return try Row.fetchAll(statement, arguments: arguments).compactMap(Self.end)
    }

    private static func end(_ row: Row) -> SessionEnd? {
        // A cause of a later version is left to that.
        guard let locator = SQLiteRow.locator(row), let ended = instant(row["ended"]),
            let word = String.fromDatabaseValue(row["cause"]),
            let cause = SessionEndCause(rawValue: word)
        else { return nil }
        return SessionEnd(
            locator: locator,
            cause: cause,
            principal: String.fromDatabaseValue(row["principal"]),
            created: instant(row["created"]),
            ended: ended
        )
    }

    private static func instant(_ value: DatabaseValue) -> SessionInstant? {
        Int64.fromDatabaseValue(value).map(SessionInstant.init(millisecondsSince1970:))
    }

    private static func arguments(_ end: SessionEnd) -> StatementArguments {
        [
            Data(end.locator.bytes), end.cause.rawValue, end.principal,
            end.created?.millisecondsSince1970, end.ended.millisecondsSince1970,
        ]
    }
}
#endif
