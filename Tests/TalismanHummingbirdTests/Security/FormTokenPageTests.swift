// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import Testing
import WebSessionsTesting

@testable import Talisman

/// Which pages have a token, and who may keep them.
@Suite struct FormTokenPageTests {
    @Test(
        arguments: [
            ("form.html", 1), ("filled.html", 2), ("message.html", 1), ("page.xhtml", 1),
            ("plain.html", 0), ("search.html", 0),
            ("computed.html?method=post&action=/add", 1),
            ("computed.html?method=post", 1),
            ("computed.html?method=get&action=/add", 0),
            ("computed.html?method=post&action=https://pay.example/", 0),
            ("computed.html?method=post&action=//pay.example/", 0),
        ]
    )
    func formsThatNeedATokenHaveOne(page: String, count: Int) async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            let reply = try await client.get("page/\(page)")
            #expect(reply.status == .ok)
            #expect(reply.tokens.count == count, "\(reply.text)")
            #expect(Set(reply.tokens).count == min(count, 1))
            #expect((reply.cookie != nil) == (count > 0))
            for token in reply.tokens {
                let sent = try await client.post("add", "form_token=\(token)", reply.cookie)
                #expect(sent.status == .ok)
            }
        }
        // A page without such a form asks no store.
        if count == 0 { #expect(site.store.calls.isEmpty) }
    }

    @Test func aPageMayPutItWhereItLikes() async throws {
        try await FormTokenSite().run { client in
            let page = try await client.get("page/own.html")
            #expect(page.tokens.count == 1)
            let meta = try #require(page.text.firstMatch(of: /content="([^"]*)"/)?.1)
            #expect(page.tokens == [String(meta)])
            let sent = try await client.post("add", "form_token=\(meta)", page.cookie)
            #expect(sent.status == .ok)
            let text = try await client.get("page/text.txt", page.cookie)
            let token = text.text.replacing("token: ", with: "")
            #expect(token.utf8.count == 64)
            let second = try await client.post("add", "form_token=\(token)", page.cookie)
            #expect(second.status == .ok)
        }
    }

    @Test(
        arguments: [
            ("form.html", nil, "no-store", "private, no-cache"),
            ("form.html", "public, max-age=60", "no-store", "private, max-age=60"),
            ("form.html", "public,%20s-maxage=60", "no-store", "no-store"),
            ("form.html", "private, max-age=60", "no-store", "private, max-age=60"),
            ("form.html", "no-store", "no-store", "no-store"),
            ("text.txt", "public, max-age=60", "no-store", "private, max-age=60"),
            ("search.html", "public, max-age=60", "public, max-age=60", "public, max-age=60"),
            ("plain.html", nil, nil, nil),
        ] as [(String, String?, String?, String?)]
    )
    func aPageWithATokenIsForItsVisitorAlone(
        page: String,
        set: String?,
        first: String?,
        second: String?
    ) async throws {
        let query = set.map { "?cache=\($0.replacing(" ", with: "%20"))" } ?? ""
        let site = try FormTokenSite()
        try await site.run { client in
            let began = try await client.get("page/\(page)\(query)")
            #expect(began.headers[.cacheControl] == first)
            #expect((began.headers[.setCookie] != nil) == (first == "no-store"))
            let cookie = try await client.get("page/form.html").cookie
            let known = try await client.get("page/\(page)\(query)", cookie)
            #expect(known.headers[.cacheControl] == second)
            #expect((known.headers[.vary] == "Cookie") == (first == "no-store"))
        }
    }

    @Test func aPageThatIsSentToSomebodyElseHasNone() async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            for (name, text) in [
                ("form.html", FormTokenSite.templates["form.html"]), ("text.txt", "token: "),
            ] {
                let mail = try await client.get("mail/\(name)")
                #expect(mail.text == text)
                #expect(mail.cookie == nil)
                #expect(mail.headers[.cacheControl] == nil)
            }
            #expect(site.store.calls.isEmpty)
        }
    }

    /// A HEAD request has no form; its head is that of the page.
    @Test func aHeadBeginsNoSession() async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            let head = try await client.send(.head, "page/form.html")
            #expect(head.headers[.setCookie] == nil)
            #expect(site.store.calls.isEmpty)
            #expect(head.headers[.cacheControl] == "private, no-cache")
            let page = try await client.get("page/form.html")
            #expect(head.headers[.contentLength] == page.headers[.contentLength])
            let known = try await client.send(.head, "page/form.html", page.cookie)
            #expect(known.headers[.contentLength] == page.headers[.contentLength])
        }
    }

    /// A store that does not answer would delay the refusal.
    @Test func thePageOfARefusedOriginReadsNoSession() async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            let page = try await client.get("page/form.html")
            let count = site.store.calls.count
            let headers: HTTPFields = [.origin: "https://evil.example"]
            let refused = try await client.post("add", "", page.cookie, headers)
            #expect(refused.status == .forbidden)
            #expect(refused.text.hasPrefix("<h1>403</h1>"))
            #expect(refused.tokens.isEmpty)
            #expect(site.store.calls.count == count)
        }
    }

    @Test func anErrorPageHasTheTokenOfASessionAndBeginsNone() async throws {
        let site = try FormTokenSite()
        try await site.run { client in
            let nobody = try await client.get("nowhere")
            #expect(nobody.status == .notFound)
            #expect(nobody.tokens.isEmpty)
            #expect(nobody.cookie == nil)
            let page = try await client.get("page/form.html")
            let lost = try await client.get("nowhere", page.cookie)
            #expect(lost.status == .notFound)
            let token = try #require(lost.tokens.first)
            #expect(lost.headers[.cacheControl] == "private, no-cache")
            let sent = try await client.post("add", "form_token=\(token)", page.cookie)
            #expect(sent.status == .ok)
            // The page of a refusal has a form that works.
            let refused = try await client.post("add", "", page.cookie)
            #expect(refused.status == .forbidden)
            let second = try #require(refused.tokens.first)
            let again = try await client.post("add", "form_token=\(second)", page.cookie)
            #expect(again.status == .ok)
        }
    }
}
#endif
