// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import Talisman

/// What the token of a form decides, over HTTP.
@Suite struct FormTokenTests {
    private static let multipart: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]

    private static func parts(_ token: String, file: String = "x") -> String {
        """
        --b\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n\(token)\r\n\
        --b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n\(file)\r\n\
        --b--\r\n
        """
    }

    @Test func anOldClientSendsTheFormOfItsPage() async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            let page = try await client.get("page/form.html")
            let token = try #require(page.tokens.first)
            #expect(page.tokens.count == 1)
            #expect(
                page.text.contains(
                    #"<form action="/add" method="post"><input type="hidden" name="form_token""#
                )
            )
            let sent = try await client.post("add", "form_token=\(token)", page.cookie)
            #expect(sent.status == .ok)
            #expect(sent.text == "\("form_token=\(token)".utf8.count)")
            #expect(try await client.get("count", page.cookie).text == "1")
            // The handler reads its form, the field among the others.
            let form = try await client.post("form", "form_token=\(token)&a=b", page.cookie)
            #expect(form.text == "form_token=\(token)&a=b")
        }
    }

    @Test func withoutATokenOrWithAnotherItIsRefused() async throws {
        var site = try FormTokenSite()
        let log = LogLines()
        site.logger = log.logger
        try await site.run { client in
            let page = try await client.get("page/form.html")
            let token = try #require(page.tokens.first)
            let other = try await client.get("page/form.html")
            let foreign = try #require(other.tokens.first)
            let broken = String(token.dropLast()) + (token.hasSuffix("A") ? "B" : "A")
            for (body, cookie) in [
                ("", page.cookie), ("a=b", page.cookie), ("form_token=", page.cookie),
                ("form_token=\(foreign)", page.cookie), ("form_token=\(broken)", page.cookie),
                ("form_token=\(token)", nil), ("form_token=\(token)", other.cookie), ("", nil),
                ("form_token=\(foreign)&form_token=\(token)", page.cookie),
            ] {
                let reply = try await client.post("add", body, cookie)
                #expect(reply.status == .forbidden, "\(body)")
                #expect(reply.text.hasPrefix("<h1>403</h1>"))
            }
            #expect(try await client.send(.delete, "add", page.cookie).status == .forbidden)
            #expect(try await client.get("count", page.cookie).text == "0")
            for secret in [token, foreign] {
                #expect(!log.all.contains { $0.contains(secret) })
            }
        }
        let lines = log.all.filter { $0.contains("form without the token") }
        #expect(lines.count == 10, "\(log.all)")
        #expect(lines.allSatisfy { $0.hasPrefix("notice") })
        #expect(lines[0].contains("code: missing-token"))
        #expect(lines[3].contains("code: invalid-token"))
        #expect(lines[5].contains("session: none"))
    }

    /// Whoever says who started a request needs no token, and no token makes up for what it says.
    @Test(
        arguments: [
            ("same-origin", nil, 200), ("none", nil, 200), ("cross-site", nil, 403),
            ("same-site", nil, 403), (nil, "http://localhost", 200),
            (nil, "https://evil.example", 403), (nil, "null", 403),
        ] as [(String?, String?, Int)]
    )
    func headersDecideFirst(fetchSite: String?, origin: String?, status: Int) async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            let page = try await client.get("page/form.html")
            let token = try #require(page.tokens.first)
            var headers: HTTPFields = [:]
            headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = fetchSite
            headers[.origin] = origin
            for body in ["", "form_token=wrong", "form_token=\(token)"] {
                let reply = try await client.post("add", body, page.cookie, headers)
                #expect(reply.status.code == status)
            }
        }
    }

    /// What the session middleware has tokens for, it protects alone.
    @Test(
        arguments: [
            ("cross-site", nil, 403), (nil, "https://evil.example", 403), ("same-origin", nil, 200),
            (nil, nil, 403),
        ] as [(String?, String?, Int)]
    )
    func theSessionsNeedNoOtherMiddleware(
        fetchSite: String?,
        origin: String?,
        status: Int
    ) async throws {
        let site = try FormTokenSite()
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.add(middleware: WebSessionMiddleware(site.sessions, formTokens: FormTokens()))
        router.post("add") { _, _ in "added" }
        var headers: HTTPFields = [:]
        headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = fetchSite
        headers[.origin] = origin
        let sent = headers
        try await Application(router: router).test(.router) { client in
            let reply = try await client.execute(uri: "/add", method: .post, headers: sent)
            #expect(reply.status.code == status)
        }
        #expect(site.store.calls.isEmpty)
    }

    @Test func withoutTokensNothingChanges() async throws {
        var site = try FormTokenSite()
        site.tokens = nil
        try await site.run { client in
            let page = try await client.get("page/form.html")
            #expect(page.text == FormTokenSite.templates["form.html"])
            #expect(page.cookie == nil)
            #expect(page.headers[.cacheControl] == nil)
            #expect(try await client.post("add").status == .ok)
            #expect(try await client.get("page/text.txt").text == "token: ")
        }
        #expect(site.store.calls == [.create])
    }

    @Test func aScriptSendsItInAHeaderField() async throws {
        try await FormTokenSite().run { client in
            let page = try await client.get("page/own.html")
            let token = try #require(page.text.firstMatch(of: /content="([^"]*)"/)?.1)
            for (value, status) in [(String(token), 200), ("wrong", 403)] {
                let headers: HTTPFields = [
                    FormTokens.standardHeader: value, .contentType: "application/json",
                ]
                let reply = try await client.post("add", "{}", page.cookie, headers)
                #expect(reply.status.code == status)
                let plain = try await client.send(
                    .delete,
                    "add",
                    page.cookie,
                    [FormTokens.standardHeader: value]
                )
                #expect(plain.status.code == status)
            }
            let json: HTTPFields = [.contentType: "application/json"]
            let reply = try await client.post("add", "{}", page.cookie, json)
            #expect(reply.status == .forbidden)
        }
    }

    // MARK: Life

    @Test func eachPageHasAnotherTokenAndAllHold() async throws {
        try await FormTokenSite().run { client in
            let first = try await client.get("page/form.html")
            let second = try await client.get("page/form.html", first.cookie)
            let tokens = first.tokens + second.tokens
            #expect(Set(tokens).count == 2)
            #expect(second.cookie == first.cookie)
            for token in tokens + tokens {
                let reply = try await client.post("add", "form_token=\(token)", first.cookie)
                #expect(reply.status == .ok)
            }
            // They have not even a long part in common.
            let shared = zip(tokens[0], tokens[1]).prefix { $0 == $1 }.count
            #expect(shared < 10)
        }
    }

    @Test func anOpenFormOutlivesALoginAndARenewal() async throws {
        let clock = ManualClock()
        let renewal = SessionRenewal(every: .seconds(600))
        try await FormTokenSite(renewal: renewal, clock: clock).run { client in
            let page = try await client.get("page/form.html")
            let token = try #require(page.tokens.first)
            let body = "form_token=\(token)"
            let login = try await client.post("login", body, page.cookie)
            #expect(login.text == "in")
            #expect(login.cookie != page.cookie)
            #expect(try await client.post("add", body, login.cookie).status == .ok)
            // A second login of the same person, in another tab.
            let again = try await client.post("login", body, login.cookie)
            #expect(try await client.post("add", body, again.cookie).status == .ok)
            clock.advance(by: .seconds(660))
            let renewed = try await client.get("who", again.cookie)
            #expect(renewed.text == "ada")
            #expect(renewed.cookie != again.cookie)
            #expect(try await client.post("add", body, renewed.cookie).status == .ok)
        }
    }

    @Test func itEndsWithALogoutAndWithAnotherLogin() async throws {
        try await FormTokenSite().run { client in
            let page = try await client.get("page/form.html")
            let body = "form_token=\(try #require(page.tokens.first))"
            let login = try await client.post("login", body, page.cookie)
            let logout = try await client.post("logout", body, login.cookie)
            #expect(logout.text == "out")
            #expect(logout.cookie == nil)
            for cookie in [login.cookie, page.cookie, nil] {
                #expect(try await client.post("add", body, cookie).status == .forbidden)
            }
            let other = try await client.get("page/form.html")
            let own = "form_token=\(try #require(other.tokens.first))"
            let ada = try await client.post("login", "user=ada&\(own)", other.cookie)
            let bob = try await client.post("login", "user=bob&\(own)", ada.cookie)
            #expect(try await client.get("who", bob.cookie).text == "bob")
            #expect(try await client.post("add", own, bob.cookie).status == .forbidden)
        }
    }

    // MARK: Bodies

    @Test(arguments: [FormTokenTests.small, FormTokenTests.large])
    func aFileIsUploaded(file: String) async throws {
        for setup in [HummingbirdSetup.router, .live] {
            try await FormTokenSite().run(setup.setup) { client in
                let page = try await client.get("page/form.html")
                let token = try #require(page.tokens.first)
                let body = Self.parts(token, file: file)
                let sent = try await client.post("add", body, page.cookie, Self.multipart)
                #expect(sent.status == .ok)
                #expect(sent.text == "\(body.utf8.count)")
                let wrong = Self.parts("wrong", file: file)
                let reply = try await client.post("add", wrong, page.cookie, Self.multipart)
                #expect(reply.status == .forbidden)
            }
        }
    }

    private static let small = "x"
    private static let large = String(repeating: "0123456789abcdef", count: 100_000)

    /// Testing setups are no values of a table.
    private enum HummingbirdSetup {
        case router
        case live

        var setup: TestingSetup { self == .router ? .router : .live }
    }

    /// Behind what is searched, nobody looks for it.
    @Test func itIsSearchedAtTheStartOfTheBody() async throws {
        var site = try FormTokenSite()
        site.tokens = FormTokens(fieldName: "t", searchedBytes: 1000)
        try await site.run { client in
            let page = try await client.get("page/form.html")
            let match = page.text.firstMatch(of: /name="t" value="([^"]*)"/)
            let token = try #require(match?.1)
            let filler = String(repeating: "a", count: 2_000_000)
            let first = try await client.post("add", "t=\(token)&a=\(filler)", page.cookie)
            #expect(first.status == .ok)
            let last = try await client.post("add", "a=\(filler)&t=\(token)", page.cookie)
            #expect(last.status == .forbidden)
        }
    }

    /// Another request of the session is faster: the handler reads the body again.
    @Test func theBodyCanBeReadByAHandlerThatRunsAgain() async throws {
        try await FormTokenSite().run(.live) { client in
            let page = try await client.get("page/form.html")
            let body = "form_token=\(try #require(page.tokens.first))"
            await withTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        let reply = try? await client.post("add", body, page.cookie)
                        #expect(reply?.status == .ok)
                        #expect(reply?.text == "\(body.utf8.count)")
                    }
                }
            }
            #expect(try await client.get("count", page.cookie).text == "20")
        }
    }

    /// A client without cookies sends its id and the token in the same form.
    @Test func aFormCarriesSessionAndToken() async throws {
        let clock = ManualClock()
        let fields = try HiddenFieldClientIDManager(
            keys: .generated(),
            application: "test",
            clock: clock
        )
        try await FormTokenSite(clientIDs: fields, clock: clock).run { client in
            let page = try await client.get("page/form.html")
            let token = try #require(page.tokens.first)
            let id = try #require(page.text.firstMatch(of: /name="sid" value="([^"]*)"/)?.1)
            let body = "sid=\(id)&form_token=\(token)"
            #expect(try await client.post("form", body).text == "form_token=\(token)")
            let without = try await client.post("form", "form_token=\(token)")
            #expect(without.status == .forbidden)
            #expect(try await client.post("form", "sid=\(id)").status == .forbidden)
        }
    }
}
#endif
