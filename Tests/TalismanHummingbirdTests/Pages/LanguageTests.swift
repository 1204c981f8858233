// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct LanguageTests {
    @Test(
        arguments: TestServer.each([
            ("de", "de"), ("de-AT, en;q=0.5", "de"), ("en;q=0.4, de;q=0.6", "de"),
            ("en;q=0.6, de;q=0.4", "en"), ("fr", "en"), ("", "en"), ("de;q=x", "en"),
            ("de;q=0, *", "en"),
        ])
    )
    func aPageIsInTheLanguageThatTheRequestAsksFor(
        server: TestServer,
        accepted: String,
        language: String
    ) async throws {
        try await LanguageSite().run(server) { client in
            let page = try await client.get("plain", accepting: accepted)
            #expect(page.text == LanguageSite.texts[language])
            #expect(page.headers[.contentLanguage] == language)
            #expect(page.vary == ["accept-language"])
        }
    }

    @Test(arguments: TestServer.all) func severalFieldsAreOneList(server: TestServer) async throws {
        try await LanguageSite().run(server) { client in
            var headers = HTTPFields()
            headers.append(HTTPField(name: .acceptLanguage, value: "fr"))
            headers.append(HTTPField(name: .acceptLanguage, value: "de"))
            let page = try await client.execute(uri: "/plain", method: .get, headers: headers)
            #expect(page.headers[.contentLanguage] == "de")
        }
    }

    @Test(arguments: TestServer.all) func theChoiceOfTheVisitorComesFirst(
        server: TestServer
    ) async throws {
        try await LanguageSite.choosing().run(server) { client in
            let cookie = try await client.post("language", form: "language=de").cookie
            for accepted in ["en", "fr", ""] {
                let page = try await client.get("plain", accepting: accepted, cookie: cookie)
                #expect(page.text == LanguageSite.texts["de"])
                #expect(page.vary == ["accept-language", "cookie"])
            }
            let other = try await client.get("plain", accepting: "en")
            #expect(other.text == LanguageSite.texts["en"])
            #expect(other.vary == ["accept-language", "cookie"])
        }
    }

    @Test(
        arguments: TestServer.all,
        ["language=fr", "language=", "language=%00", "language=de-AT"]
    )
    func aChoiceThatThereIsNotCountsForNothing(server: TestServer, form: String) async throws {
        try await LanguageSite.choosing().run(server) { client in
            let cookie = try await client.post("language", form: form).cookie
            let page = try await client.get("plain", accepting: "de", cookie: cookie)
            #expect(page.text == LanguageSite.texts["de"])
        }
    }

    @Test(arguments: TestServer.all) func aChoiceThatIsNoTextCountsForNothing(
        server: TestServer
    ) async throws {
        try await LanguageSite.choosing().run(server) { client in
            let cookie = try await client.post("number").cookie
            let page = try await client.get("plain", accepting: "de", cookie: cookie)
            #expect(page.text == LanguageSite.texts["de"])
        }
    }

    @Test(arguments: TestServer.all, ["plain", "favourite", "handler"])
    func theChoiceIsReadTogetherWithThePage(server: TestServer, path: String) async throws {
        let site = try LanguageSite.choosing()
        try await site.run(server) { client in
            let cookie = try await client.post("language", form: "language=de").cookie
            site.store.reset()
            let page = try await client.get(path, accepting: "en", cookie: cookie)
            #expect(page.headers[.contentLanguage] == "de")
            #expect(site.store.calls == [.read])
        }
    }

    @Test(arguments: TestServer.all) func aHandlerKnowsTheLanguage(server: TestServer) async throws
    {
        try await LanguageSite.choosing().run(server) { client in
            let german = try await client.get("handler", accepting: "de")
            let other = try await client.get("handler", accepting: "fr")
            #expect([german, other].map { $0.headers[.from] } == ["de", "en"])
        }
    }

    @Test(arguments: TestServer.all) func whereNobodyChoosesAPlainPageAsksNoStore(
        server: TestServer
    ) async throws {
        let site = try LanguageSite()
        try await site.run(server) { client in
            let cookie = try await client.post("language", form: "language=de").cookie
            site.store.reset()
            let page = try await client.get("plain", accepting: "en", cookie: cookie)
            #expect(page.text == LanguageSite.texts["en"])
            #expect(site.store.calls.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func oneLanguageIsNoReasonToVary(
        server: TestServer
    ) async throws {
        try await LanguageSite(languages: PageLanguages(standard: "de")).run(server) { client in
            let page = try await client.get("plain", accepting: "en")
            #expect(page.text == LanguageSite.texts["de"])
            #expect(page.headers[.contentLanguage] == "de")
            #expect(page.vary.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func withoutLanguagesNothingIsSaid(
        server: TestServer
    ) async throws {
        try await LanguageSite(languages: nil).run(server) { client in
            let page = try await client.get("plain", accepting: "de")
            #expect(page.text.contains(">Hello</p>"))
            #expect(page.headers[.contentLanguage] == nil)
            #expect(page.vary.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func anErrorPageIsInTheLanguageToo(
        server: TestServer
    ) async throws {
        try await LanguageSite.choosing().run(server) { client in
            let page = try await client.get("nowhere", accepting: "de")
            #expect(page.status == .notFound)
            #expect(page.text == "<p lang=\"de\">404 Hallo none</p>")
            #expect(page.headers[.contentLanguage] == "de")
            let cookie = try await client.post("language", form: "language=de").cookie
            let chosen = try await client.get("nowhere", accepting: "en", cookie: cookie)
            #expect(chosen.text == "<p lang=\"de\">404 Hallo red</p>")
            #expect(Set(chosen.vary) == ["cookie", "accept-language"])
            #expect(chosen.setCookies.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func theErrorPageOfAFaultHasNoSession(
        server: TestServer
    ) async throws {
        let site = try LanguageSite.choosing()
        try await site.run(server) { client in
            let cookie = try await client.post("language", form: "language=de").cookie
            site.store.reset()
            let page = try await client.get("fault", accepting: "en", cookie: cookie)
            #expect(page.status == .internalServerError)
            #expect(page.text == "<p lang=\"en\">500 Hello none</p>")
            #expect(site.store.calls.isEmpty)
        }
    }

    @Test(arguments: TestServer.all) func anErrorPageDoesWithoutAStoreThatFails(
        server: TestServer
    ) async throws {
        let site = try LanguageSite.choosing()
        try await site.run(server) { client in
            let cookie = try await client.post("language", form: "language=en").cookie
            site.breakable.isBroken = true
            let page = try await client.get("nowhere", accepting: "de", cookie: cookie)
            #expect(page.status == .notFound)
            #expect(page.text == "<p lang=\"de\">404 Hallo none</p>")
            #expect(site.store.calls.last == .read)
        }
    }
}
