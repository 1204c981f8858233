// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// What the log learns when a session fails: never whose it is, nor what is in it.
@Suite struct SessionLogTests {
    private static let secrets = [
        "wilma", "Firefox", "client_hint", "color", "shop/", "count", "favourite",
    ]

    private let log = LogLines()

    @Test(arguments: TestServer.all) func aFailureOfAStoreIsToldByItsCodeAndCause(
        server: TestServer
    ) async throws {
        let store = BreakableStore()
        try await TestShop(store: store).run(server, logger: log.logger) { client in
            let cookie = try await client.post("color", form: "color=red").cookie
            store.isBroken = true
            #expect(try await client.get("read", cookie: cookie).status == .serviceUnavailable)
            #expect(try await client.post("add", cookie: cookie).status == .serviceUnavailable)
        }
        try expectLine([
            "session failed", "code: store-failure", "store: breakable", "cause: Broken",
        ])
    }

    @Test(arguments: TestServer.all) func aConflictNamesNoField(server: TestServer) async throws {
        let shop = try TestShop()
        try await shop.run(server, retries: .none, logger: log.logger) { router in
            router.post("slow") { request in
                let package = try request.session["shop"]
                _ = try await package.value("color", as: String.self)
                let other = shop.manager.session(for: request.head)
                try other["shop"].set("faster", for: "color")
                _ = try await other.commit()
                try package.set("slow", for: "color")
                return "success"
            }
        } _: { client in
            let cookie = try await client.post("color", form: "color=old").cookie
            #expect(try await client.post("slow", cookie: cookie).status == .conflict)
        }
        try expectLine(["session failed", "code: conflict"])
    }

    @Test(arguments: TestServer.all) func aValueThatCannotBeReadIsNotNamed(
        server: TestServer
    ) async throws {
        let memory = MemorySessionStore()
        let shop = try TestShop(store: memory)
        try await shop.run(server, logger: log.logger) { client in
            let cookie = try await client.post("color", form: "color=red").cookie
            let record = try #require(try await memory.records(after: nil, limit: 1).records.first)
            let field = try SessionField(package: "shop", key: "color")
            let request = HTTPRequest(
                method: .get,
                scheme: nil,
                authority: nil,
                path: "/",
                headerFields: [.cookie: cookie ?? ""]
            )
            let reading = shop.manager.clientIDs.clientID(in: ClientRequest(request))
            let id = try #require(reading.clientID)
            let value = SessionValue(storedBytes: [0xFF])
            let commit = SessionCommit([.set(field, value)], policy: record.policy)
            _ = try await memory.commit(id.locator, secretHash: id.secretHash, commit)
            #expect(try await client.get("favourite", cookie: cookie).status == .ok)
        }
        try expectLine(["session value skipped", "code: undecodable", "store: memory"])
    }

    @Test(arguments: TestServer.all) func anErrorOfAHandlerIsToldTheSame(
        server: TestServer
    ) async throws {
        try await TestShop().run(server, logger: log.logger) { router in
            router.get("fails") { _ -> String in
                let field = try SessionField(package: "shop", key: "color")
                throw SessionError(.kindMismatch, "of wilma", field: field)
            }
        } _: { client in
            let response = try await client.get("fails")
            #expect(response.status == .internalServerError)
        }
        try expectLine(["code: kind-mismatch"])
    }

    private func expectLine(_ parts: [String]) throws {
        let lines = log.all.filter { $0.contains("session") }
        let isThere = lines.contains { line in parts.allSatisfy { line.contains($0) } }
        #expect(isThere, "\(lines)")
        for line in lines {
            for secret in Self.secrets {
                #expect(!line.contains(secret), "\(line)")
            }
        }
    }
}
