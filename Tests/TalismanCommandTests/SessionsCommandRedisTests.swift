// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import TestSupport
import Testing
import WebSessions
import WebSessionsRedis
import WebSessionsTesting

/// Whose sessions `talisman sessions` works on in Redis.
@Suite(.serialized, .enabled(if: RedisServer.isExpected)) struct SessionsCommandRedisTests {
    private let server: RedisServer

    init() async throws {
        server = try await RedisServer()
    }

    @Test func theOnlyApplicationNeedsNoName() async throws {
        try await add("shop:eu", principal: "ada")
        #expect(try run("count").output == "1\n")
        #expect(try run("count", "--application", "shop:eu").output == "1\n")
        #expect(try run("revoke", "--principal", "ada").output == "ended 1\n")
    }

    @Test func aStoreWithoutANameIsAnApplicationToo() async throws {
        try await add("", principal: "ada")
        #expect(try run("count").output == "1\n")
        #expect(try run("count", "--application", "").output == "1\n")
    }

    @Test func severalApplicationsAreNamed() async throws {
        try await add("shop", principal: "ada")
        try await add("blog", principal: "ada")
        for command in [["list"], ["count"], ["sweep"], ["revoke", "--principal", "ada"]] {
            let result = try run(command)
            #expect(
                result.errors == "--application is missing; there are sessions of 'blog', 'shop'\n"
            )
            #expect(result.output == "")
            #expect(result.status == 2)
        }
        #expect(try run("count", "--application", "shop").output == "1\n")
    }

    /// A wrong name would otherwise end nothing, and say that all is well.
    @Test func aNameWithoutSessionsIsAnError() async throws {
        try await add("shop", principal: "ada")
        for command in [["list"], ["count"], ["sweep"], ["revoke", "--principal", "ada"]] {
            let result = try run(command + ["--application", "Shop"])
            #expect(
                result.errors
                    == "there are no sessions of an application 'Shop' at the server\n"
            )
            #expect(result.output == "")
            #expect(result.status == 2)
        }
    }

    @Test func aServerWithoutSessionsIsAnError() async throws {
        try await server.command("SET", "talisman:shop:note", "x")
        let result = try run("revoke", "--principal", "ada")
        #expect(result.errors == "there are no sessions at the server\n")
        #expect(result.status == 2)
    }

    private func add(_ application: String, principal: String) async throws {
        let store = try RedisSessionStore(
            url: server.url,
            application: application,
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
