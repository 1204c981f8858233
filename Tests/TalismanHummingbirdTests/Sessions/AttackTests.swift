// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import MetricsTestKit
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// Attacks on sessions, over HTTP.
@Suite struct AttackTests {
    private func run<Result: Sendable>(
        _ shop: TestShop,
        _ server: TestServer,
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        try await shop.run(server) { router in
            router.post("login") { request in
                try request.session.login(principal: "ada")
                return HTTPResponse.Status.noContent
            }
            router.post("logout") { request in
                try request.session.logout()
                return HTTPResponse.Status.noContent
            }
            router.get("who") { request in
                try await request.session.principal() ?? "nobody"
            }
        } _: { client in
            try await test(client)
        }
    }

    // MARK: Fixation

    /// A well-formed token of another application, as an attacker would plant it.
    private func plantedCookie(_ server: TestServer) async throws -> String {
        try await run(TestShop(), server) { client in
            try #require(try await client.post("color", form: "color=planted").cookie)
        }
    }

    @Test(arguments: TestServer.all) func aPlantedIdIsReplacedAtTheFirstWrite(
        server: TestServer
    ) async throws {
        let planted = try await plantedCookie(server)
        try await run(TestShop(), server) { client in
            let response = try await client.post("color", cookie: planted, form: "color=mine")
            let cookie = try #require(response.cookie)
            #expect(cookie != planted)
            #expect(try await client.get("read", cookie: planted).text == "none")
            #expect(try await client.get("read", cookie: cookie).text == "mine")
        }
    }

    /// The attacker plants a valid cookie of the same site, and waits for the login.
    @Test(arguments: TestServer.all) func anIdPlantedBeforeTheLoginIsWorthNothingAfterIt(
        server: TestServer
    ) async throws {
        try await run(TestShop(), server) { client in
            let planted = try #require(try await client.post("color", form: "color=x").cookie)
            let victim = try #require(try await client.post("login", cookie: planted).cookie)
            #expect(victim != planted)
            #expect(try await client.get("who", cookie: victim).text == "ada")
            #expect(try await client.get("who", cookie: planted).text == "nobody")
            #expect(try await client.get("read", cookie: planted).text == "none")
        }
    }

    // MARK: Forgery

    @Test(arguments: TestServer.all) func noChangedCharacterIsAccepted(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await run(shop, server) { client in
            let cookie = try #require(try await client.post("color", form: "color=red").cookie)
            let bytes = Array(cookie.utf8)
            let start = "__Host-id=".utf8.count
            shop.store.reset()
            for index in start..<bytes.count {
                var forged = bytes
                forged[index] = forged[index] == 0x41 ? 0x42 : 0x41
                let text = String(decoding: forged, as: UTF8.self)
                #expect(try await client.get("read", cookie: text).text == "none", "\(index)")
            }
            #expect(shop.store.calls.isEmpty)
            #expect(try await client.get("read", cookie: cookie).text == "red")
        }
    }

    @Test(arguments: TestServer.all) func noTruncatedTokenIsAccepted(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await run(shop, server) { client in
            let cookie = try #require(try await client.post("color", form: "color=red").cookie)
            shop.store.reset()
            for count in "__Host-id=".utf8.count..<cookie.utf8.count {
                let text = String(cookie.prefix(count))
                #expect(try await client.get("read", cookie: text).text == "none", "\(count)")
            }
            #expect(shop.store.calls.isEmpty)
        }
    }

