// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Client ids in links, forms and header fields.
@Suite struct CarriedClientIDTests {
    private let clock = ManualClock()
    private let keys = SessionKeyRing.generated()

    // MARK: Links

    @Test func aLinkCarriesTheSessionFromPageToPage() async throws {
        let site = try site(links())
        let first = try await visit(site, "/") { try $0["p"].increment("n") }
        #expect(first.fields.isEmpty)
        let link = try #require(first.link)
        #expect(link.hasPrefix("/cart?a=b&sid=1780000900.v1."))
        let second = try await visit(site, link) { try $0["p"].increment("n") }
        let third = try await visit(site, second.link ?? "") { session in
            let count = try await session["p"].value("n", as: Int.self)
            #expect(count == 2)
        }
        #expect(third.headers[.cacheControl] == "no-store")
        let policy = try #require(HTTPField.Name("Referrer-Policy"))
        #expect(third.headers[policy] == "same-origin")
    }

    /// What a CDN obeys in front of `Cache-Control`.
    @Test func noCDNKeepsAPageWithASession() async throws {
        let name = try #require(HTTPField.Name("CDN-Cache-Control"))
        let site = try site(links())
        for (reads, cacheControl, kept) in [
            (true, nil, nil), (true, "public", "max-age=60"), (false, nil, "max-age=60"),
        ] as [(Bool, String?, String?)] {
            let session = site.manager.session(for: site.request())
            if reads { _ = try await session["p"].value("n", as: Int.self) }
            var fields: HTTPFields = [name: "max-age=60"]
            fields[.cacheControl] = cacheControl
            try await session.commit().apply(to: &fields)
            #expect(fields[name] == kept)
        }
    }

    @Test func aPageWithoutASessionCarriesNothing() async throws {
        let reply = try await visit(site(links()), "/") { session in
            _ = try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.link == "/cart?a=b")
        #expect(reply.headers[.cacheControl] == "private, no-cache")
    }

    @Test func aLinkEnds() async throws {
        let site = try site(links())
        let link = try #require(try await visit(site, "/") { try $0["p"].set(1, for: "n") }.link)
        clock.advance(by: .seconds(899))
        #expect(try await value(site, link) == 1)
        clock.advance(by: .seconds(1))
        #expect(try await value(site, link) == nil)
        let longer = link.replacing("sid=1780000900", with: "sid=1780009900")
        #expect(try await value(site, longer) == nil)
    }

    @Test func aBoundLinkHoldsForItsAddressAlone() async throws {
        let site = try site(links(bindsAddress: true))
        let reply = try await visit(site, "/", address: "192.0.2.1") { session in
            try session["p"].set(1, for: "n")
        }
        let link = try #require(reply.link)
        #expect(try await value(site, link, address: "192.0.2.1") == 1)
        #expect(try await value(site, link, address: "192.0.2.2") == nil)
        #expect(try await value(site, link) == nil)
    }

    @Test func aLoginChangesTheLinks() async throws {
        let site = try site(links())
        let old = try #require(try await visit(site, "/") { try $0["p"].set(1, for: "n") }.link)
        let reply = try await visit(site, old) { try $0.login(principal: "ada") }
        #expect(try await value(site, old) == nil)
        let replyLink = try #require(reply.link)
        #expect(try await value(site, replyLink) == 1)
    }

    @Test func aLinkOfAnEndedSessionIsNoSession() async throws {
        let site = try site(links())
        let old = try #require(try await visit(site, "/") { try $0["p"].set(1, for: "n") }.link)
        let reply = try await visit(site, old) { try $0.logout() }
        #expect(reply.link == "/cart?a=b")
        let next = try await visit(site, old) { try $0["p"].set(2, for: "n") }
        let nextLink = try #require(next.link)
        #expect(try await value(site, nextLink) == 2)
        #expect(try await value(site, old) == nil)
    }

    @Test(arguments: [
        "sid=a&sid=b", "sid=", "sid=1.v1.a.b.c", "SID=x", "sid", "sid=-1.v1.....", "sid=%00",
    ])
    func anythingElseInTheQueryIsAnonymous(query: String) async throws {
        let site = try site(links())
        #expect(try await value(site, "/?\(query)") == nil)
        #expect(site.store.calls.isEmpty)
    }

