// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import TestSupport
import Testing
import WebSessions

@testable import WebSessionsPostgres

@Suite struct PostgresSettingsTests {
    private static let good = [
        "server_version_num": "150004", "fsync": "on", "full_page_writes": "on",
        "synchronous_commit": "on", "autovacuum": "on",
    ]

    @Test func safeSettingsAreNotWarnedOf() {
        #expect(warnings([:]) == [])
        #expect(warnings(["synchronous_commit": "remote_apply"]) == [])
        #expect(warnings([:], host: "db.example", isEncrypted: true, isVerified: true) == [])
    }

    @Test(arguments: [
        ("server_version_num", "130002", "PostgreSQL 13; this store"),
        ("server_version_num", "", "unknown version"), ("fsync", "off", "set it to on"),
        ("full_page_writes", "off", "full_page_writes is off"),
        ("synchronous_commit", "off", "takes the last commits"),
        ("autovacuum", "off", "grow without end"),
    ])
    func eachUnsafeSettingHasAWarning(_ name: String, _ value: String, _ text: String) {
        let found = warnings([name: value])
        #expect(found.count == 1)
        #expect(found.first?.contains(text) == true, "\(found)")
    }

    @Test(arguments: [(false, "is not encrypted"), (true, "does not prove who the server is")])
    func aConnectionThatOthersCanReadHasAWarning(_ isEncrypted: Bool, _ text: String) {
        let found = warnings([:], host: "db.example", isEncrypted: isEncrypted)
        #expect(found.count == 1)
        #expect(found.first?.contains(text) == true, "\(found)")
        #expect(warnings([:], host: "127.0.0.1", isEncrypted: isEncrypted) == [])
    }

    @Test(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
    func theSettingsOfAServerAreLookedAt() async throws {
        let server = try await SharedPostgres.server
        let url = server.url + "?options=-c%20synchronous_commit=off"
        let store = try SharedPostgres.store(url: url)
        let found = try await store.settingsWarnings()
        #expect(found.count == 2)
        #expect(found.first?.contains("fsync is off") == true, "\(found)")
        #expect(found.last?.contains("synchronous_commit is off") == true, "\(found)")
        await store.close()
    }

    private func warnings(
        _ changed: [String: String],
        host: String = "localhost",
        isEncrypted: Bool = false,
        isVerified: Bool = false
    ) -> [String] {
        PostgresSettings(
            facts: Self.good.merging(changed) { $1 },
            security: PostgresSecurity(
                endpoint: PostgresEndpoint(host: host, port: nil),
                isEncrypted: isEncrypted,
                isVerified: isVerified
            )
        ).warnings
    }
}
#endif
