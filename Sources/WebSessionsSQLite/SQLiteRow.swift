#if SQLite
import Foundation
import GRDB
import WebSessions

/// One row of the table `sessions`.
struct SQLiteRow: Equatable {
    static let columns = [
        "locator", "secret_hash", "created", "last_access", "timeout", "resolution",
        "lifetime", "expiry_kind", "expiry_value", "ends", "principal", "version",
    ]

    var record: SessionRecord
    var secretHash: SessionSecretHash

    init(record: SessionRecord, secretHash: SessionSecretHash) {
        self.record = record
        self.secretHash = secretHash
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
            version: row["version"]
        )
        secretHash = hash
    }

    /// The values of ``columns``, in their order.
    var arguments: StatementArguments {
        [
            Data(record.locator.bytes), Data(secretHash.bytes),
            record.created.millisecondsSince1970, record.lastAccess.millisecondsSince1970,
            record.policy.timeout.wholeMilliseconds, record.policy.resolution.wholeMilliseconds,
            record.policy.lifetime.wholeMilliseconds,
            record.expiry.kind, record.expiry.value,
            record.end?.millisecondsSince1970, record.principal, record.version,
        ]
    }

    /// The row after a commit.
    func applying(_ commit: SessionCommit, at now: SessionInstant, hasChanges: Bool) -> SQLiteRow {
        var row = self
        row.record = record.administered(by: commit, at: now)
        row.record.version += hasChanges ? 1 : 0
        row.secretHash = commit.newSecretHash ?? secretHash
        return row
    }
}

extension SessionExpiry {
    fileprivate init(kind: Int, value: Int64) {
        self =
            switch kind {
            case 1: .idle(.milliseconds(value))
            case 2: .date(SessionInstant(millisecondsSince1970: value))
            case 3: .browserSession
            default: .configured
            }
    }

    fileprivate var kind: Int {
        switch self {
        case .configured: 0
        case .idle: 1
        case .date: 2
        case .browserSession: 3
        }
    }

    fileprivate var value: Int64 {
        switch self {
        case .configured, .browserSession: 0
        case .idle(let timeout): timeout.wholeMilliseconds
        case .date(let date): date.millisecondsSince1970
        }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let product = seconds.multipliedReportingOverflow(by: 1000)
        let rest = attoseconds / 1_000_000_000_000_000
        let sum = product.partialValue.addingReportingOverflow(rest)
        guard product.overflow || sum.overflow else { return sum.partialValue }
        return seconds < 0 ? .min : .max
    }
}
#endif
