#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MetricsTestKit
import Synchronization
import TalismanHummingbird
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

    private func run<Result>(
        _ shop: TestShop,
        _ runs: Runs,
        retries: SessionRetries = SessionRetries(),
        setup: TestingSetup = .router,
        _ test: @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        try await shop.run(setup, retries: retries) { router in
            router.post("slow") { request, context in
                let count = try await context.session["shop"].value("count", as: Int.self) ?? 0
                let body = try await request.body.collect(upTo: 1_000_000)
                if runs.enter(String(buffer: body)) {
                    let other = shop.manager.session(for: request.head)
                    try other["shop"].increment("count")
                    _ = try await other.commit()
                }
                try context.session["shop"].set(count + 1, for: "count")
                return "run \(runs.bodies.withLock(\.count))"
            }
        } _: { client in
            try await test(client)
        }
    }

    @Test(arguments: [TestingSetup.router, .live])
    func runsAgainWithTheSameBodyAndFreshState(setup: TestingSetup) async throws {
        let shop = try TestShop()
        let runs = Runs(disturbed: 3)
        try await run(shop, runs, setup: setup) { client in
            let cookie = try await client.post("add").cookie
            let response = try await client.post("slow", cookie: cookie, form: "a=1")
            #expect(response.status == .ok)
            #expect(response.text == "run 4")
            #expect(try await client.get("count", cookie: cookie).text == "5")
        }
        #expect(runs.bodies.withLock(\.self) == ["a=1", "a=1", "a=1", "a=1"])
        #expect(try shop.metrics.expectCounter("sessions.retried").totalValue == 3)
    }

    @Test func givesUpAfterThreeFurtherRuns() async throws {
        let runs = Runs(disturbed: 10)
        try await run(TestShop(), runs) { client in
            let cookie = try await client.post("add").cookie
            let response = try await client.post("slow", cookie: cookie, form: "a=1")
            #expect(response.status == .conflict)
            #expect(response.setCookies.isEmpty)
            #expect(try await client.get("count", cookie: cookie).text == "5")
        }
        #expect(runs.bodies.withLock(\.count) == 4)
    }

    @Test func canBeTurnedOff() async throws {
        let runs = Runs(disturbed: 1)
        try await run(TestShop(), runs, retries: .none) { client in
            let cookie = try await client.post("add").cookie
            #expect(try await client.post("slow", cookie: cookie).status == .conflict)
        }
        #expect(runs.bodies.withLock(\.count) == 1)
    }

    @Test func aLongBodyIsReadOnceAndNotKept() async throws {
        let runs = Runs(disturbed: 1)
        let body = String(repeating: "x", count: 101)
        let retries = SessionRetries(bodyBytes: 100)
        try await run(TestShop(), runs, retries: retries, setup: .live) { client in
            let cookie = try await client.post("add").cookie
            let response = try await client.post("slow", cookie: cookie, form: body)
            #expect(response.status == .conflict)
            let again = try await client.post("slow", cookie: cookie, form: body)
            #expect(again.status == .ok)
        }
        #expect(runs.bodies.withLock(\.self) == [body, body])
    }

    @Test func readModifyWriteLosesNothing() async throws {
        let runs = Runs(disturbed: 0)
        try await run(TestShop(), runs) { client in
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
    @Test(arguments: ["Transfer-Encoding: chunked\r\n\r\nzz\r\nbroken\r\n\r\n"])
    func aBodyThatIsNotProperlySentIsNoServerError(rest: String) async throws {
        let runs = Runs(disturbed: 0)
        try await run(TestShop(), runs, setup: .live) { client in
            let port = try #require(client.port)
            let head = "POST /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            let answer = try await RawSocket.exchange(Array((head + rest).utf8), port: port)
            #expect(answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
        }
    }
}
#endif
