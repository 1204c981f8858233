// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Talisman
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// A buyer comes back from the site that takes the payment, by a form of that site: the cookie
/// of the shop does not come along.
@Suite struct PaymentReturnTests {
    private let store = RecordingStore(MemorySessionStore())
    private let log = LogLines()

    @Test func theBuyerIsSentToAPageThatHasTheCart() async throws {
        try await run { client in
            let cookie = try await fillCart(client)
            let back = try await post(client, "/paid", "order=7")
            #expect(back.status == .seeOther)
            #expect(back.headers[.location] == "/thanks")
            #expect(back.setCookies.isEmpty)
            let thanks = try await get(client, "/thanks", cookie: cookie)
            #expect(thanks.text == "order 7 is paid")
            let again = try await get(client, "/thanks", cookie: cookie)
            #expect(again.text == "the cart is empty")
            #expect(try await store.records(after: nil, limit: 9).records.count == 1)
        }
        #expect(log.all.contains("notice session dropped [reason: cross-site]"))
    }

    /// Where a handler cannot do without, it is told.
    @Test func aLoginInItIsRefused() async throws {
        try await run { client in
            let response = try await post(client, "/login", "user=ada")
            #expect(response.status == .forbidden)
            #expect(response.setCookies.isEmpty)
            #expect(try await store.records(after: nil, limit: 9).records.isEmpty)
        }
    }

    /// A visitor whom a search engine sends has no session yet.
    @Test func aLinkOfAnotherSiteMayBeginASession() async throws {
        try await run { client in
            let first = try await get(client, "/landing", cookie: nil)
            #expect(first.cookie != nil)
            let picture = try await get(client, "/landing", cookie: nil, mode: "no-cors", "image")
            #expect(picture.status == .ok)
            #expect(picture.cookie == nil)
            #expect(try await store.records(after: nil, limit: 9).records.count == 1)
        }
    }

    @Test func itCanBeTurnedOff() async throws {
        try await run(crossSite: .areMade) { client in
            let back = try await post(client, "/paid", "order=7")
            #expect(back.status == .seeOther)
            #expect(back.cookie != nil)
        }
    }

    // MARK: Support

    private func run(
        crossSite: CrossSiteSessions = .areNotMade,
        _ test: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let pay = try PublicOrigin("https://pay.example")
        let container = SessionContainer(store: store)
        let sessions = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "shop"),
            containers: try SessionContainers(default: container),
            origins: SameOriginPolicy(trustedOrigins: [pay]),
            crossSite: crossSite,
            logger: log.logger
        )
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.add(middleware: SameOriginMiddleware(sessions.origins))
        router.add(middleware: WebSessionMiddleware(sessions))
        addRoutes(router)
        try await Application(router: router).test(.router, test)
    }

    private func addRoutes(_ router: Router<BasicWebSessionRequestContext>) {
        let orders = PaidOrders()
        router.post("cart") { _, context in
            try context.session["shop.cart"].set("7", for: "order")
            return HTTPResponse.Status.noContent
        }
        router.post("paid") { request, context in
            let form = try await request.readForm()
            orders.add(form["order"] ?? "")
            // What has no place here is lost, and nothing else.
            try context.session["shop.cart"].set("paid", for: "state")
            return Response.redirect(to: "/thanks")
        }
        router.get("thanks") { _, context in
            let cart = try context.session["shop.cart"]
            guard let order = try await cart.value("order", as: String.self),
                orders.contains(order)
            else { return "the cart is empty" }
            try cart.clear()
            return "order \(order) is paid"
        }
        router.post("login") { _, context in
            try context.session.login(principal: "ada")
            return HTTPResponse.Status.noContent
        }
        router.get("landing") { _, context in
            try context.session["shop"].increment("visits")
            return HTTPResponse.Status.ok
        }
    }

    private func fillCart(_ client: any TestClientProtocol) async throws -> String {
        let headers = try fields(["Sec-Fetch-Site": "same-origin"])
        let response = try await client.execute(uri: "/cart", method: .post, headers: headers)
        return try #require(response.cookie)
    }

    /// A form of the other site.
    private func post(
        _ client: any TestClientProtocol,
        _ path: String,
        _ form: String
    ) async throws -> TestResponse {
        let headers = try fields([
            "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document", "Origin": "https://pay.example",
            "Content-Type": "application/x-www-form-urlencoded",
        ])
        let body = ByteBuffer(string: form)
        return try await client.execute(uri: path, method: .post, headers: headers, body: body)
    }

    /// What a browser asks for when another site sent it here.
    private func get(
        _ client: any TestClientProtocol,
        _ path: String,
        cookie: String?,
        mode: String = "navigate",
        _ destination: String = "document"
    ) async throws -> TestResponse {
        var headers = try fields([
            "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination,
        ])
        headers[.cookie] = cookie
        return try await client.execute(uri: path, method: .get, headers: headers)
    }

    private func fields(_ fields: [String: String]) throws -> HTTPFields {
        var headers: HTTPFields = [:]
        for (name, value) in fields {
            headers[try #require(HTTPField.Name(name))] = value
        }
        return headers
    }
}

private final class PaidOrders: Sendable {
    private let numbers = Mutex<Set<String>>([])

    func add(_ number: String) {
        numbers.withLock { _ = $0.insert(number) }
    }

    func contains(_ number: String) -> Bool {
        numbers.withLock { $0.contains(number) }
    }
}

extension TestResponse {
    fileprivate var text: String { String(buffer: body) }
    fileprivate var setCookies: [String] { headers[values: .setCookie] }
    /// What the client sends from now on.
    fileprivate var cookie: String? { setCookies.first.map { String($0.prefix { $0 != ";" }) } }
}
#endif
