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

    /// Its response has begun, so that there is none to give.
    @Test func aBodyThatNobodyWaitsForIsCutOff() async throws {
        let timeouts = RequestTimeouts(head: .seconds(20), body: .seconds(6))
        try await shop.run(.hummingbird(.live, timeouts: timeouts)) { client in
            let answer = try await RawSocket.exchange(
                ["POST /add HTTP/1.1", "Host: a", "Content-Length: 70000", "", "x"],
                port: #require(client.port)
            )
            #expect(!answer.contains("408"), "\(answer)")
            #expect(answer.hasPrefix("HTTP/1.1 204 "), "\(answer)")
        }
    }

    @Test func aSlowHandlerIsNotCutOff() async throws {
        try await shop.run(.hummingbird(.live, timeouts: Self.quick)) { router in
            router.post("slow") { request in
                let body = try await request.body(upTo: 10)
                try await Task.sleep(for: .seconds(4))
                return body
            }
        } _: { client in
            let response = try await client.post("slow", form: "a")
            #expect(response.text == "a")
        }
    }

    @Test func aSlowBodyDoesNotHoldUpTheShutdown() async throws {
        let patient = RequestTimeouts(
            head: .seconds(600),
            body: .seconds(600),
            shutdown: .milliseconds(300)
        )
        let start = ContinuousClock.now
        let answer = try await shop.run(.hummingbird(.live, timeouts: patient)) { client in
            let port = try #require(client.port)
            let waiting = Task {
                try await RawSocket.exchange(
                    ["POST /color HTTP/1.1", "Host: a", Self.form, "Content-Length: 9", "", "c"],
                    port: port
                )
            }
            // The body is being read when the server is told to stop.
            try await Task.sleep(for: .milliseconds(200))
            return waiting
        }
        #expect(start.duration(to: .now) < .seconds(60))
        #expect(try await answer.value.contains("204") == false)
        #expect(shop.store.calls.isEmpty)
    }

    private static let form = "Content-Type: application/x-www-form-urlencoded"
}
#endif
