// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Testing
import WebSessionsTesting

@Suite struct ForgedCookieTests {
    private static let forged = [
        "", "x", "v1", "v1....", "v1.generated.AAAA.BBBB.CCCC", "\"quoted\"", "=;=;=",
        String(repeating: "A", count: 4000), "v9.a.b.c.d", "../../etc/passwd", "é", "%00",
    ]

    @Test(arguments: TestServer.all, forged)
    func isAnonymous(server: TestServer, value: String) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let response = try await client.get("favourite", cookie: "__Host-id=\(value)")
            #expect(response.status == .ok)
            #expect(response.text == "<p>green</p>")
            #expect(response.setCookies.isEmpty)
        }
        #expect(shop.store.calls.isEmpty)
    }

    @Test(arguments: TestServer.all) func aTamperedOneIsAnonymousAndAWriteGivesAnotherID(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let cookie = try #require(try await client.post("color", form: "color=red").cookie)
            shop.store.reset()
            let last: Character = cookie.last == "A" ? "Q" : "A"
            let forged = cookie.dropLast() + String(last)
            #expect(try await client.get("read", cookie: String(forged)).text == "none")
            #expect(shop.store.calls.isEmpty)
            let response = try await client.post("add", cookie: String(forged))
            #expect(response.cookie != nil && response.cookie != cookie)
        }
    }

    @Test(arguments: TestServer.all) func aValidOneCountsBehindAForgedOne(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { client in
            let cookie = try #require(try await client.post("color", form: "color=red").cookie)
            for cookies in ["__Host-id=forged; \(cookie)", "\(cookie); __Host-id=forged"] {
                #expect(try await client.get("read", cookie: cookies).text == "red")
            }
        }
    }

    /// Bytes that no client library would send, over a socket.
    @Test(
        arguments: TestServer.live,
        [
            [0xFF, 0xFE], [0x80], [0xC3, 0x28], [0xE9], [0x01], [0x7F], [0x09],
            [UInt8](repeating: 0xFF, count: 3000),
        ]
    )
    func anyBytesAreNeverAServerError(server: TestServer, bytes: [UInt8]) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let port = try #require(client.port)
            let head = "GET /favourite HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-id="
            let request = Array(head.utf8) + bytes + Array("\r\nConnection: close\r\n\r\n".utf8)
            let answer = try await RawSocket.exchange(request, port: port)
            let isFine = answer.hasPrefix("HTTP/1.1 200") && answer.contains("<p>green</p>")
            #expect(isFine || server.refuses(answer), "\(answer)")
            #expect(!answer.lowercased().contains("set-cookie"))
        }
        #expect(shop.store.calls.isEmpty)
    }
}
