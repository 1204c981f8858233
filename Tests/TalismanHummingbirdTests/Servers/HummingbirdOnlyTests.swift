// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PageTemplates
import Synchronization
import Talisman
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// What only a site of Hummingbird can do.
@Suite struct HummingbirdOnlyTests {
    @Test func theHeadOfAStreamWaitsForTheCommit() async throws {
        let shop = try TestShop()
        let late = Mutex<SessionErrorCode?>(nil)
        let stored = Mutex<[RecordingStore.Call]>([])
        try await shop.run(.hummingbird(.live)) { router in
            router.get("stream") { request in
                let session = try request.session
                try session["shop"].set("early", for: "color")
                let body = ResponseBody { writer in
                    stored.withLock { $0 = shop.store.calls }
                    do throws(SessionError) {
                        try session["shop"].set("late", for: "color")
                    } catch {
                        late.withLock { $0 = error.code }
                    }
                    try await writer.write(ByteBuffer(string: "body"))
                    try await writer.finish(nil)
                }
                return TestReply.hummingbird(Response(status: .ok, body: body))
            }
        } _: { client in
            let response = try await client.get("stream")
            #expect(response.text == "body")
            #expect(try await client.get("read", cookie: response.cookie).text == "early")
        }
        #expect(stored.withLock(\.self) == [.create])
        #expect(late.withLock(\.self) == .finished)
    }

    @Test func anErrorOfHummingbirdKeepsItsStatusAndVaries() async throws {
        try await TestShop().run(.hummingbird(.router)) { router in
            router.get("teapot") { request -> TestReply in
                _ = try await request.session["user"].contains("name")
                throw HTTPError(.init(code: 418), headers: [.from: "kitchen"])
            }
        } _: { client in
            let response = try await client.get("teapot")
            #expect(response.status.code == 418)
            #expect(response.headers[.from] == "kitchen")
            #expect(response.vary == ["cookie"])
        }
    }

    @Test func aBalancerLearnsWhetherTheStoresDoTheirWork() async throws {
        let store = BreakableStore()
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.addHealth(of: try TestShop(store: store).manager)
        try await Application(router: router).test(.router) { client in
            for (isBroken, status, text) in [
                (false, HTTPResponse.Status.ok, "ok\n"),
                (true, .serviceUnavailable, "out of service\n"),
            ] {
                store.isBroken = isBroken
                let response = try await client.execute(uri: "/healthz", method: .get)
                #expect(response.status == status)
                #expect(String(buffer: response.body) == text)
                #expect(response.headers[.cacheControl] == "no-store")
            }
        }
    }

    /// Hummingbird's middleware answers some of these with a length that is not that of the body.
    @Test(arguments: ["bytes=2000-", "bytes=5-", "bytes=-2", "bytes=abc", "items=", "bytes=0-1"])
    func filesGoOutAsAWhole(range: String) async throws {
        let folder = try TemporaryFolder(["a.css": "hello"])
        let router = Router()
        let files = try PublicFiles(folder: folder.path)
        router.add(middleware: PublicFileMiddleware(files, urlBasePath: "/static"))
        router.get("range") { request, _ in request.headers[.range] ?? "" }
        try await Application(router: router).test(.router) { client in
            let headers: HTTPFields = [.range: range]
            let path = "/static/a.css"
            let file = try await client.execute(uri: path, method: .get, headers: headers)
            #expect(file.status == .ok)
            #expect(String(buffer: file.body) == "hello")
            #expect(file.headers[.contentLength] == "5")
            // Routes have it.
            let route = try await client.execute(uri: "/range", method: .get, headers: headers)
            #expect(String(buffer: route.body) == range)
        }
    }

    @Test func aFolderOfFilesThatIsNotThereIsAnErrorAtTheStart() throws {
        let error = try #require(throws: TemplateError.self) {
            try PublicFiles(folder: "no-such-folder")
        }
        #expect(error.message.hasPrefix("there is no folder '/"))
        #expect(error.message.hasSuffix("/no-such-folder' of files"))
    }

    @Test func outsideOfTheMiddlewareThereIsNoSession() async throws {
        let pages = try TestShop().pages
        let router = Router(context: BasicWebSessionRequestContext.self)
        let code = Mutex<SessionErrorCode?>(nil)
        router.get("session") { _, context in
            do throws(SessionError) {
                return try context.session.description
            } catch {
                code.withLock { $0 = error.code }
                throw error
            }
        }
        router.get("favourite") { request, context in
            try await pages.page("favourite.html", for: request, in: context)
        }
        try await Application(router: router).test(.router) { client in
            for path in ["/session", "/favourite"] {
                let response = try await client.execute(uri: path, method: .get)
                #expect(response.status == .internalServerError)
            }
        }
        #expect(code.withLock(\.self) == .missingSession)
    }
}
#endif