    @Test(arguments: [
        ("/a", "/a?sid=T"), ("a?x=1#f", "a?x=1&sid=T#f"), ("?x", "?x&sid=T"),
        ("../b", "../b?sid=T"),
        ("/a?u=http://b", "/a?u=http://b&sid=T"),
        ("//evil.example/", nil), ("https://evil.example/", nil), ("mailto:a@b", nil), ("#f", nil),
        ("", nil), ("\\\\evil.example", nil), ("/\t/evil.example", nil), (" /a", nil),
        ("javascript:x", nil),
        // Letters that change the one in front of them, but to no browser.
        ("//\u{FE0F}evil.example/", nil), ("//\u{FE0E}evil.example/", nil),
        ("//\u{34F}evil.example/", nil), ("//\u{180B}evil.example/", nil),
        ("//\u{180F}evil.example/", nil), ("//\u{E0100}evil.example/", nil),
        ("//\u{E01EF}evil.example/", nil), ("http:\u{FE0F}evil.example/", nil),
        ("\\\u{FE0F}\\evil.example/", nil), ("/\t\u{FE0F}/evil.example/", nil),
        ("#\u{FE0F}f", nil),
        ("/\u{FE0F}a?\u{301}b#\u{301}c", "/\u{FE0F}a?\u{301}b&sid=T#\u{301}c"),
        ("/a?sid=1&\u{301}b", "/a?\u{301}b&sid=T"),
    ])
    func onlyLinksOfTheSiteCarryTheToken(link: String, expected: String?) {
        #expect(ClientIDCarrier.query(name: "sid", token: "T").link(link) == expected ?? link)
        #expect(ClientIDCarrier.formField(name: "sid", token: "T").link(link) == link)
    }

    @Test func twoIdsAreRefusedWhateverFollowsTheirNames() async throws {
        let site = try site(links())
        let link = try #require(try await visit(site, "/") { try $0["p"].set(1, for: "n") }.link)
        #expect(try await value(site, "\(link)&sid=\u{301}") == nil)
        #expect(try await value(site, "\(link)&\u{301}x") == 1)
    }

    // MARK: Forms

    @Test func aFormCarriesTheSession() async throws {
        let site = try site(
            HiddenFieldClientIDManager(keys: keys, application: "a", clock: clock)
        )
        let first = try await visit(site, "/") { try $0["p"].set(1, for: "n") }
        guard case .formField("sid", let token)? = first.carriers.first else {
            Issue.record("no form field")
            return
        }
        #expect(try await value(site, "/", .post, form: [("sid", token)]) == 1)
        #expect(try await value(site, "/", .get, form: [("sid", token)]) == nil)
        #expect(try await value(site, "/?sid=\(token)", .post) == nil)
        #expect(try await value(site, "/", .post, form: [("sid", token), ("sid", "x")]) == nil)
        clock.advance(by: .seconds(3600))
        #expect(try await value(site, "/", .post, form: [("sid", token)]) == nil)
    }

    // MARK: Header fields

    @Test func aHeaderFieldCarriesTheSession() async throws {
        let name = try #require(HTTPField.Name("X-Session"))
        let manager = HeaderClientIDManager(keys: keys, application: "a", fieldName: name)
        let site = try site(manager)
        let first = try await visit(site, "/") { try $0["p"].set(1, for: "n") }
        let token = try #require(first.headers[name])
        #expect(first.headers[.vary] == "X-Session")
        #expect(first.headers[.cacheControl] == "no-store")
        #expect(try await value(site, "/", fields: [name: token]) == 1)
        #expect(try await value(site, "/", fields: [.cookie: "__Host-id=\(token)"]) == nil)
        var twice: HTTPFields = [name: token]
        twice.append(HTTPField(name: name, value: "x"))
        #expect(try await value(site, "/", fields: twice) == nil)
        let logout = try await visit(site, "/", fields: [name: token]) { try $0.logout() }
        #expect(logout.headers[name] == "")
        #expect(try await value(site, "/", fields: [name: token]) == nil)
    }

    // MARK: Several ways

    @Test func aNewClientGetsItsIdInAllWaysAndKeepsOne() async throws {
        let cookies = try CookieClientIDManager(keys: keys, application: "a")
        let site = try site(CombinedClientIDManager(cookies, [links()]))
        let first = try await visit(site, "/") { try $0["p"].set(1, for: "n") }
        let cookie = try #require(first.headers[.setCookie]?.prefix { $0 != ";" })
        let link = try #require(first.link)
        #expect(link.contains("sid="))
        let byCookie = try await visit(site, link, fields: [.cookie: String(cookie)]) { session in
            let count = try await session["p"].value("n", as: Int.self)
            #expect(count == 1)
        }
        #expect(byCookie.link == "/cart?a=b")
        let byLink = try await visit(site, link) { try $0["p"].increment("n") }
        #expect(byLink.headers[.setCookie] == nil)
        let byLinkLink = try #require(byLink.link)
        #expect(try await value(site, byLinkLink) == 2)
    }