    /// Over-long, empty, with NUL, with other controls, not ASCII, not UTF-8: over a socket,
    /// because no client library would send some of them.
    @Test(
        arguments: TestServer.live,
        [
            [UInt8](repeating: 0x41, count: 7000), [], [0], [0x41, 0, 0x41], [0x0B], [0x1F], [0x7F],
            Array("ä".utf8), Array("🍪".utf8), [0xFF, 0xFE], [0xC0, 0x80], Array("v1.a.b.c.d".utf8),
            Array("v1.generated.é.é.é".utf8), Array("' OR 1=1 --".utf8),
            Array("../../etc/passwd".utf8),
        ]
    )
    func noStrangeBytesReachTheStoreOrBreakThePage(server: TestServer, bytes: [UInt8]) async throws
    {
        let shop = try TestShop()
        try await run(shop, server) { client in
            let port = try #require(client.port)
            let head =
                "GET /read HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: __Host-id="
            let request = Array(head.utf8) + bytes + Array("\r\n\r\n".utf8)
            let answer = try await RawSocket.exchange(request, port: port)
            let isAnonymous = answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("none")
            #expect(isAnonymous || server.refuses(answer), "\(answer)")
        }
        #expect(shop.store.calls.isEmpty)
    }

    // MARK: Two cookies of one name

    @Test(arguments: TestServer.all) func ofTwoCookiesTheValidOneCountsInBothOrders(
        server: TestServer
    ) async throws {
        let planted = try await plantedCookie(server)
        try await run(TestShop(), server) { client in
            let cookie = try #require(try await client.post("color", form: "color=red").cookie)
            for cookies in ["\(planted); \(cookie)", "\(cookie); \(planted)"] {
                #expect(try await client.get("read", cookie: cookies).text == "red")
            }
        }
    }

    /// A neighbour on a subdomain can add cookies for the domain, of any plain name.
    @Test(arguments: TestServer.all) func aCookieTossedFromASubdomainIsNotTheSession(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await run(shop, server) { client in
            let attacker = try #require(try await client.post("color", form: "color=evil").cookie)
            let token = attacker.dropFirst("__Host-id=".count)
            let cookie = try #require(try await client.post("color", form: "color=red").cookie)
            for name in [
                "id", "__Secure-id", "__host-id", "__HOST-ID", " __Host-id x", "=__Host-id",
            ] {
                let tossed = "\(name)=\(token)"
                #expect(try await client.get("read", cookie: tossed).text == "none", "\(name)")
                #expect(try await client.get("read", cookie: "\(tossed); \(cookie)").text == "red")
            }
            let attributes = try await client.post("color").setCookies.joined()
            #expect(attributes.contains("__Host-id=") && attributes.contains("; Secure"))
            #expect(attributes.contains("; Path=/;") && !attributes.contains("Domain"))
        }
    }

    // MARK: Replay

    @Test(arguments: TestServer.all) func aCookieIsWorthNothingAfterTheLogout(
        server: TestServer
    ) async throws {
        try await run(TestShop(), server) { client in
            let guest = try #require(try await client.post("color", form: "color=red").cookie)
            let cookie = try #require(try await client.post("login", cookie: guest).cookie)
            let logout = try await client.post("logout", cookie: cookie)
            #expect(logout.setCookies.first?.hasPrefix("__Host-id=; Path=/; Max-Age=0;") == true)
            #expect(logout.headers[.cacheControl] == "no-store")
            for old in [guest, cookie] {
                #expect(try await client.get("who", cookie: old).text == "nobody")
                #expect(try await client.get("read", cookie: old).text == "none")
            }
            let next = try #require(try await client.post("add", cookie: cookie).cookie)
            #expect(next != cookie)
            #expect(try await client.get("who", cookie: cookie).text == "nobody")
        }
    }

    @Test(arguments: TestServer.all) func aCookieIsWorthNothingAfterARotation(
        server: TestServer
    ) async throws {
        try await run(TestShop(), server) { client in
            let first = try #require(try await client.post("login").cookie)
            let second = try #require(try await client.post("login", cookie: first).cookie)
            #expect(try await client.get("who", cookie: first).text == "nobody")
            #expect(try await client.get("who", cookie: second).text == "ada")
            // Nor does a write with it harm the session.
            _ = try await client.post("color", cookie: first, form: "color=evil")
            #expect(try await client.get("read", cookie: second).text == "none")
        }
    }

