// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite && Redis
import Foundation
import TestSupport
import Testing

/// Two shops on one Redis, with a balancer that has no affinity in front of them.
@Suite(.serialized, .enabled(if: RedisServer.isExpected)) struct SharedShopTests {
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"
    private static let phone = """
        Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1
        """

    @Test func aVisitorHasOneCartAndOneColour() async throws {
        try await sharing { (browser, shops) async throws in
            #expect(try await browser.post("/favourite", "color=blue").status == 303)
            for _ in shops { #expect(try await browser.color() == "blue") }
            for count in 1...4 { #expect(try await browser.visits() == "\(count)") }
            for _ in 1...5 { _ = try await browser.post("/cart/add", "product=mug&quantity=1") }
            for _ in shops { #expect(try await browser.get("/cart").quantities == [5]) }
            _ = try await browser.post("/cart/change", "product=mug&quantity=2")
            for _ in shops { #expect(try await browser.get("/cart").quantities == [2]) }
            _ = try await browser.post("/language", "language=de&page=/cart")
            for _ in shops { #expect(try await browser.get("/cart").contains("lang=\"de\"")) }
            #expect(try await Browser(ports: shops.map(\.port)).color() == "green")
        }
    }

    @Test func signingInCountsEverywhereAtOnce() async throws {
        try await sharing { (browser, shops) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=3")
            let before = await browser.cookies
            try await browser.signIn("ada", Self.firefox)
            #expect(await browser.cookies != before)
            for shop in shops {
                let same = try await browser.twin(at: shop.port)
                #expect(try await same.get("/").contains("Hello, <b>Ada</b>"))
                #expect(try await same.get("/cart").quantities == [3])
                let thief = Browser(port: shop.port)
                await thief.takeCookies(before)
                #expect(try await thief.get("/cart").quantities.isEmpty)
            }
        }
    }

    @Test(arguments: [0, 1])
    func signingOutCountsEverywhereAtOnce(shop number: Int) async throws {
        try await sharing { (_, shops) async throws in
            let browser = Browser(port: shops[number].port)
            try await browser.signIn("sam", Self.firefox)
            let other = try await browser.twin(at: shops[1 - number].port)
            #expect(try await other.get("/account").status == 200)
            #expect(try await browser.post("/logout").status == 303)
            #expect(try await other.get("/account").status == 303)
            #expect(try await !other.get("/").contains("Sam"))
        }
    }

    @Test func theAccountListsAndEndsTheSessionsOfBoth() async throws {
        try await sharing { (browser, shops) async throws in
            var others: [Browser] = []
            for shop in shops + shops {
                let other = Browser(port: shop.port)
                try await other.signIn("ada", Self.phone)
                others.append(other)
            }
            try await browser.signIn("ada", Self.firefox)
            for _ in shops {
                let account = try await browser.get("/account")
                let phones = others.map { _ in "Safari, iPhone" }
                #expect(account.visits.sorted() == ["Firefox, Linux"] + phones)
            }
            let locator = try #require(try await browser.get("/account").locators.first)
            let answer = try await browser.post("/account/end", "session=\(locator)")
            #expect(answer.headers["location"] == "/account")
            #expect(try await signedInCount(others, shops) == 3)
            _ = try await browser.post("/account/end-others")
            #expect(try await signedInCount(others, shops) == 0)
            for _ in shops {
                #expect(try await browser.get("/account").visits == ["Firefox, Linux"])
            }
        }
    }

    @Test func concurrentClicksOnBothAllCount() async throws {
        try await sharing { (browser, shops) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=1")
            let statuses = try await statuses(of: 40, as: browser, shops) { browser in
                try await browser.post("/cart/add", "product=mug&quantity=1")
            }
            #expect(statuses == [303: 40])
            #expect(try await browser.get("/cart").quantities == [41])
        }
    }

    /// The page counts by a script, which reads and writes: a request that loses against those
    /// of the other shop four times says so.
    @Test func concurrentVisitsToBothAreCountedOrRefused() async throws {
        try await sharing { (browser, shops) async throws in
            #expect(try await browser.visits() == "1")
            let statuses = try await statuses(of: 40, as: browser, shops) { browser in
                try await browser.get("/visits")
            }
            let counted = statuses[200] ?? 0
            #expect(counted >= 2)
            #expect(counted + (statuses[409] ?? 0) == 40, "\(statuses)")
            #expect(try await browser.visits() == "\(counted + 2)")
        }
    }

    @Test func theOneGoesOnWhereTheOtherIsKilled() async throws {
        try await sharing { (browser, shops) async throws in
            _ = try await browser.post("/cart/add", "product=mug&quantity=1")
            try await browser.signIn("ada", Self.firefox)
            shops[0].kill()
            let rest = try await browser.twin(at: shops[1].port)
            #expect(try await rest.get("/").contains("Hello, <b>Ada</b>"))
            _ = try await rest.post("/cart/add", "product=mug&quantity=1")
            #expect(try await rest.get("/cart").quantities == [2])
            try await shops[0].start()
            for _ in shops { #expect(try await browser.get("/cart").quantities == [2]) }
            #expect(try await browser.get("/").contains("Hello, <b>Ada</b>"))
        }
    }

    // MARK: Support

    /// Runs two shops with one key on a server of the test's own.
    private func sharing(
        _ visit: (Browser, [ShopProcess]) async throws -> Void
    ) async throws {
        let server = try await RedisServer()
        let key = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        let more = ["SESSION_KEYS": key.base64EncodedString()]
        let shops = try (0..<2).map { _ in
            ShopProcess(port: try FreePort.next(), sessions: server.url, more: more)
        }
        for shop in shops { try await shop.start() }
        defer { for shop in shops { shop.kill() } }
        try await visit(Browser(ports: shops.map(\.port)), shops)
    }

    /// How many of the browsers both shops greet; none is greeted by one of them only.
    private func signedInCount(_ browsers: [Browser], _ shops: [ShopProcess]) async throws -> Int {
        var count = 0
        for browser in browsers {
            var greetings: Set<Bool> = []
            for shop in shops {
                let twin = try await browser.twin(at: shop.port)
                greetings.insert(try await twin.get("/").contains("Hello, <b>Ada</b>"))
            }
            #expect(greetings.count == 1)
            count += greetings == [true] ? 1 : 0
        }
        return count
    }

    /// How often each status came, of requests of one visitor to both shops at once.
    private func statuses(
        of count: Int,
        as browser: Browser,
        _ shops: [ShopProcess],
        _ send: @escaping @Sendable (Browser) async throws -> Browser.Answer
    ) async throws -> [Int: Int] {
        var twins: [Browser] = []
        for index in 0..<count {
            twins.append(try await browser.twin(at: shops[index % shops.count].port))
        }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for twin in twins { group.addTask { try await send(twin).status } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }
}

extension Browser {
    /// A browser with the same cookies that visits the shop at one port.
    fileprivate func twin(at port: Int) async throws -> Browser {
        let twin = Browser(port: port)
        await twin.takeCookies(cookies)
        return twin
    }
}
#endif
