// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import WebSessions

/// One row of the table `sessions`.
struct SQLiteRow: Equatable {
    static let columns = [
        "locator", "secret_hash", "created", "last_access", "timeout", "resolution",
        "lifetime", "expiry_kind", "expiry_value", "ends", "principal", "version",
        "rotated", "superseded_hash", "superseded_end", "client_hint", "keeps_end",
        "last_principal",
    ]

    var record: SessionRecord
    var secrets: SessionSecrets
    /// Whether the application is to be told of the end.
    var keepsEnd: Bool
    /// Who was logged in last.
    var lastPrincipal: String?

    init(record: SessionRecord, secrets: SessionSecrets, keepsEnd: Bool) {
        self.record = record
        self.secrets = secrets
        self.keepsEnd = keepsEnd
        lastPrincipal = record.principal
    }

    /// - Throws: ``SessionErrorCode/storeFailure`` for contents that are not of this library.
    init(_ row: Row) throws {
        let locator = Self.locator(row)
        do {
            guard let locator else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            record = try Self.record(row, locator)
            secrets = try Self.secrets(row, rotated: record.rotated)
            keepsEnd = try row.decode(forColumn: "keeps_end")
            lastPrincipal = try row.decode(forColumn: "last_principal")
        } catch {
            throw UnreadableSessionRecord(locator, .damaged).error(underlying: error)
        }
    }

    /// The record of a row of a listing, which goes on where it cannot be read.
    static func listed(_ row: Row) -> Result<SessionRecord, UnreadableSessionRecord> {
        do {
            return .success(try SQLiteRow(row).record)
        } catch {
            return .failure(UnreadableSessionRecord(locator(row), .damaged))
        }
    }

    static func locator(_ row: Row) -> SessionLocator? {
        Data.fromDatabaseValue(row["locator"]).flatMap { SessionLocator(bytes: $0) }
    }

    private static func record(_ row: Row, _ locator: SessionLocator) throws -> SessionRecord {
        let instant = { try SessionInstant(millisecondsSince1970: row.decode(forColumn: $0)) }
        let duration = { Duration.milliseconds(try row.decode(Int64.self, forColumn: $0)) }
        return SessionRecord(
            locator: locator,
            created: try instant("created"),
            lastAccess: try instant("last_access"),
            policy: SessionPolicy(
                timeout: try duration("timeout"),
                resolution: try duration("resolution"),
                lifetime: try duration("lifetime")
            ),
            expiry: SessionExpiry(
                kind: try row.decode(forColumn: "expiry_kind"),
                value: try row.decode(forColumn: "expiry_value")
            ),
            principal: try row.decode(forColumn: "principal"),
            version: try row.decode(forColumn: "version"),
            rotated: try instant("rotated"),
            clientHint: try row.decode(forColumn: "client_hint")
        )
    }

    private static func secrets(_ row: Row, rotated: SessionInstant) throws -> SessionSecrets {
        let current = try hash(row.decode(forColumn: "secret_hash"))
        guard let superseded: Data = try row.decode(forColumn: "superseded_hash") else {
            return SessionSecrets(current, superseded: nil)
        }
        let end: Int64 = try row.decode(forColumn: "superseded_end")
        return SessionSecrets(
            current,
            superseded: SessionSecrets.Superseded(
                hash: try hash(superseded),
                replaced: rotated,
                end: SessionInstant(millisecondsSince1970: end)
            )
        )
    }

    private static func hash(_ bytes: Data) throws -> SessionSecretHash {
        guard let hash = SessionSecretHash(bytes: bytes) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        return hash
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
            secrets.superseded?.end.millisecondsSince1970, record.clientHint, keepsEnd,
            lastPrincipal,
        ]
    }

    /// The row after a commit.
    func applying(_ commit: SessionCommit, at now: SessionInstant, hasChanges: Bool) -> SQLiteRow {
        var row = self
        row.record = record.administered(by: commit, at: now)
        row.record.version &+= hasChanges ? 1 : 0
        row.secrets = secrets.replaced(by: commit, at: now)
        row.keepsEnd = keepsEnd || commit.keepsEnd
        // A row of an earlier version has none.
        row.lastPrincipal = row.record.principal ?? lastPrincipal ?? record.principal
        return row
    }
}
#endif