    /// The logout comes while another request of the session is on its way.
    @Test(arguments: TestServer.all) func aWriteInFlightDoesNotUndoTheLogout(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        let (started, enter) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        try await shop.run(server) { router in
            router.post("slow") { request in
                _ = try await request.session["shop"].contains("color")
                try request.session["shop"].set("revived", for: "color")
                enter.yield()
                for await _ in released { break }
                return HTTPResponse.Status.noContent
            }
            router.post("logout") { request in
                try request.session.logout()
                return HTTPResponse.Status.noContent
            }
        } _: { client in
            let cookie = try #require(try await client.post("color").cookie)
            async let slow = client.post("slow", cookie: cookie)
            for await _ in started { break }
            _ = try await client.post("logout", cookie: cookie)
            release.yield()
            let response = try await slow
            #expect(response.status == .conflict)
            #expect(response.setCookies.isEmpty)
            #expect(try await client.get("read", cookie: cookie).text == "none")
        }
        #expect(try await shop.store.records(after: nil, limit: 10).records.isEmpty)
    }

    // MARK: Floods

    /// Guessed tokens cost no call of the store, and are counted.
    @Test(arguments: TestServer.all) func aFloodOfGuessesReachesNoStore(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        let random = SeededRandomSource(seed: 7)
        let count = server.kind == .hummingbird ? 2000 : 200
        try await run(shop, server) { client in
            for _ in 0..<count {
                let parts = [12, 32, 32].map { count in
                    String(random.bytes(count * 4 / 3).map { Self.alphabet[Int($0 & 63)] })
                }
                let guess = "__Host-id=v1.generated.\(parts.joined(separator: "."))"
                let text = try await client.get("read", cookie: guess).text
                #expect(text == "none")
            }
        }
        #expect(shop.store.calls.isEmpty)
        let counts = ["malformed", "wrong-signature"].map { reason in
            try? shop.metrics.expectCounter("sessions.refused", [("reason", reason)]).totalValue
        }
        #expect(counts.compactMap(\.self).reduce(0, +) == count)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )

    /// Visitors that read pages and never send a cookie back leave nothing behind.
    @Test(arguments: TestServer.all) func aHundredThousandRobotsLeaveNoRecord(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        // Each request through a socket takes a port of this machine for a minute.
        let count = server.kind == .hummingbird ? 25_000 : 250
        try await run(shop, server) { client in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var cookies = 0
                        for _ in 0..<count {
                            cookies += try await client.get("read").setCookies.count
                        }
                        return cookies
                    }
                }
                let cookies = try await group.reduce(0, +)
                #expect(cookies == 0)
            }
        }
        #expect(shop.store.calls.isEmpty)
    }

    // MARK: Other ways in

    @Test(arguments: TestServer.all) func anIdInTheQueryOrFormOrFieldIsIgnoredUnlessASiteAsksForIt(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await run(shop, server) { client in
            let cookie = try #require(try await client.post("login").cookie)
            let token = String(cookie.dropFirst("__Host-id=".count))
            shop.store.reset()
            for name in ["__Host-id", "id", "sid", "session", "PHPSESSID"] {
                #expect(try await client.get("who?\(name)=\(token)").text == "nobody")
                let fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
                let body = "\(name)=\(token)"
                let response = try await client.execute(
                    uri: "/who",
                    method: .get,
                    headers: fields,
                    body: body
                )
                #expect(response.text == "nobody")
            }
            for name in ["X-Session", "Authorization", "X-Auth-Token", "Set-Cookie"] {
                let field = try #require(HTTPField.Name(name))
                let response = try await client.execute(
                    uri: "/who",
                    method: .get,
                    headers: [field: token]
                )
                #expect(response.text == "nobody")
            }
            #expect(shop.store.calls.isEmpty)
        }
    }
}
