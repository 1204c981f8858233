// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions

@testable import WebSessionsPostgres

/// The tables, and roles that may not make them.
@Suite(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresSchemaTests {
    private let server: PostgresServer
    private let schema = SharedPostgres.schema

    init() async throws {
        server = try await SharedPostgres.server
    }

    @Test func manyNodesStartAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let store = try SharedPostgres.store(url: server.url, schema: schema)
                    try await Counter().make(in: store)
                    await store.close()
                }
            }
            try await group.waitForAll()
        }
        let store = try SharedPostgres.store(url: server.url, schema: schema)
        #expect(try await store.records(after: nil, limit: 100).records.count == 8)
        await store.close()
    }

    @Test func tablesOfANewerVersionAreLeftAlone() async throws {
        try await make()
        try await server.query(
            "INSERT INTO \(schema).session_migrations (identifier) VALUES ('sessions-99')"
        )
        let store = try SharedPostgres.store(url: server.url, schema: schema)
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("newer version") == true)
        await store.close()
    }

    @Test func aStoreThatMayNotMakeTablesSaysSo() async throws {
        let store = try SharedPostgres.store(url: server.url, schema: schema, migrates: false)
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("migrate()") == true)
        try await make()
        try await store.ping()
        await store.close()
    }

    /// Somebody drops the schema while the application runs.
    @Test func tablesThatAreGoneAreMadeAnew() async throws {
        let store = try SharedPostgres.store(url: server.url, schema: schema)
        try await Counter().make(in: store)
        try await server.query("DROP SCHEMA \(schema) CASCADE")
        await #expect(throws: SessionError.self) { try await Counter().make(in: store) }
        let counter = Counter()
        try await eventually("there are tables") {
            try await counter.make(in: store)
            return true
        }
        try await counter.increment(in: store)
        await store.close()
    }

    /// The grants that the documentation names are enough, and each is needed.
    @Test func aRoleNeedsWhatTheDocumentationSays() async throws {
        try await make()
        let role = "role_\(schema)"
        try await server.query("CREATE ROLE \(role) LOGIN")
        let url = "postgres://\(role)@127.0.0.1:\(server.port)/postgres"
        let store = try SharedPostgres.store(url: url, schema: schema, migrates: false)
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("permission") == true, "\(error?.message ?? "")")
        #expect(error?.isStoreAway == false)
        try await server.query("GRANT USAGE ON SCHEMA \(schema) TO \(role)")
        try await server.query(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(role)"
        )
        let counter = Counter()
        try await counter.make(in: store)
        try await counter.increment(in: store)
        #expect(try await store.sweep(limit: 10) == 0)
        #expect(try await store.ends(limit: 10) == [])
        #expect(try await store.revoke(counter.id.locator, secretHash: nil))
        await store.close()
    }

    @Test func aRefusedLoginIsNoOutage() async throws {
        let url = "postgres://nobody_\(schema):sesame@127.0.0.1:\(server.port)/postgres"
        let store = try SharedPostgres.store(url: url, timeout: .seconds(120))
        let start = ContinuousClock.now
        let error = await #expect(throws: SessionError.self) { try await store.ping() }
        #expect(start.duration(to: .now) < .seconds(60))
        #expect(error?.code == .storeUnavailable)
        #expect(error?.isStoreAway == false)
        #expect(error?.message.contains("refused the user name and password (28000)") == true)
        #expect(error.map { "\($0)" }?.contains("sesame") == false)
        await store.close()
    }

    @Test func aPrincipalMayHaveAnyName() async throws {
        let store = try SharedPostgres.store(url: server.url, schema: schema)
        _ = try await store.create(
            ClientID(random: SystemRandomSource()).locator,
            secretHash: ClientID(random: SystemRandomSource()).secretHash,
            commit: SessionCommit(policy: SessionPolicy(), principal: "\u{E9}va\0")
        )
        let text = try await server.query("SELECT encode(principal, 'hex') FROM \(schema).sessions")
        #expect(text == "c3a9766100")
        #expect(try await store.records(ofPrincipal: "\u{E9}va\0").records.count == 1)
        await store.close()
    }

    private func make() async throws {
        let store = try SharedPostgres.store(url: server.url, schema: schema)
        try await store.migrate()
        try await store.migrate()
        await store.close()
    }
}
#endif
