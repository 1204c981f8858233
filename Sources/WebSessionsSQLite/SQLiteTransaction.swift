// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import WebSessions

/// What is done inside of one transaction, with the time that it began at.
struct SQLiteTransaction {
    let database: Database
    let schema: SQLiteSchema
    let now: SessionInstant

    // MARK: Records

    func row(_ locator: SessionLocator) throws -> SQLiteRow? {
        let statement = try database.cachedStatement(
            sql: "SELECT * FROM \(schema.sessions) WHERE locator = ?"
        )
        return try Row.fetchOne(statement, arguments: [Data(locator.bytes)]).map(SQLiteRow.init)
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads
    ) throws -> SessionReadResult {
        guard let row = try row(locator) else { return .absent }
        let right = row.secrets.right(of: secretHash, at: now)
        if let refusal = right.readRefusal { return refusal }
        guard !row.record.isExpired(at: now) else { return .expired }
        let snapshot = SessionSnapshot(
            record: row.record,
            values: try values(locator, reads: reads),
            time: now,
            wasTouched: false,
            isSuperseded: right == .reading
        )
        return .found(snapshot)
    }

    /// Records the access where it is still due; returns the record then.
    func touch(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        policy: SessionPolicy
    ) throws -> SessionRecord? {
        guard var row = try row(locator), row.secrets.current == secretHash ?? row.secrets.current,
            !row.record.isExpired(at: now),
            let touched = row.record.touched(at: now, policy: policy)
        else { return nil }
        row.record = touched
        try update(row)
        return touched
    }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) throws -> SessionRecord {
        let record = SessionRecord(locator, createdBy: commit, at: now)
        let secrets = SessionSecrets(secretHash)
        try insert(SQLiteRow(record: record, secrets: secrets, keepsEnd: commit.keepsEnd))
        let outcome = try SessionMerge.apply(
            commit.operations,
            to: [:],
            size: 0,
            limits: commit.limits
        )
        guard case .changes(let changes) = outcome else {
            throw SessionError.newSessionConflict()
        }
        try write(changes, locator: locator)
        try remember(commit, locator: locator)
        return record
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) throws -> SessionCommitResult {
        guard let row = try row(locator) else { return .gone }
        guard try !hasApplied(commit, locator: locator) else { return .committed(row.record) }
        let right = row.secrets.right(of: secretHash, at: now)
        if let refusal = right.commitRefusal { return refusal }
        guard !row.record.isExpired(at: now) else { return .expired }
        let outcome = try SessionMerge.apply(
            commit.operations,
            to: values(locator, reads: SessionMerge.reads(for: commit.operations)),
            size: commit.operations.allSatisfy(\.onlyRemoves) ? 0 : size(locator),
            limits: commit.limits
        )
        guard case .changes(let changes) = outcome else {
            if case .conflict(let fields) = outcome { return .conflict(fields) }
            return .gone
        }
        try write(changes, locator: locator)
        let changed = row.applying(commit, at: now, hasChanges: !changes.isEmpty)
        if changed != row { try update(changed) }
        try remember(commit, locator: locator)
        return .committed(changed.record)
    }

    // MARK: Removing

    func deleteAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) throws -> SQLiteRemoval {
        try delete(
            where: "principal = ? AND locator IS NOT ?",
            [principal, locator.map { Data($0.bytes) }],
            cause: .revoked
        )
    }

    /// Reads nothing of the record that it needs, so that a damaged one can be taken away.
    func delete(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash? = nil,
        cause: SessionEndCause
    ) throws -> SQLiteRemoval {
        try delete(
            where: "locator = ? AND secret_hash = IFNULL(?, secret_hash)",
            [Data(locator.bytes), secretHash.map { Data($0.bytes) }],
            cause: cause
        )
    }

    func deleteExpired(limit: Int) throws -> SQLiteRemoval {
        let expired = """
            locator IN (
                SELECT locator FROM \(schema.sessions) WHERE ends <= ? ORDER BY ends LIMIT ?
            )
            """
        let now = now.millisecondsSince1970
        return try delete(
            where: expired,
            [now, max(limit, 0)],
            cause: .expired,
            keepsEnds: hasExpiredWithEnd()
        )
    }

    // MARK: Commits that may be sent again

    func hasApplied(_ commit: SessionCommit, locator: SessionLocator) throws -> Bool {
        guard let id = commit.id else { return false }
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM \(schema.commits) WHERE locator = ? AND id = ?"
        )
        let arguments: StatementArguments = [Data(locator.bytes), Data(id.bytes)]
        return try Int.fetchOne(statement, arguments: arguments) != nil
    }

    private func remember(_ commit: SessionCommit, locator: SessionLocator) throws {
        guard let id = commit.id else { return }
        let key = Data(locator.bytes)
        let oldest = now.advanced(by: .zero - SessionCommitID.memory)
        try database.cachedStatement(
            sql: "DELETE FROM \(schema.commits) WHERE locator = ? AND applied < ?"
        ).execute(arguments: [key, oldest.millisecondsSince1970])
        try database.cachedStatement(
            sql: "INSERT INTO \(schema.commits) (locator, id, applied) VALUES (?, ?, ?)"
        ).execute(arguments: [key, Data(id.bytes), now.millisecondsSince1970])
    }

    // MARK: Rows

    private func insert(_ row: SQLiteRow) throws {
        let columns = SQLiteRow.columns.joined(separator: ", ")
        let marks = SQLiteRow.columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "INSERT INTO \(schema.sessions) (\(columns)) VALUES (\(marks))"
        )
        try statement.execute(arguments: row.arguments)
    }

    private func update(_ row: SQLiteRow) throws {
        let assignments = SQLiteRow.columns.map { "\($0) = ?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "UPDATE \(schema.sessions) SET \(assignments) WHERE locator = ?"
        )
        try statement.execute(arguments: row.arguments + [Data(row.record.locator.bytes)])
    }
}
#endif
