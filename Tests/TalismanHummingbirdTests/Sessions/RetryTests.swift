// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import MetricsTestKit
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// A handler that read what another request changes before it commits.
@Suite struct RetryTests {
    private final class Runs: Sendable {
        let bodies = Mutex<[String]>([])
        /// How many runs another request is faster than.
        let disturbed: Int

        init(disturbed: Int) {
            self.disturbed = disturbed
        }

        func enter(_ body: String) -> Bool {
            bodies.withLock { bodies in
                bodies.append(body)
                return bodies.count <= disturbed
            }
        }
    }

    private func run<Result: Sendable>(
        _ server: TestServer,
        _ shop: TestShop,
        _ runs: Runs,
        retries: SessionRetries = SessionRetries(),
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        try await shop.run(server, retries: retries) { router in
            router.post("slow") { request in
                let count = try await request.session["shop"].value("count", as: Int.self) ?? 0
                let body = try await request.body(upTo: 1_000_000)
                if runs.enter(body) {
                    let other = shop.manager.session(for: request.head)
                    try other["shop"].increment("count")
                    _ = try await other.commit()
                }
                try request.session["shop"].set(count + 1, for: "count")
                return "run \(runs.bodies.withLock(\.count))"
            }
        } _: { client in
            try await test(client)
        }
    }

    @Test(arguments: TestServer.all + TestServer.liveHummingbirds)
    func runsAgainWithTheSameBodyAndFreshState(server: TestServer) async throws {
        let shop = try TestShop()
        let runs = Runs(disturbed: 3)
        try await run(server, shop, runs) { client in
            let cookie = try await client.post("add").cookie
            let response = try await client.post("slow", cookie: cookie, form: "a=1")
            #expect(response.status == .ok)
            #expect(response.text == "run 4")
            #expect(try await client.get("count", cookie: cookie).text == "5")
        }
        #expect(runs.bodies.withLock(\.self) == ["a=1", "a=1", "a=1", "a=1"])
        #expect(try shop.metrics.expectCounter("sessions.retried").totalValue == 3)
    }

    @Test(arguments: TestServer.all) func givesUpAfterThreeFurtherRuns(
        server: TestServer
    ) async throws {
        let runs = Runs(disturbed: 10)
        try await run(server, TestShop(), runs) { client in
            let cookie = try await client.post("add").cookie
            let response = try await client.post("slow", cookie: cookie, form: "a=1")
            #expect(response.status == .conflict)
            #expect(response.setCookies.isEmpty)
            #expect(try await client.get("count", cookie: cookie).text == "5")
        }
        #expect(runs.bodies.withLock(\.count) == 4)
    }

    @Test(arguments: TestServer.all) func canBeTurnedOff(server: TestServer) async throws {
        let runs = Runs(disturbed: 1)
        try await run(server, TestShop(), runs, retries: .none) { client in
            let cookie = try await client.post("add").cookie
            #expect(try await client.post("slow", cookie: cookie).status == .conflict)
        }
        #expect(runs.bodies.withLock(\.count) == 1)
    }

    @Test(arguments: TestServer.live) func aLongBodyIsReadOnceAndNotKept(
        server: TestServer
    ) async throws {
        let runs = Runs(disturbed: 1)
        let body = String(repeating: "x", count: 101)
        let retries = SessionRetries(bodyBytes: 100)
        try await run(server, TestShop(), runs, retries: retries) { client in
            let cookie = try await client.post("add").cookie
            let response = try await client.post("slow", cookie: cookie, form: body)
            #expect(response.status == .conflict)
            let again = try await client.post("slow", cookie: cookie, form: body)
            #expect(again.status == .ok)
        }
        #expect(runs.bodies.withLock(\.self) == [body, body])
    }

    @Test(arguments: TestServer.all) func readModifyWriteLosesNothing(
        server: TestServer
    ) async throws {
        let runs = Runs(disturbed: 0)
        try await run(server, TestShop(), runs) { client in
            let cookie = try await client.post("add").cookie
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        for _ in 0..<10 {
                            let response = try await client.post("slow", cookie: cookie)
                            #expect(response.status == .ok)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await client.get("count", cookie: cookie).text == "201")
        }
    }

    /// The body breaks off, and the handler that reads it does not care about errors.
    @Test(arguments: TestServer.live, ["Transfer-Encoding: chunked\r\n\r\nzz\r\nbroken\r\n\r\n"])
    func aBodyThatIsNotProperlySentIsNoServerError(server: TestServer, rest: String) async throws {
        let runs = Runs(disturbed: 0)
        try await run(server, TestShop(), runs) { client in
            let port = try #require(client.port)
            let head = "POST /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            let answer = try await RawSocket.exchange(Array((head + rest).utf8), port: port)
            #expect(server.refuses(answer), "\(answer)")
        }
    }
}
