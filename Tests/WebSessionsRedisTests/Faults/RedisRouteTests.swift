// SPDX-License-Identifier: Apache-2.0

#if Redis && Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// What visitors get while the server is away, over HTTP.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisRouteTests {
    @Test func eachRouteHasItsPolicyForAnOutage() async throws {
        let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let store = try SharedRedis.store(url: server.url, timeout: .seconds(1))
        try await RedisCluster.until("the store is connected") {
            try await store.records(ofPrincipal: "ada").records.isEmpty
        }
        try await Self.application(store).test(.router) { client in
            let visitor = Visitor(client: client, cookie: try await Visitor.login(client))
            for path in ["/shop", "/account"] {
                #expect(try await visitor.get(path) == Answer(.ok, "red"))
            }
            server.kill()
            let start = ContinuousClock.now
            #expect(try await visitor.get("/shop") == Answer(.ok, "none"))
            #expect(try await visitor.get("/account").status == .serviceUnavailable)
            #expect(try await visitor.post("/shop").status == .serviceUnavailable)
            #expect(try await visitor.post("/account").status == .serviceUnavailable)
            #expect(start.duration(to: .now) < .seconds(12), "four times a second")
            #expect(try await client.execute(uri: "/nothing", method: .get).status == .ok)
            try await server.start()
            try await RedisCluster.until("the store is back") {
                try await visitor.get("/account") == Answer(.ok, "red")
            }
            #expect(try await visitor.get("/shop") == Answer(.ok, "red"))
            #expect(try await visitor.post("/shop").status == .noContent)
            #expect(try await visitor.get("/account") == Answer(.ok, "blue"))
        }
        await store.close()
    }

    private static func application(_ store: RedisSessionStore) throws -> some ApplicationProtocol {
        let manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "test"),
            containers: SessionContainers(store)
        )
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.get("nothing") { _, _ in "nothing" }
        let policies: [(RouterPath, SessionOutage)] = [
            ("shop", .isAnonymous), ("account", .isAnError),
        ]
        for (path, outage) in policies {
            let group = router.group(path).add(
                middleware: WebSessionMiddleware(manager, outage: outage)
            )
            group.get { _, context in
                try await context.session["p"].value("color", as: String.self) ?? "none"
            }
            group.post { request, context in
                let color = request.uri.queryParameters["color"].map(String.init) ?? "blue"
                try context.session["p"].set(color, for: "color")
                return HTTPResponse.Status.noContent
            }
        }
        return Application(
            router: router,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

private struct Answer: Equatable {
    let status: HTTPResponse.Status
    let text: String

    init(_ status: HTTPResponse.Status, _ text: String) {
        self.status = status
        self.text = text
    }
}

/// A client with a cookie, which no outage takes away.
private struct Visitor {
    let client: any TestClientProtocol
    let cookie: String

    /// The first write can take longer than a call may, where many tests write to one disk.
    static func login(_ client: any TestClientProtocol) async throws -> String {
        var field: String?
        try await RedisCluster.until("a session is made") {
            let response = try await client.execute(uri: "/account?color=red", method: .post)
            field = response.headers[.setCookie]
            return field != nil
        }
        return String(try #require(field).prefix { $0 != ";" })
    }

    func get(_ path: String) async throws -> Answer { try await send(path, .get) }
    func post(_ path: String) async throws -> Answer { try await send(path, .post) }

    private func send(_ path: String, _ method: HTTPRequest.Method) async throws -> Answer {
        let response = try await client.execute(
            uri: path,
            method: method,
            headers: [.cookie: cookie]
        )
        #expect(response.headers[.setCookie] == nil, "\(method) \(path)")
        return Answer(response.status, String(buffer: response.body))
    }
}
#endif
