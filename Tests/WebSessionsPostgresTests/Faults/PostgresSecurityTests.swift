// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions

@testable import WebSessionsPostgres

/// Encryption, passwords, and roles with settings of their own.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresSecurityTests {
    private let server: PostgresServer
    private let certificate: LocalCertificate

    init() async throws {
        let folder = try TemporaryFolder()
        certificate = try LocalCertificate(in: folder)
        try PostgresServer.giveAway(certificate.key)
        let rules = try folder.write(
            "rules.conf",
            """
            host all postgres 127.0.0.1/32 trust
            hostssl all shop 127.0.0.1/32 scram-sha-256

            """
        )
        server = try await PostgresServer(
            [
                "fsync=off", "ssl=on", "ssl_cert_file=\(certificate.path)",
                "ssl_key_file=\(certificate.key)", "hba_file=\(rules)",
            ],
            folder: folder
        )
        try await server.query("CREATE ROLE shop LOGIN PASSWORD 'sesame'")
        try await server.query("GRANT CREATE ON DATABASE postgres TO shop")
    }

    @Test func aVerifiedConnectionTakesItsPasswordFromAFile() async throws {
        let passwords = try server.folder.write(
            "passwords",
            "127.0.0.1:\(server.port):*:shop:sesame\n"
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwords)
        let store = try SharedPostgres.store(url: url("shop", "&passfile=\(passwords)"))
        let counter = Counter()
        try await counter.make(in: store)
        let tally = await counter.increment(in: store, times: 200, tasks: 20)
        #expect(tally.errors == [])
        #expect(try await counter.value(in: store) == 200)
        #expect(store.driver.security?.isEncrypted == true)
        #expect(store.driver.security?.isVerified == true)
        await store.close()
    }

    @Test func aServerWithAnotherCertificateIsRefused() async throws {
        let other = try LocalCertificate()
        let store = try SharedPostgres.store(
            url: url("shop:sesame", authority: other.path),
            timeout: .seconds(1)
        )
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(error?.code == .storeUnavailable)
        #expect(
            error?.message.contains("certificate verify failed") == true,
            "\(error?.message ?? "")"
        )
        await store.close()
    }

    @Test(arguments: ["shop:hunter2", "shop"])
    func aWrongPasswordIsRefusedAndNotTold(_ login: String) async throws {
        let store = try SharedPostgres.store(url: url(login), timeout: .seconds(120))
        let start = ContinuousClock.now
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(start.duration(to: .now) < .seconds(60))
        #expect(error?.code == .storeUnavailable)
        #expect(error?.isStoreAway == false)
        #expect(error?.message.contains("refused the user name and password") == true)
        for text in [error?.description, error?.cause, error.map { String(reflecting: $0) }] {
            #expect(text?.contains("hunter2") == false)
        }
        await store.close()
    }

    /// Serial transactions would fail each other; the lock of the row is enough.
    @Test func theIsolationOfTheRoleDoesNotMatter() async throws {
        try await server.query(
            "ALTER ROLE shop SET default_transaction_isolation = 'serializable'"
        )
        let store = try SharedPostgres.store(url: url("shop:sesame"), connections: 4)
        let counter = Counter()
        try await counter.make(in: store)
        let tally = await counter.increment(in: store, times: 400, tasks: 40)
        #expect(tally.errors == [])
        #expect(try await counter.value(in: store) == 400)
        await store.close()
    }

    private func url(
        _ login: String,
        _ parameters: String = "",
        authority: String? = nil
    ) -> String {
        let authority = authority ?? certificate.path
        return "postgres://\(login)@127.0.0.1:\(server.port)/postgres?sslmode=verify-full"
            + "&sslrootcert=\(authority)\(parameters)"
    }
}
#endif
