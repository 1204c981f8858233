// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import Testing

@Suite(.serialized) struct ShopLanguageTests {
    @Test(arguments: [
        ("de", "de"), ("de-CH, en;q=0.8", "de"), ("en;q=0.3, de;q=0.5", "de"),
        ("en;q=0.5, de;q=0.3", "en"), ("fr, ja;q=0.5", "en"), ("*", "en"), ("de;q=0, *", "en"),
        ("fr, de;q=0.1", "de"),
    ])
    func thePageIsInTheLanguageOfTheBrowser(accepted: String, language: String) async throws {
        try await visiting { (browser, _) async throws in
            let page = try await browser.get("/", accepting: accepted)
            #expect(page.headers["content-language"] == language)
            #expect(page.headers["vary"] == "Accept-Language, Cookie")
            #expect(page.contains("<html lang=\"\(language)\">"))
        }
    }

    @Test(arguments: [
        ("/", "Produkte", ["Emaillekessel", "Salz- &amp; Pfeffermühlen", "42,00\u{A0}$"]),
        ("/products/kettle", "Emaillekessel", ["Alle Produkte", "Menge", "In den Warenkorb"]),
        ("/cart", "Ihr Warenkorb", ["Er ist noch leer."]),
        ("/favourite", "Lieblingsfarbe", ["Ihre Lieblingsfarbe ist"]),
        ("/visits", "Ihre Besuche", ["Besuche auf dieser Seite: <span>1"]),
        ("/login", "Anmelden", ["Benutzername", "Passwort"]),
        ("/nowhere", "Seite nicht gefunden", ["Fehler 404 – The Example Shop"]),
    ])
    func everyPageIsThereInGerman(path: String, heading: String, texts: [String]) async throws {
        try await visiting { (browser, _) async throws in
            let page = try await browser.get(path, accepting: "de")
            #expect(page.contains("<h1>\(heading)</h1>"))
            for text in texts { #expect(page.contains(text), "\(text)") }
            let english = [
                ">Products<", ">Cart<", "Sign in", "Add to", "Skip to content", "sample shop",
                "Page not found", "Language\"", "aria-label=\"Main\"",
            ]
            for text in english { #expect(!page.contains(text), "\(text)") }
        }
    }

    @Test func theCartCountsInEachLanguage() async throws {
        try await visiting { (browser, _) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=1")
            #expect(try await browser.get("/").contains(">one thing in the cart<"))
            let one = try await browser.get("/", accepting: "de")
            #expect(one.contains(">ein Artikel im Warenkorb<"))
            _ = try await browser.post("/cart/add", "product=mug&quantity=2")
            #expect(try await browser.get("/").contains(">3 things in the cart<"))
            let cart = try await browser.get("/cart", accepting: "de")
            #expect(cart.contains(">3 Artikel im Warenkorb<"))
            #expect(cart.contains("je 14,50\u{A0}$"))
            #expect(cart.contains("aria-label=\"Streifenbecher entfernen\""))
            #expect(cart.contains(">Menge von Streifenbecher<"))
        }
    }

    @Test func noticesAndErrorsAreTranslated() async throws {
        try await visiting { (browser, _) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=1")
            let notice = try await browser.get("/cart", accepting: "de")
            #expect(notice.contains("Es liegt in Ihrem Warenkorb."))
            let next = try await browser.get("/cart", accepting: "de")
            #expect(!next.contains("role=\"status\""))
            _ = try await browser.post("/language", "language=de")
            let refused = try await browser.post("/login", "user=ada&password=no")
            #expect(refused.contains("Der Benutzername oder das Passwort ist falsch."))
            let bad = try await browser.post("/cart/add", "product=none")
            #expect(bad.contains("<h1>Ungültige Anfrage</h1>"))
            #expect(bad.contains("<html lang=\"de\">"))
        }
    }

    @Test func theFavouriteColourIsAWordOfTheLanguage() async throws {
        try await visiting { (browser, _) async throws in
            #expect(try await browser.favourite(in: "de") == "Ihre Lieblingsfarbe ist grün")
            _ = try await browser.post("/favourite", "color=purple")
            #expect(try await browser.favourite(in: "de") == "Ihre Lieblingsfarbe ist lila")
            #expect(try await browser.favourite(in: "en") == "Your favourite colour is purple")
            _ = try await browser.post("/favourite", "color=mauve")
            #expect(try await browser.favourite(in: "de") == "Ihre Lieblingsfarbe ist mauve")
        }
    }

    @Test func theChoiceOutlivesTheHeaderTheSignInAndTheSignOut() async throws {
        try await visiting { (browser, _) async throws in
            let answer = try await browser.post("/language", "language=de&page=/favourite")
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == "/favourite")
            #expect(try await browser.get("/").contains("<html lang=\"de\">"))
            #expect(try await browser.get("/nowhere").contains("<html lang=\"de\">"))
            _ = try await browser.post("/login", "user=ada&password=ada")
            #expect(try await browser.get("/").contains("Hallo, <b>Ada</b>"))
            _ = try await browser.post("/logout")
            let after = try await browser.get("/signed-out")
            #expect(after.contains("Sie sind abgemeldet."))
            #expect(!after.contains("Ada"))
            _ = try await browser.post("/language", "language=en")
            #expect(try await browser.get("/", accepting: "de").contains("<html lang=\"en\">"))
        }
    }

    @Test(arguments: [
        ("", "/"), ("/cart", "/cart"), ("/products/a%20b", "/products/a%20b"),
        ("//evil.example/", "/"), ("/%5Cevil.example", "/"), ("https://evil.example/", "/"),
        ("/a%0D%0ASet-Cookie:%20x=y", "/"), ("cart", "/"), ("/%C3%A9", "/"),
    ])
    func theChoiceLeadsBackWithinTheShop(page: String, location: String) async throws {
        try await visiting { (browser, _) async throws in
            let encoded = page.replacing("%20", with: "%2520")
            let answer = try await browser.post("/language", "language=de&page=\(encoded)")
            #expect(answer.headers["location"] == location)
        }
    }

    @Test func otherLanguagesCannotBeChosen() async throws {
        try await visiting { (browser, _) async throws in
            for form in ["", "language=fr", "language=../../etc", "language=de-AT"] {
                #expect(try await browser.post("/language", form).status == 400)
            }
            let site = ["Sec-Fetch-Site": "cross-site"]
            let foreign = try await browser.post("/language", "language=de", headers: site)
            #expect(foreign.status == 403)
            #expect(await browser.cookies.isEmpty)
        }
    }

    @Test func aFormForALanguageKnowsItsPage() async throws {
        try await visiting { (browser, _) async throws in
            let page = try await browser.get("/products/mug")
            #expect(page.contains("name=\"page\" value=\"/products/mug\""))
            let current = page.text.matches(of: /lang="(..)"\s+aria-current="true"/).map(\.1)
            #expect(current == ["en"])
            let refused = try await browser.post("/login", "user=ada&password=no")
            #expect(refused.contains("name=\"page\" value=\"/login\""))
            let bad = try await browser.post("/cart/add", "product=none")
            #expect(bad.contains("name=\"page\" value=\"/\""))
        }
    }
}

extension Browser {
    /// The sentence about the colour, in a language.
    fileprivate func favourite(in language: String) async throws -> String {
        let text = try await get("/favourite", accepting: language).text
        let paragraph = text.components(separatedBy: "<p class=\"favourite-now\">").last ?? ""
        let sentence = paragraph.components(separatedBy: "</p>")[0]
        return sentence.replacing(/<[^>]*>/, with: "").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
#endif
