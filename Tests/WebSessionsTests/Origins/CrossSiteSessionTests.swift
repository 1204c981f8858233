// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import TestSupport
import Testing
import WebSessionsTesting

@testable import WebSessions

/// What a request writes that another site started, where its browser keeps cookies back.
@Suite struct CrossSiteSessionTests {
    @Test(
        arguments: [
            // A form of another site: the cookie is kept back.
            (.lax, .post, ["Sec-Fetch-Site": "cross-site"], false),
            (.lax, .post, ["Origin": "https://pay.example"], false),
            (.lax, .post, ["Origin": "null"], false),
            // A link of a search engine: the cookie would have come.
            (.lax, .get, navigation, true),
            (.lax, .get, ["Sec-Fetch-Site": "cross-site"], true),
            (.lax, .head, navigation, true),
            // A picture, a frame, a script of another site.
            (.lax, .get, ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"], false),
            (.lax, .get, navigation.merging(["Sec-Fetch-Dest": "iframe"]) { $1 }, false),
            (.lax, .get, ["Origin": "https://pay.example"], false),
            // A page of this site, a client that is no browser, a host of the same site.
            (.lax, .post, ["Sec-Fetch-Site": "same-origin"], true),
            (.lax, .post, ["Sec-Fetch-Site": "same-site", "Origin": "https://a.example"], true),
            (.lax, .post, [:], true),
            (.lax, .post, ["Origin": "https://shop.example"], true),
            // A strict cookie does not come with links either.
            (.strict, .get, navigation, false),
            (.strict, .post, ["Sec-Fetch-Site": "same-origin"], true),
            // Without the attribute, some browsers take it for lax.
            (nil, .post, ["Sec-Fetch-Site": "cross-site"], false),
            // What always comes is not there.
            (CookieAttributes.SameSite.none, .post, ["Sec-Fetch-Site": "cross-site"], true),
        ] as [(CookieAttributes.SameSite?, HTTPRequest.Method, [String: String], Bool)]
    )
    func makesASessionOnlyWhereNoCookieIsKeptBack(
        rule: CookieAttributes.SameSite?,
        method: HTTPRequest.Method,
        fields: [String: String],
        isMade: Bool
    ) async throws {
        let site = try Self.site(rule)
        let session = site.session(try site.request(method, fields))
        #expect(session.isWithheld == !isMade)
        try session["order"].set("paid", for: "state")
        #expect(try await session["order"].value("state", as: String.self) == "paid")
        let outcome = try await session.commit()
        #expect(outcome.setsClientID == isMade)
        #expect(try await site.store.records(after: nil, limit: 10).records.isEmpty == !isMade)
    }

    /// The cookie that the browser holds goes on.
    @Test func theSessionOfTheBuyerGoesOn() async throws {
        let site = try Self.site(.lax)
        let cookie = try await site.seed { try $0["cart"].set(["mug"], for: "lines") }
        let request = try site.request(.post, ["Sec-Fetch-Site": "cross-site"])
        let back = site.session(request)
        try back["cart"].remove("lines")
        #expect(try await back.commit().clientIDFields.isEmpty)
        let lines = try await site.visit(cookie: cookie) { session in
            try await session["cart"].value("lines", as: [String].self)
        }
        #expect(lines.result == ["mug"])
    }

    /// `SameSite=None`, an application on the same site, a browser that is told to send it.
    @Test func aRequestThatBringsItsCookieWrites() async throws {
        let site = try Self.site(.lax)
        let cookie = try await site.seed { try $0["cart"].set(1, for: "n") }
        let fields = ["Sec-Fetch-Site": "cross-site", "Cookie": cookie]
        let session = site.session(try site.request(.post, fields))
        #expect(!session.isWithheld)
        try session["cart"].increment("n")
        _ = try await session.commit()
        let count = try await site.visit(cookie: cookie) { session in
            try await session["cart"].value("n", as: Int.self)
        }
        #expect(count.result == 2)
    }

    /// A browser that sent a cookie keeps none back, even where it is worth nothing.
    @Test func aCookieThatIsWorthNothingIsReplaced() async throws {
        let site = try Self.site(.lax)
        let fields = ["Sec-Fetch-Site": "cross-site", "Cookie": "__Host-id=nothing"]
        let session = site.session(try site.request(.post, fields))
        try session["cart"].set(1, for: "n")
        #expect(try await session.commit().setsClientID)
    }

    @Test func whatIsDroppedIsLogged() async throws {
        let lines = LogLines()
        let site = try Self.site(.lax, logger: lines.logger)
        let request = try site.request(.post, ["Sec-Fetch-Site": "cross-site"])
        let reading = site.session(request)
        _ = try await reading["order"].value("state", as: String.self)
        _ = try await reading.commit()
        #expect(!lines.all.contains { $0.contains("dropped") })
        let writing = site.session(request)
        try writing["order"].set("paid", for: "state")
        _ = try await writing.commit()
        #expect(lines.all.contains("notice session dropped [reason: cross-site]"))
    }

    @Test func aLoginIsAnError() async throws {
        let site = try Self.site(.lax)
        let session = site.session(try site.request(.post, ["Sec-Fetch-Site": "cross-site"]))
        let error = #expect(throws: SessionError.self) { try session.login(principal: "ada") }
        #expect(error?.code == .crossSite)
        try session.logout()
        #expect(try await session.commit().clientIDFields.isEmpty)
    }

    @Test func itCanBeTurnedOff() async throws {
        let cookies = try CookieClientIDManager(keys: .generated(), application: "test")
        let containers = SessionContainers.inMemory()
        let manager = SessionManager(
            clientIDs: cookies,
            containers: containers,
            crossSite: .areMade
        )
        let request = try Self.site(.lax).request(.post, ["Sec-Fetch-Site": "cross-site"])
        let session = manager.session(for: request)
        #expect(!session.isWithheld)
        try session.login(principal: "ada")
        #expect(try await session.commit().setsClientID)
    }

    /// Nothing is kept back where a program sends its own field.
    @Test func aFieldOfAProgramIsNeverKeptBack() async throws {
        let name = try #require(HTTPField.Name("X-Session"))
        let keys = SessionKeyRing.generated()
        let ids = HeaderClientIDManager(keys: keys, application: "test", fieldName: name)
        let site = try SessionTestSite(clientIDs: ids)
        let session = site.session(try site.request(.post, ["Origin": "https://app.example"]))
        try session["cart"].set(1, for: "n")
        #expect(try await session.commit().setsClientID)
    }

    /// A page must not carry an id that no session gets.
    @Test func noPageIsPromisedAnId() async throws {
        let keys = SessionKeyRing.generated()
        let ids = CombinedClientIDManager(
            try CookieClientIDManager(keys: keys, application: "test"),
            [try URLClientIDManager(keys: keys, application: "test")]
        )
        let site = try SessionTestSite(clientIDs: ids)
        let session = site.session(try site.request(.post, ["Sec-Fetch-Site": "cross-site"]))
        try session["cart"].set(1, for: "n")
        #expect(try await session.carriers().isEmpty)
        #expect(try await session.csrfToken() == nil)
        #expect(try await !session.commit().isCarried)
    }

    @Test func aFreshSessionAfterAConflictIsTheSame() throws {
        let site = try Self.site(.lax)
        let session = site.session(try site.request(.post, ["Sec-Fetch-Site": "cross-site"]))
        #expect(session.restarted().isWithheld)
    }

    // MARK: Support

    private static let navigation = [
        "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document",
    ]

    private static func site(
        _ rule: CookieAttributes.SameSite?,
        logger: Logger = Logger(label: "test")
    ) throws -> SessionTestSite {
        let attributes = CookieAttributes(sameSite: rule)
        let cookies = try CookieClientIDManager(
            keys: .generated(),
            application: "test",
            attributes: attributes
        )
        return try SessionTestSite(logger: logger, clientIDs: cookies)
    }
}

extension SessionTestSite {
    fileprivate func request(
        _ method: HTTPRequest.Method,
        _ fields: [String: String]
    ) throws -> HTTPRequest {
        var request = request(method)
        for (name, value) in fields {
            request.headerFields[try #require(HTTPField.Name(name))] = value
        }
        return request
    }

    fileprivate func session(_ request: HTTPRequest) -> Session {
        manager.session(for: request)
    }
}
