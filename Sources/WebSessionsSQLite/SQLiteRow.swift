#if SQLite
import Foundation
import GRDB
import WebSessions

/// One row of the table `sessions`.
struct SQLiteRow: Equatable {
    static let columns = [
        "locator", "secret_hash", "created", "last_access", "timeout", "resolution",
        "lifetime", "expiry_kind", "expiry_value", "ends", "principal", "version",
        "rotated", "superseded_hash", "superseded_end", "client_hint",
    ]

    var record: SessionRecord
    var secrets: SessionSecrets

    init(record: SessionRecord, secrets: SessionSecrets) {
        self.record = record
        self.secrets = secrets
    }

    init(_ row: Row) throws {
        let locator: Data = row["locator"]
        let hash: Data = row["secret_hash"]
        guard let locator = SessionLocator(bytes: locator),
            let hash = SessionSecretHash(bytes: hash)
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        record = SessionRecord(
            locator: locator,
            created: SessionInstant(millisecondsSince1970: row["created"]),
            lastAccess: SessionInstant(millisecondsSince1970: row["last_access"]),
            policy: SessionPolicy(
                timeout: .milliseconds(row["timeout"] as Int64),
                resolution: .milliseconds(row["resolution"] as Int64),
                lifetime: .milliseconds(row["lifetime"] as Int64)
            ),
            expiry: SessionExpiry(kind: row["expiry_kind"], value: row["expiry_value"]),
            principal: row["principal"],
            version: row["version"],
            rotated: SessionInstant(millisecondsSince1970: row["rotated"]),
            clientHint: row["client_hint"]
        )
        secrets = SessionSecrets(hash, superseded: try Self.superseded(row))
    }

    private static func superseded(_ row: Row) throws -> SessionSecrets.Superseded? {
        guard let bytes: Data = row["superseded_hash"] else { return nil }
        guard let hash = SessionSecretHash(bytes: bytes) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        let end = SessionInstant(millisecondsSince1970: row["superseded_end"] ?? 0)
        return SessionSecrets.Superseded(hash: hash, end: end)
    }

    /// The values of ``columns``, in their order.
    var arguments: StatementArguments {
        [
            Data(record.locator.bytes), Data(secrets.current.bytes),
            record.created.millisecondsSince1970, record.lastAccess.millisecondsSince1970,
            record.policy.timeout.milliseconds, record.policy.resolution.milliseconds,
            record.policy.lifetime.milliseconds,
            record.expiry.kind, record.expiry.value,
            record.end?.millisecondsSince1970, record.principal, record.version,
            record.rotated.millisecondsSince1970, secrets.superseded.map { Data($0.hash.bytes) },
            secrets.superseded?.end.millisecondsSince1970, record.clientHint,
        ]
    }

    /// The row after a commit.
    func applying(_ commit: SessionCommit, at now: SessionInstant, hasChanges: Bool) -> SQLiteRow {
        var row = self
        row.record = record.administered(by: commit, at: now)
        row.record.version += hasChanges ? 1 : 0
        row.secrets = secrets.replaced(by: commit, at: now)
        return row
    }
}
#endif
