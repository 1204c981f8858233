// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import HummingbirdTimeouts
import TestSupport
import Testing
import WebSessionsTesting

/// Clients that take their time.
@Suite struct RequestTimeoutsTests {
    private static let quick = RequestTimeouts(head: .seconds(3), body: .seconds(2))
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func aSlowBodyIsAnsweredWith408AndStoresNothing() async throws {
        try await shop.run(.hummingbird(.live, timeouts: Self.quick)) { client in
            let answer = try await RawSocket.exchange(
                ["POST /color HTTP/1.1", "Host: a", Self.form, "Content-Length: 9", "", "color="],
                port: #require(client.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
            #expect(answer.lowercased().contains("connection: close"))
        }
        #expect(shop.store.calls.isEmpty)
    }

    /// What counts is the whole body, not the pauses in it.
    @Test func aBodyInDropsIsAnsweredWith408() async throws {
        try await shop.run(.hummingbird(.live, timeouts: Self.quick)) { client in
            let answer = try await RawSocket.exchange(
                ["POST /color HTTP/1.1", "Host: a", Self.form, "Content-Length: 99", "", ""],
                thenDrops: "x",
                port: #require(client.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
        }
        #expect(shop.store.calls.isEmpty)
    }

    @Test(arguments: ["", "GET /not", "GET /nothing HTTP/1.1\r\nHost: a\r\nX-"])
    func aSlowHeadIsCutOff(head: String) async throws {
        try await shop.run(.hummingbird(.live, timeouts: Self.quick)) { client in
            let port = try #require(client.port)
            #expect(try await RawSocket.exchange([head], port: port).isEmpty)
            guard !head.isEmpty else { return }
            let dropped = try await RawSocket.exchange([head], thenDrops: "x", port: port)
            #expect(dropped.isEmpty)
        }
    }

    @Test func aConnectionThatRestsIsClosedAfterItsResponse() async throws {
        try await shop.run(.hummingbird(.live, timeouts: Self.quick)) { client in
            let answer = try await RawSocket.exchange(
                ["GET /nothing HTTP/1.1", "Host: a", "", ""],
                port: #require(client.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.hasSuffix("nothing"))
        }
    }

    @Test(.timeLimit(.minutes(5))) func aSlowBodyDoesNotHoldUpTheShutdown() async throws {
        let patient = RequestTimeouts(
            head: .seconds(600),
            body: .seconds(600),
            shutdown: .milliseconds(300)
        )
        let start = ContinuousClock.now
        let (heads, head) = AsyncStream<Void>.makeStream()
        let answer = try await shop.run(.hummingbird(.live, timeouts: patient)) { router in
            router.post("slow") { request in
                head.yield()
                return try await request.body(upTo: 100_000)
            }
        } _: { client in
            let port = try #require(client.port)
            // So long a body is not read before the handler asks for it.
            let answer = Task {
                try await RawSocket.exchange(
                    ["POST /slow HTTP/1.1", "Host: a", "Content-Length: 70000", "", "c"],
                    port: port
                )
            }
            // The body is being read when the server is told to stop.
            for await _ in heads { break }
            return answer
        }
        // The other limits are ten minutes, and the client gives up after two.
        #expect(start.duration(to: .now) < .seconds(60))
        #expect(try await answer.value.isEmpty)
    }

    private static let form = "Content-Type: application/x-www-form-urlencoded"
}
#endif
