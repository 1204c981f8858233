// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SessionFailureTests {
    @Test(
        arguments: TestServer.each([
            ("teapot", 418), ("unknown", 500), ("unavailable", 503), ("large", 413), ("named", 400),
        ])
    )
    func aRequestThatFailsWritesNothing(server: TestServer, path: String, status: Int) async throws
    {
        let shop = try TestShop()
        try await shop.run(server) { router in
            router.post("teapot") { request -> TestReply in
                try request.session["shop"].set("lost", for: "color")
                throw StatusError(.init(code: 418))
            }
            router.post("unknown") { request -> TestReply in
                try request.session["shop"].set("lost", for: "color")
                throw Unknown()
            }
            router.post("large") { request in
                let text = String(repeating: "x", count: 70_000)
                try request.session["shop"].set(text, for: "color")
                return TestReply(status: .ok)
            }
            router.post("named") { request in
                try request.session["shop"].set("lost", for: "a/b")
                return TestReply(status: .ok)
            }
            router.post("unavailable") { request in
                try request.session["shop"].set("lost", for: "color")
                return TestReply(status: .serviceUnavailable)
            }
        } _: { client in
            let anonymous = try await client.post(path)
            #expect(anonymous.status.code == status)
            #expect(anonymous.setCookies.isEmpty)
            #expect(shop.store.calls.isEmpty)
            let cookie = try await client.post("color", form: "color=kept").cookie
            _ = try await client.post(path, cookie: cookie)
            #expect(try await client.get("read", cookie: cookie).text == "kept")
        }
    }

    @Test(arguments: TestServer.all) func aClientErrorThatIsReturnedKeepsWhatWasWritten(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { router in
            router.post("wrong") { request in
                try request.session["shop"].set("kept", for: "color")
                return TestReply(status: .badRequest)
            }
        } _: { client in
            let response = try await client.post("wrong")
            #expect(try await client.get("read", cookie: response.cookie).text == "kept")
        }
    }

    @Test(arguments: TestServer.all) func anErrorThatDependedOnTheSessionVaries(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { router in
            router.get("secret") { request -> TestReply in
                _ = try await request.session["user"].contains("name")
                throw StatusError(.notFound)
            }
        } _: { client in
            let secret = try await client.get("secret")
            #expect(secret.vary == ["cookie"])
            let nowhere = try await client.get("nowhere")
            #expect(nowhere.vary.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func aConflictIsNeverTheSuccessPage(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server, retries: .none) { router in
            router.post("slow") { request in
                let package = try request.session["shop"]
                let color = try await package.value("color", as: String.self)
                let other = shop.manager.session(for: request.head)
                try other["shop"].set("faster", for: "color")
                _ = try await other.commit()
                try package.set("\(color ?? "")-slow", for: "color")
                return "success"
            }
        } _: { client in
            let cookie = try await client.post("color", form: "color=old").cookie
            let response = try await client.post("slow", cookie: cookie)
            #expect(response.status == .conflict)
            #expect(response.text == "<h1>409 Changed elsewhere</h1>")
            #expect(response.headers[.cacheControl] == "no-store")
            #expect(try await client.get("read", cookie: cookie).text == "faster")
        }
    }

    @Test(arguments: TestServer.all, ["add", "color"])
    func aFullStoreIsNeverTheSuccessPage(server: TestServer, path: String) async throws {
        let shop = try TestShop(store: MemorySessionStore(maximumRecords: 0))
        try await shop.run(server) { client in
            let response = try await client.post(path)
            #expect(response.status == .serviceUnavailable)
            #expect(response.setCookies.isEmpty)
            #expect(response.text == "<h1>503 Out of service</h1>")
        }
    }

    @Test(arguments: TestServer.all) func aSessionThatWasEndedMeanwhileIsAConflict(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server) { router in
            router.post("late") { request in
                _ = try await request.session["shop"].contains("color")
                let other = shop.manager.session(for: request.head)
                try other.logout()
                _ = try await other.commit()
                try request.session["shop"].set("late", for: "color")
                return "success"
            }
        } _: { client in
            let cookie = try await client.post("color").cookie
            #expect(try await client.post("late", cookie: cookie).status == .conflict)
            #expect(try await client.get("read", cookie: cookie).text == "none")
        }
    }

    private struct Unknown: Error {}
}
