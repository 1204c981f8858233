// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions

@Suite struct SameOriginTests {
    @Test(
        arguments: [
            (.get, "cross-site", nil, 200),
            (.head, "cross-site", "https://evil.example", 200),
            (.post, "same-origin", nil, 200),
            (.post, "none", nil, 200),
            (.post, "same-origin", "http://localhost", 200),
            (.post, "cross-site", "http://localhost", 403),
            (.post, "same-site", nil, 403),
            (.post, "nonsense", nil, 403),
            (.delete, "cross-site", nil, 403),
            (.post, nil, nil, 200),
            (.post, nil, "http://localhost", 200),
            (.post, nil, "http://localhost:81", 403),
            (.post, nil, "http://localhost:80", 200),
            (.post, nil, "https://localhost", 200),
            (.post, nil, "https://evil.example", 403),
            (.post, nil, "null", 403),
            (.post, "cross-site", "https://pay.example", 200),
            (.post, nil, "https://pay.example", 200),
            (.post, nil, "http://pay.example", 403),
        ] as [(HTTPRequest.Method, String?, String?, Int)]
    )
    func decidesByWhatTheBrowserSays(
        method: HTTPRequest.Method,
        site: String?,
        origin: String?,
        status: Int
    ) async throws {
        let router = Router()
        let policy = SameOriginPolicy(trustedOrigins: [try PublicOrigin("https://pay.example")])
        router.add(middleware: SameOriginMiddleware(policy))
        for method in [HTTPRequest.Method.get, .head, .post, .delete] {
            router.on("/", method: method) { _, _ in "fine" }
        }
        var headers: HTTPFields = [:]
        headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site
        headers[.origin] = origin
        let sent = headers
        try await Application(router: router).test(.router) { client in
            let response = try await client.execute(uri: "/", method: method, headers: sent)
            #expect(response.status.code == status)
        }
    }

    /// Whoever connects is no proxy unless it is named.
    @Test(
        arguments: [
            (["127.0.0.1", "::1"], "https://shop.example", 200),
            (["127.0.0.1", "::1"], "http://shop.example", 403),
            (["10.0.0.0/8"], "https://shop.example", 403),
            ([], "https://shop.example", 403),
        ] as [([String], String, Int)]
    )
    func forwardedFieldsOfNamedProxiesCount(
        proxies: [String],
        origin: String,
        status: Int
    ) async throws {
        let policy = SameOriginPolicy(proxies: try TrustedProxies(proxies))
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.add(middleware: SameOriginMiddleware(policy))
        router.post("/") { _, _ in "fine" }
        var headers: HTTPFields = [.origin: origin]
        headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
        headers[try #require(HTTPField.Name("X-Forwarded-Host"))] = "shop.example"
        let sent = headers
        try await Application(router: router).test(.live) { client in
            let response = try await client.execute(uri: "/", method: .post, headers: sent)
            #expect(response.status.code == status)
        }
    }

    @Test func aRefusalIsLoggedWithWhatWasCompared() async throws {
        let log = LogLines()
        let router = Router()
        router.add(middleware: SameOriginMiddleware())
        router.post("/") { _, _ in "fine" }
        let headers: HTTPFields = [.origin: "https://shop.example", .cookie: "__Host-id=secret"]
        try await Application(router: router, logger: log.logger).test(.router) { client in
            _ = try await client.execute(uri: "/", method: .post, headers: headers)
        }
        let line = try #require(log.all.first { $0.contains("cross-origin request refused") })
        for fact in ["notice", "another-origin", "https://shop.example", "any://localhost"] {
            #expect(line.contains(fact), "\(line)")
        }
        #expect(!log.all.contains { $0.contains("secret") })
    }

    /// A request of HTTP/1.0 need not name its host.
    @Test func anOriginWithoutAHostIsRefused() async throws {
        let router = Router(context: PlainContext.self)
        router.add(middleware: SameOriginMiddleware())
        router.post("/") { _, _ in "fine" }
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: nil,
            path: "/",
            headerFields: [.origin: "null"]
        )
        let request = Request(head: head, body: .init(buffer: ByteBuffer()))
        let context = PlainContext(source: PlainContext.Source(logger: Logger(label: "test")))
        let response = try await router.buildResponder().respond(to: request, context: context)
        #expect(response.status == .forbidden)
    }
}

/// A context that needs no connection.
private struct PlainContext: RequestContext {
    struct Source: RequestContextSource {
        let logger: Logger
    }

    var coreContext: CoreRequestContextStorage

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
#endif