    @Test func aTokenOfOneWayIsRefusedInAnother() async throws {
        let cookies = try CookieClientIDManager(keys: keys, application: "a")
        let site = try site(CombinedClientIDManager(cookies, [links()]))
        let first = try await visit(site, "/") { try $0["p"].set(1, for: "n") }
        let token = try #require(
            first.headers[.setCookie]?.split(separator: ";").first?.dropFirst(10)
        )
        site.store.reset()
        #expect(try await value(site, "/?sid=1780000900.\(token)") == nil)
        #expect(try await value(site, "/?sid=\(token)") == nil)
        #expect(site.store.calls.isEmpty)
    }

    @Test func aLogoutEndsTheSessionsOfAllWays() async throws {
        let cookies = try CookieClientIDManager(keys: keys, application: "a")
        let site = try site(CombinedClientIDManager(cookies, [links()]))
        let first = try await visit(site, "/") { try $0["p"].set(1, for: "n") }
        let second = try await visit(site, "/") { try $0["p"].set(2, for: "n") }
        let cookie = try #require(first.headers[.setCookie].map { String($0.prefix { $0 != ";" }) })
        let link = try #require(second.link)
        _ = try await visit(site, link, fields: [.cookie: cookie]) { try $0.logout() }
        #expect(try await value(site, "/", fields: [.cookie: cookie]) == nil)
        #expect(try await value(site, link) == nil)
    }

    @Test(arguments: ["", "a b", "ä", String(repeating: "x", count: 31)])
    func aParameterNeedsAName(name: String) {
        let link = #expect(throws: SessionError.self) {
            _ = try URLClientIDManager(keys: keys, application: "a", parameter: name)
        }
        let field = #expect(throws: SessionError.self) {
            _ = try HiddenFieldClientIDManager(keys: keys, application: "a", fieldName: name)
        }
        #expect(link?.code == .invalidConfiguration)
        #expect(field?.code == .invalidConfiguration)
    }

    @Test func aCarrierDoesNotPrintItsToken() {
        let carrier = ClientIDCarrier.query(name: "sid", token: "secret")
        var dumped = ""
        dump(carrier, to: &dumped)
        for text in ["\(carrier)", String(reflecting: carrier), dumped] {
            #expect(!text.contains("secret"))
        }
    }

    // MARK: Support

    private struct Reply {
        let fields: [HTTPField]
        let headers: HTTPFields
        let carriers: [ClientIDCarrier]
        /// A link of the page.
        let link: String?
    }

    private func links(bindsAddress: Bool = false) throws -> URLClientIDManager {
        try URLClientIDManager(
            keys: keys,
            application: "a",
            bindsAddress: bindsAddress,
            clock: clock
        )
    }

    private func site(_ manager: any ClientIDManager) throws -> SessionTestSite {
        try SessionTestSite(clock: clock, clientIDs: manager)
    }

    private func visit(
        _ site: SessionTestSite,
        _ path: String,
        _ method: HTTPRequest.Method = .get,
        fields: HTTPFields = [:],
        form: [(name: String, value: String)] = [],
        address: String? = nil,
        _ handler: (Session) async throws -> Void
    ) async throws -> Reply {
        var head = site.request(method)
        head.path = path
        head.headerFields = fields
        let request = ClientRequest(head, address: address, formFields: form)
        let session = site.manager.session(for: request)
        try await handler(session)
        let carriers = try await session.carriers()
        let link = try await session.link("/cart?a=b")
        let outcome = try await session.commit()
        var headers: HTTPFields = [:]
        outcome.apply(to: &headers)
        return Reply(
            fields: outcome.clientIDFields,
            headers: headers,
            carriers: carriers,
            link: link
        )
    }

    private func value(
        _ site: SessionTestSite,
        _ path: String,
        _ method: HTTPRequest.Method = .get,
        fields: HTTPFields = [:],
        form: [(name: String, value: String)] = [],
        address: String? = nil
    ) async throws -> Int? {
        var head = site.request(method)
        head.path = path
        head.headerFields = fields
        let request = ClientRequest(head, address: address, formFields: form)
        return try await site.manager.session(for: request)["p"].value("n", as: Int.self)
    }
}
