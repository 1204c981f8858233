// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import TestSupport
import Testing
import WebSessions
import WebSessionsPostgres
import WebSessionsTesting

/// Whose sessions `talisman sessions` works on in PostgreSQL.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected)) struct SessionsCommandPostgresTests {
    private static let commands = [
        ["list"], ["count"], ["sweep"], ["revoke", "--principal", "ada"],
    ]
    private static let starting = Task { try await PostgresServer(["fsync=off"]) }

    private let server: PostgresServer

    init() async throws {
        server = try await Self.starting.value
        for schema in ["shop", "blog"] {
            try await server.query("DROP SCHEMA IF EXISTS \(schema) CASCADE")
        }
    }

    @Test func theOnlySchemaNeedsNoName() async throws {
        try await add("shop", principal: "ada")
        #expect(try run("count").output == "1\n")
        #expect(try run("count", "--schema", "shop").output == "1\n")
        #expect(try run("list").output.contains("ada"))
        #expect(try run("sweep").status == 0)
        #expect(try run("revoke", "--principal", "ada").output == "ended 1\n")
        #expect(try run("count").output == "0\n")
    }

    @Test func severalSchemasAreNamed() async throws {
        try await add("shop", principal: "ada")
        try await add("blog", principal: "ada")
        for command in Self.commands {
            let result = try run(command)
            #expect(result.errors == "--schema is missing; there are sessions in 'blog', 'shop'\n")
            #expect(result.output == "")
            #expect(result.status == 2)
        }
        #expect(try run("count", "--schema", "shop").output == "1\n")
    }

    /// A wrong name would otherwise make tables, and say that all is well.
    @Test func aNameWithoutSessionsIsAnError() async throws {
        try await add("shop", principal: "ada")
        for command in Self.commands {
            let result = try run(command + ["--schema", "blog"])
            #expect(
                result.errors == "there are no sessions in a schema 'blog' of the database\n"
            )
            #expect(result.output == "")
            #expect(result.status == 2)
        }
        #expect(try await server.query("SELECT to_regnamespace('blog') IS NULL") == "t")
    }

    @Test func aDatabaseWithoutSessionsIsAnError() throws {
        let result = try run("revoke", "--principal", "ada")
        #expect(result.errors == "there are no sessions in the database\n")
        #expect(result.status == 2)
    }

    @Test func aServerThatIsAwayIsAnErrorWithoutThePassword() throws {
        let url = "postgres://ada:hunter2@127.0.0.1:1/shop"
        let result = try Command.run("sessions", "count", "--store", url)
        #expect(result.status == 2)
        #expect(result.errors.contains("cannot be reached: Connection refused"))
        #expect(!result.errors.contains("hunter2"))
    }

    private func add(_ schema: String, principal: String) async throws {
        let store = try PostgresSessionStore(
            url: server.url,
            schema: schema,
            timeout: .seconds(30),
            connections: 1
        )
        let site = try SessionTestSite(store: store)
        _ = try await site.seed { try $0.login(principal: principal) }
        await store.close()
    }

    private func run(_ arguments: String...) throws -> Program.Result {
        try run(arguments)
    }

    private func run(_ arguments: [String]) throws -> Program.Result {
        try Command.run(["sessions"] + arguments + ["--store", server.url])
    }
}
#endif
