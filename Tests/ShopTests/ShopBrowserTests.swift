// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import TestSupport
import Testing

/// The shop's pages under its policy, in a real browser.
@Suite(.serialized) struct ShopBrowserTests {
    @Test func noPageBreaksThePolicy() async throws {
        let shop = ShopProcess(port: try FreePort.next(), sessions: "memory:")
        try await shop.start()
        defer { shop.kill() }
        let pages = [
            ("/", "Enamel Kettle"), ("/products/mug", "Striped Mug"), ("/cart", "<main"),
            ("/login", "<form"), ("/favourite", "<main"), ("/nowhere", "404"),
        ]
        let chromium = try Chromium()
        for (path, text) in pages {
            let visit = try chromium.visit("http://127.0.0.1:\(shop.port)\(path)")
            #expect(visit.elements.contains(text), "\(path)")
            #expect(visit.console == [], "\(path)")
        }
    }

    @Test func thePageForDevelopersKeepsToItsOwn() async throws {
        let folder = try ShopProcess.templates()
        let shop = ShopProcess(
            port: try FreePort.next(),
            sessions: "memory:",
            more: ["TALISMAN_ENV": "development"],
            folder: folder.path
        )
        try await shop.start()
        defer { shop.kill() }
        try folder.write("Templates/shop/login.html", "<p tal:contents=\"x\"></p>")
        let visit = try Chromium().visit("http://127.0.0.1:\(shop.port)/login")
        #expect(visit.elements.contains("unknown-statement"))
        #expect(visit.console == [])
    }
}
#endif
