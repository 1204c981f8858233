// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import GRDB
import TestSupport
import Testing

/// A visitor whose session record cannot be read.
@Suite(.serialized) struct ShopDamageTests {
    @Test func looksAroundWritesNothingAndSignsInAnew() async throws {
        try await visiting { (browser, shop) async throws in
            try await browser.signIn("ada", "Firefox/140.0 Linux")
            _ = try await browser.post("/cart/add", "product=mug&quantity=3")
            try await damage(shop)
            for path in ["/", "/products/kettle", "/login"] {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.contains("Ada"))
                #expect(page.headers["set-cookie"] == nil)
            }
            for path in ["/cart", "/account", "/visits"] {
                let page = try await browser.get(path)
                #expect(page.status == 503, "\(path)")
                #expect(page.contains("<h1>Out of service</h1>"))
            }
            for (path, form) in [
                ("/cart/add", "product=mug&quantity=1"), ("/language", "language=de"),
            ] {
                #expect(try await browser.post(path, form).status == 503, "\(path)")
            }
            try await browser.signIn("ada", "Firefox/140.0 Linux")
            #expect(try await browser.get("/").contains("Hello, <b>Ada</b>"))
            #expect(try await browser.get("/cart").contains("There is nothing in it yet."))
        }
    }

    /// Makes all records ones that cannot be read.
    private func damage(_ shop: ShopProcess) async throws {
        let path = String(try #require(shop.environment["SESSIONS"]).dropFirst("sqlite:".count))
        let queue = try DatabaseQueue(path: path)
        try await queue.write { try $0.execute(sql: "UPDATE sessions SET created = 'text'") }
        try queue.close()
    }
}
#endif
