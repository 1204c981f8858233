// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import Testing

@Suite(.serialized) struct ShopAccountTests {
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"
    private static let phone = """
        Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1
        """

    @Test func theAccountIsForThoseWhoAreSignedIn() async throws {
        try await visiting { (browser, _) async throws in
            for answer in [
                try await browser.get("/account"),
                try await browser.post("/account/end", "session=AQEBAQEBAQEBAQEB"),
                try await browser.post("/account/end-others"),
            ] {
                #expect(answer.status == 303)
                #expect(answer.headers["location"] == "/login")
            }
            #expect(await browser.cookies.isEmpty)
        }
    }

    @Test func everyPageGreetsWhoIsSignedInAndCountsTheCart() async throws {
        try await visiting { (browser, _) async throws in
            try await browser.signIn("ada", Self.firefox)
            _ = try await browser.post("/cart/add", "product=mug&quantity=2")
            for path in [
                "/", "/products/mug", "/favourite", "/cart", "/visits", "/account", "/login",
            ] {
                let page = try await browser.get(path)
                #expect(page.contains("Hello, <b>Ada</b>"), "\(path)")
                #expect(page.contains("<span aria-hidden=\"true\">2</span>"), "\(path)")
            }
            #expect(try await browser.get("/login").contains("You are signed in as <b>Ada</b>"))
        }
    }

    @Test func itListsWhereOneIsSignedIn() async throws {
        try await visiting { (browser, shop) async throws in
            try await browser.signIn("ada", Self.firefox)
            try await Browser(port: shop.port).signIn("ada", Self.phone)
            try await Browser(port: shop.port).signIn("ada", "something else")
            try await Browser(port: shop.port).signIn("sam", "Chrome/140.0 Windows")
            let page = try await browser.get("/account")
            #expect(page.visits == ["Firefox, Linux", "Safari, iPhone", "Unknown browser"])
            #expect(page.locators.count == 2)
            #expect(page.contains("This device"))
            #expect(page.text.contains(/Begun\s+<time datetime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ">/))
            let german = try await browser.get("/account", accepting: "de")
            #expect(german.visits.last == "Unbekannter Browser")
            for cookie in await browser.cookies.values { #expect(!page.contains(cookie)) }
        }
    }

    @Test func itEndsOneSession() async throws {
        try await visiting { (browser, shop) async throws in
            let lost = Browser(port: shop.port)
            try await lost.signIn("ada", Self.phone)
            try await browser.signIn("ada", Self.firefox)
            let locator = try #require(try await browser.get("/account").locators.first)
            let answer = try await browser.post("/account/end", "session=\(locator)")
            #expect(answer.headers["location"] == "/account")
            #expect(try await browser.get("/account").visits == ["Firefox, Linux"])
            #expect(try await !lost.get("/").contains("Ada"))
            #expect(try await lost.get("/account").status == 303)
        }
    }

    @Test func itEndsAllOthers() async throws {
        try await visiting { (browser, shop) async throws in
            var others: [Browser] = []
            for _ in 0..<3 {
                let other = Browser(port: shop.port)
                try await other.signIn("ada", Self.phone)
                others.append(other)
            }
            try await browser.signIn("ada", Self.firefox)
            let sam = Browser(port: shop.port)
            try await sam.signIn("sam", Self.phone)
            let answer = try await browser.post("/account/end-others")
            #expect(answer.headers["location"] == "/account")
            #expect(try await browser.get("/account").visits == ["Firefox, Linux"])
            for other in others { #expect(try await !other.get("/").contains("Ada")) }
            #expect(try await sam.get("/").contains("Hello, <b>Sam</b>"))
        }
    }

    @Test func nobodyEndsTheSessionOfAnother() async throws {
        try await visiting { (browser, shop) async throws in
            let sam = Browser(port: shop.port)
            try await sam.signIn("sam", Self.phone)
            try await Browser(port: shop.port).signIn("sam", Self.firefox)
            let locator = try #require(try await sam.get("/account").locators.first)
            try await browser.signIn("ada", Self.firefox)
            #expect(try await browser.post("/account/end", "session=\(locator)").status == 404)
            for form in ["", "session=", "session=x", "session=v1.a.b.c.d"] {
                #expect(try await browser.post("/account/end", form).status == 400)
            }
            #expect(try await sam.get("/account").visits.count == 2)
        }
    }
}
#endif
