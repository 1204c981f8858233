// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SessionMiddlewareTests {
    @Test(arguments: TestServer.all, ["nothing", "plain"])
    func aRequestWithoutSessionWorkSetsNothing(server: TestServer, path: String) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let response = try await client.get(path)
            #expect(response.status == .ok)
            #expect(response.setCookies.isEmpty)
            #expect(response.vary.isEmpty)
            #expect(response.headers[.cacheControl] == nil)
        }
        #expect(shop.store.calls.isEmpty)
    }

    @Test(arguments: TestServer.all, ["read", "favourite"])
    func readingAnAbsentSessionSetsNoCookieAndAsksNoStore(
        server: TestServer,
        path: String
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let response = try await client.get(path)
            #expect(response.setCookies.isEmpty)
            #expect(response.vary == ["cookie"])
            #expect(response.headers[.cacheControl] == "private, no-cache")
        }
        #expect(shop.store.calls.isEmpty)
    }

    @Test(arguments: TestServer.all) func theFirstWriteMakesOneRecordAndOneCookie(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let response = try await client.post("color", form: "color=blue")
            #expect(response.status == .noContent)
            let attributes = response.setCookies.first?.split(separator: "; ").dropFirst()
            #expect(response.setCookies.count == 1)
            #expect(attributes.map(Array.init) == ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"])
            #expect(response.headers[.cacheControl] == "no-store")
            #expect(response.vary == ["cookie"])
            #expect(try await client.get("read", cookie: response.cookie).text == "blue")
        }
        #expect(shop.store.calls.filter { $0 == .create }.count == 1)
    }

    @Test(arguments: TestServer.all) func aSessionThatDoesNotChangeSendsNoCookie(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let cookie = try await client.post("color", form: "color=blue").cookie
            for path in ["read", "favourite"] {
                let response = try await client.get(path, cookie: cookie)
                #expect(response.setCookies.isEmpty)
                #expect(response.vary == ["cookie"])
            }
            let response = try await client.post("color", cookie: cookie, form: "color=red")
            #expect(response.setCookies.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func otherCookiesAndVaryFieldsStay(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { router in
            router.get("mixed") { request in
                try request.session["shop"].set(1, for: "x")
                var headers: HTTPFields = [.vary: "Accept-Encoding"]
                headers.append(HTTPField(name: .setCookie, value: "theme=dark"))
                headers.append(HTTPField(name: .setCookie, value: "seen=1"))
                return TestReply(status: .ok, headers: headers)
            }
            router.get("varied") { request in
                _ = try await request.session["shop"].contains("x")
                return TestReply(status: .ok, headers: [.vary: "accept-encoding, COOKIE"])
            }
        } _: { client in
            let mixed = try await client.get("mixed")
            #expect(mixed.setCookies.prefix(2) == ["theme=dark", "seen=1"])
            #expect(mixed.setCookies.count == 3)
            #expect(mixed.vary == ["accept-encoding", "cookie"])
            let varied = try await client.get("varied")
            #expect(varied.vary == ["accept-encoding", "cookie"])
        }
    }

    @Test(arguments: TestServer.all) func aPlainPageAsksNoStoreEvenWithACookie(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let cookie = try await client.post("color").cookie
            shop.store.reset()
            let response = try await client.get("plain", cookie: cookie)
            #expect(response.vary.isEmpty)
        }
        #expect(shop.store.calls.isEmpty)
    }

    @Test(arguments: TestServer.all) func aReadAndAWriteTakeOneRoundTripEach(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { client in
            let cookie = try await client.post("color").cookie
            shop.store.reset()
            _ = try await client.get("favourite", cookie: cookie)
            #expect(shop.store.calls == [.read])
            shop.store.reset()
            _ = try await client.post("add", cookie: cookie)
            #expect(shop.store.calls == [.commit])
        }
    }

    @Test(arguments: TestServer.all) func twoBrowsersSeeTheirOwnColours(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { client in
            let first = try await client.post("color", form: "color=red").cookie
            let second = try await client.post("color", form: "color=blue").cookie
            #expect(try await client.get("favourite", cookie: first).text == "<p>red</p>")
            #expect(try await client.get("favourite", cookie: second).text == "<p>blue</p>")
            #expect(try await client.get("favourite").text == "<p>green</p>")
        }
    }

    @Test(arguments: TestServer.all + TestServer.liveHummingbirds)
    func concurrentIncrementsLoseNone(server: TestServer) async throws {
        try await TestShop().run(server) { client in
            let cookie = try await client.post("add").cookie
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1..<200 {
                    group.addTask {
                        let response = try await client.post("add", cookie: cookie)
                        #expect(response.status == .noContent)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await client.get("count", cookie: cookie).text == "200")
        }
    }
}
