// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ShopTests {
    @Test func aNewVisitorGetsNoCookie() async throws {
        try await visiting { (browser, _) async throws in
            for path in ["/", "/products/kettle", "/cart", "/login", "/favourite"] {
                let answer = try await browser.get(path)
                #expect(answer.status == 200)
                #expect(answer.headers["set-cookie"] == nil)
                #expect(answer.headers["vary"] == "Accept-Language, Cookie")
                #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["content-security-policy"]?.contains("'none'") == true)
            }
        }
    }

    @Test func everyVisitorHasAColourThatSurvivesAPowerFailure() async throws {
        try await visiting { (first, shop) async throws in
            let second = Browser(port: shop.port)
            #expect(try await first.color() == "green")
            #expect(try await first.post("/favourite", "color=blue").status == 303)
            let answer = try await second.post("/favourite", "color=red")
            #expect(answer.status == 303)
            #expect(answer.headers["cache-control"] == "no-store")
            shop.kill()
            try await shop.start()
            #expect(try await first.color() == "blue")
            #expect(try await second.color() == "red")
            #expect(try await Browser(port: shop.port).color() == "green")
        }
    }

    @Test func aPageCountsTheVisitsOfEachVisitor() async throws {
        try await visiting { (first, shop) async throws in
            let second = Browser(port: shop.port)
            for count in 1...3 {
                #expect(try await first.visits() == "\(count)")
            }
            #expect(try await second.visits() == "1")
            #expect(try await first.visits() == "4")
        }
    }

    /// Each of its visits would make a session.
    @Test func aClientThatKeepsNoCookieIsHeld() async throws {
        try await visiting { (browser, shop) async throws in
            _ = try await browser.visits()
            var statuses: [Int] = []
            for _ in 0..<130 {
                let answer = try await Browser(port: shop.port).get("/visits")
                statuses.append(answer.status)
                if answer.status == 429 {
                    let seconds = answer.headers["retry-after"].flatMap { Int($0) }
                    #expect((1...60).contains(seconds ?? 0))
                    #expect(answer.headers["set-cookie"] == nil)
                }
            }
            #expect(statuses.contains(429))
            #expect(statuses.count { $0 == 200 } >= 59)
            // Who has a session goes on, and looking elsewhere is free.
            #expect(try await browser.visits() == "2")
            #expect(try await Browser(port: shop.port).get("/").status == 200)
        }
    }

    /// Another tab has taken it out.
    @Test(arguments: ["/cart/change", "/cart/remove"])
    func aCartLineThatHasGoneSaysSo(path: String) async throws {
        try await visiting { (browser, _) async throws in
            _ = try await browser.post("/cart/add", "product=kettle&quantity=2")
            let form = "product=kettle&quantity=3"
            #expect(try await browser.post("/cart/remove", form).headers["location"] != nil)
            let answer = try await browser.post(path, form)
            let location = try #require(answer.headers["location"])
            #expect(try await browser.get(location).contains("It was no longer in your cart."))
        }
    }

    @Test func theCartIsFilledChangedAndEmptied() async throws {
        try await visiting { (browser, _) async throws in
            #expect(try await browser.get("/cart").contains("There is nothing in it yet."))
            _ = try await browser.post("/cart/add", "product=kettle&quantity=2")
            let answer = try await browser.post("/cart/add", "product=mills&quantity=1")
            #expect(answer.status == 303)
            let cart = try await browser.get("/cart")
            #expect(cart.contains("Salt &amp; Pepper Mills"))
            #expect(cart.contains("$120.00"))
            _ = try await browser.post("/cart/change", "product=kettle&quantity=1")
            #expect(try await browser.get("/cart").contains("$78.00"))
            _ = try await browser.post("/cart/remove", "product=mills")
            _ = try await browser.post("/cart/change", "product=kettle&quantity=0")
            #expect(try await browser.get("/cart").contains("There is nothing in it yet."))
        }
    }

    @Test func concurrentClicksAllCount() async throws {
        try await visiting { (browser, shop) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=1")
            let cookies = await browser.cookies
            let port = shop.port
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1..<20 {
                    group.addTask {
                        let other = Browser(port: port)
                        await other.takeCookies(cookies)
                        return try await other.post("/cart/add", "product=mug&quantity=1").status
                    }
                }
                for try await status in group {
                    #expect(status == 303)
                }
            }
            #expect(try await browser.get("/cart").contains("name=\"quantity\" value=\"20\""))
        }
    }

    @Test func signingInKeepsTheCartAndEndsTheOldCookie() async throws {
        try await visiting { (browser, shop) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=3")
            let before = await browser.cookies
            let refused = try await browser.post("/login", "user=ada&password=wrong")
            #expect(refused.status == 403)
            #expect(refused.contains("value=\"ada\"") && !refused.contains("wrong\""))
            #expect(try await browser.post("/login", "user=ada&password=ada").status == 303)
            #expect(await browser.cookies != before)
            #expect(try await browser.get("/").contains("Hello, <b>Ada</b>"))
            #expect(try await browser.get("/cart").contains("value=\"3\""))
            let thief = Browser(port: shop.port)
            await thief.takeCookies(before)
            #expect(try await thief.get("/cart").contains("There is nothing in it yet."))
        }
    }

    @Test func signingOutEndsTheSession() async throws {
        try await visiting { (browser, shop) async throws in
            _ = try await browser.post("/login", "user=sam&password=sam")
            let before = await browser.cookies
            #expect(try await browser.post("/logout").status == 303)
            #expect(await browser.cookies.isEmpty)
            await browser.takeCookies(before)
            #expect(try await !browser.get("/").contains("Hello"))
        }
    }

    @Test(arguments: [
        ("/nowhere", 404, "Page not found"), ("/products/none", 404, "Page not found"),
        ("/static/none.css", 404, "Page not found"), ("/static", 404, "Page not found"),
        ("/static/../catalogue.json", 404, "Page not found"),
        ("/static/%2e%2e/catalogue.json", 400, "Bad request"),
        ("/static/%00", 404, "Page not found"), ("/static/mug.svg%00.html", 404, "Page not found"),
        ("/static/.hidden", 404, "Page not found"),
    ])
    func whatIsNotThereHasAPage(path: String, status: Int, title: String) async throws {
        try await visiting { (browser, _) async throws in
            let answer = try await browser.get(path)
            #expect(answer.status == status)
            #expect(answer.contains("<h1>\(title)</h1>"))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test func badFormsAreRefused() async throws {
        try await visiting { (browser, _) async throws in
            for form in [
                "product=none", "product=mug&quantity=-1", "product=mug&quantity=x", "%zz",
            ] {
                #expect(try await browser.post("/cart/add", form).status == 400)
            }
            #expect(try await browser.post("/favourite", "color=<script>").status == 400)
            let site = ["Sec-Fetch-Site": "cross-site"]
            #expect(try await browser.post("/favourite", "color=red", headers: site).status == 403)
            #expect(await browser.cookies.isEmpty)
        }
    }

    @Test func filesAreKeptForAWhile() async throws {
        try await visiting { (browser, _) async throws in
            let file = try await browser.get("/static/mug.svg")
            #expect(file.status == 200)
            #expect(file.headers["content-type"] == "image/svg+xml")
            #expect(file.headers["cache-control"] == "public, max-age=300")
            #expect(file.headers["x-content-type-options"] == "nosniff")
            #expect(file.headers["etag"] != nil)
            #expect(file.headers["vary"] == nil)
        }
    }

    @Test func aBalancerLearnsThatItIsWell() async throws {
        try await visiting { (browser, _) async throws in
            let answer = try await browser.get("/healthz")
            #expect(answer.status == 200)
            #expect(answer.text == "ok\n")
            #expect(answer.headers["cache-control"] == "no-store")
        }
    }

    @Test func itEndsWhenItIsAskedTo() async throws {
        try await visiting { (_, shop) async throws in
            #expect(shop.end() == 0)
        }
    }

    @Test func aPortThatIsTakenStopsIt() async throws {
        try await visiting { (_, shop) async throws in
            let settings = ["PORT": "\(shop.port)", "SESSIONS": "memory:"]
            let failure = try ShopProcess.failure(settings)
            #expect(failure.status == 1)
            let report = "cannot serve on 127.0.0.1:\(shop.port): another program listens there"
            #expect(failure.text.contains(report))
        }
    }

    @Test func theKeyFileIsForItsOwnerOnly() async throws {
        try await visiting { (_, shop) async throws in
            let database = shop.environment["SESSIONS"]?.dropFirst("sqlite:".count) ?? ""
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(database).key")
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test(arguments: [
        (["PORT": "http"], 64, "PORT must be a number from 1 to 65535, not 'http'"),
        (["PORT": "70000"], 64, "PORT must be a number"),
        (
            ["SESSIONS": "redis:x"], 64,
            "SESSIONS must be sqlite:PATH, redis://HOST, postgres://HOST or memory:"
        ),
        (["SESSIONS": "redis://h:x"], 1, "the Redis URL has a port that is no number"),
        (["SESSIONS": "memory:", "SESSION_KEYS": "short"], 1, "invalid-configuration"),
        (["SESSIONS": "sqlite:/nonexistent/shop.sqlite"], 1, "/nonexistent"),
    ])
    func whatItCannotUseStopsIt(
        settings: [String: String],
        status: Int32,
        message: String
    ) throws {
        let failure = try ShopProcess.failure(settings)
        #expect(failure.status == status)
        #expect(failure.text.contains(message), "\(failure.text)")
    }
}

/// Runs a shop with a database of its own.
func visiting(_ visit: (Browser, ShopProcess) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let shop = ShopProcess(port: try FreePort.next(), sessions: "sqlite:\(folder.path)/shop.sqlite")
    try await shop.start()
    defer { shop.kill() }
    try await visit(Browser(port: shop.port), shop)
}
#endif
