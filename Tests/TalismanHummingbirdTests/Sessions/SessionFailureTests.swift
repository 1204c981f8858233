#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TalismanHummingbird
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SessionFailureTests {
    @Test(arguments: [
        ("teapot", 418), ("unknown", 500), ("unavailable", 503), ("large", 413), ("named", 400),
    ])
    func aRequestThatFailsWritesNothing(path: String, status: Int) async throws {
        let shop = try TestShop()
        try await shop.run(.router) { router in
            router.post("teapot") { _, context -> Response in
                try context.session["shop"].set("lost", for: "color")
                throw HTTPError(.init(code: 418))
            }
            router.post("unknown") { _, context -> Response in
                try context.session["shop"].set("lost", for: "color")
                throw Unknown()
            }
            router.post("large") { _, context -> Response in
                let text = String(repeating: "x", count: 70_000)
                try context.session["shop"].set(text, for: "color")
                return Response(status: .ok)
            }
            router.post("named") { _, context -> Response in
                try context.session["shop"].set("lost", for: "a/b")
                return Response(status: .ok)
            }
            router.post("unavailable") { _, context in
                try context.session["shop"].set("lost", for: "color")
                return Response(status: .serviceUnavailable)
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

    @Test func aClientErrorThatIsReturnedKeepsWhatWasWritten() async throws {
        try await TestShop().run(.router) { router in
            router.post("wrong") { _, context in
                try context.session["shop"].set("kept", for: "color")
                return Response(status: .badRequest)
            }
        } _: { client in
            let response = try await client.post("wrong")
            #expect(try await client.get("read", cookie: response.cookie).text == "kept")
        }
    }

    @Test func anErrorThatDependedOnTheSessionVaries() async throws {
        try await TestShop().run(.router) { router in
            router.get("secret") { _, context -> Response in
                _ = try await context.session["user"].contains("name")
                throw HTTPError(.notFound)
            }
        } _: { client in
            let secret = try await client.get("secret")
            #expect(secret.vary == ["cookie"])
            let nowhere = try await client.get("nowhere")
            #expect(nowhere.vary.isEmpty)
        }
    }

    @Test func aConflictIsNeverTheSuccessPage() async throws {
        let shop = try TestShop()
        try await shop.run(.router, retries: .none) { router in
            router.post("slow") { request, context in
                let package = try context.session["shop"]
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

    @Test(arguments: ["add", "color"])
    func aFullStoreIsNeverTheSuccessPage(path: String) async throws {
        let shop = try TestShop(store: MemorySessionStore(maximumRecords: 0))
        try await shop.run { client in
            let response = try await client.post(path)
            #expect(response.status == .serviceUnavailable)
            #expect(response.setCookies.isEmpty)
            #expect(response.text == "<h1>503 Out of service</h1>")
        }
    }

    @Test func aSessionThatWasEndedMeanwhileIsAConflict() async throws {
        let shop = try TestShop()
        try await shop.run(.router) { router in
            router.post("late") { request, context in
                _ = try await context.session["shop"].contains("color")
                let other = shop.manager.session(for: request.head)
                try other.logout()
                _ = try await other.commit()
                try context.session["shop"].set("late", for: "color")
                return "success"
            }
        } _: { client in
            let cookie = try await client.post("color").cookie
            #expect(try await client.post("late", cookie: cookie).status == .conflict)
            #expect(try await client.get("read", cookie: cookie).text == "none")
        }
    }

    @Test func theHeadOfAStreamWaitsForTheCommit() async throws {
        let shop = try TestShop()
        let late = Mutex<SessionErrorCode?>(nil)
        let stored = Mutex<[RecordingStore.Call]>([])
        try await shop.run(.live) { router in
            router.get("stream") { _, context in
                let session = try context.session
                try session["shop"].set("early", for: "color")
                return Response(
                    status: .ok,
                    body: ResponseBody { writer in
                        stored.withLock { $0 = shop.store.calls }
                        do throws(SessionError) {
                            try session["shop"].set("late", for: "color")
                        } catch {
                            late.withLock { $0 = error.code }
                        }
                        try await writer.write(ByteBuffer(string: "body"))
                        try await writer.finish(nil)
                    }
                )
            }
        } _: { client in
            let response = try await client.get("stream")
            #expect(response.text == "body")
            #expect(try await client.get("read", cookie: response.cookie).text == "early")
        }
        #expect(stored.withLock(\.self) == [.create])
        #expect(late.withLock(\.self) == .finished)
    }

    private struct Unknown: Error {}
}
#endif
