// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// What a server says about itself, and what of it endangers sessions.
struct PostgresSettings: Sendable, Hashable {
    /// Settings of the server by their names.
    let facts: [String: String]
    let security: PostgresSecurity?

    /// The names in the order in which they are asked for.
    static let names = [
        "server_version_num", "fsync", "full_page_writes", "synchronous_commit", "autovacuum",
    ]

    /// A sentence for each thing that is unsafe.
    var warnings: [String] {
        [version, disk, acknowledgement, cleaning, encryption].compactMap(\.self)
    }

    private var version: String? {
        let number = facts["server_version_num"].flatMap { Int($0) } ?? 0
        guard number < 140_000 else { return nil }
        let text = number == 0 ? "of an unknown version" : "\(number / 10_000)"
        return "the server is PostgreSQL \(text); this store is made for PostgreSQL 14 and later"
    }

    private var disk: String? {
        guard let name = ["fsync", "full_page_writes"].first(where: { facts[$0] == "off" }) else {
            return nil
        }
        return "\(name) is off: a crash of the machine may take the whole database; set it to on"
    }

    private var acknowledgement: String? {
        guard facts["synchronous_commit"] == "off" else { return nil }
        return "synchronous_commit is off: a crash of the server takes the last commits, and "
            + "sessions that were revoked come back; set it to on for the role"
    }

    private var cleaning: String? {
        guard facts["autovacuum"] == "off" else { return nil }
        return "autovacuum is off: the tables of sessions grow without end; set it to on"
    }

    private var encryption: String? {
        guard let security, !security.endpoint.isLocal, !security.isVerified else { return nil }
        let what = security.isEncrypted ? "does not prove who the server is" : "is not encrypted"
        return "the connection \(what): others may read sessions; add sslmode=verify-full to the "
            + "PostgreSQL URL"
    }
}

extension PostgresSessionStore {
    /// Looks at the settings of the server and the connection.
    ///
    /// ``run()`` logs what this returns.
    ///
    /// - Returns: a sentence for each thing that endangers sessions, with what may happen and
    ///   what to do.
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    public func settingsWarnings() async throws -> [String] {
        let row = try await call(statements.settings, [])
        let values = PostgresSettings.names.indices.map { row.text($0) ?? "" }
        let facts = Dictionary(uniqueKeysWithValues: zip(PostgresSettings.names, values))
        return PostgresSettings(facts: facts, security: driver.security).warnings
    }
}
#endif
