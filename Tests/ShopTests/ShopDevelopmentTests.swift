// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import TestSupport
import Testing

/// A shop whose templates are wrong, or being written.
@Suite(.serialized) struct ShopDevelopmentTests {
    @Test func inDevelopmentTheBrowserShowsWhatIsWrongUntilItIsMended() async throws {
        let folder = try ShopProcess.templates()
        let shop = ShopProcess(
            port: try FreePort.next(),
            sessions: "memory:",
            more: ["TALISMAN_ENV": "development"],
            folder: folder.path
        )
        try await shop.start()
        defer { shop.kill() }
        let browser = Browser(port: shop.port)
        let good = try #require(folder.text("Templates/shop/login.html"))
        try folder.write("Templates/shop/login.html", "<p tal:contents=\"x\"></p>")
        let page = try await browser.get("/login")
        #expect(page.status == 500)
        #expect(page.contains("\"code\":\"unknown-statement\""))
        #expect(page.contains("login.html:1:4"))
        #expect(page.headers["content-security-policy"]?.contains("script-src 'self'") == true)
        try folder.write("Templates/shop/login.html", good)
        #expect(try await browser.get("/login").status == 200)
        // So are the catalogs.
        let catalog = "Templates/shop/locales/de/LC_MESSAGES/shop.po"
        let texts = try #require(folder.text(catalog))
        try folder.write(catalog, texts.replacing("\"Anmelden\"", with: "\"Hereinspaziert\""))
        let german = try await browser.get("/login", accepting: "de")
        #expect(german.contains(">Hereinspaziert</h1>"))
    }

    /// What a page was given renders it again, and no path of it misses anything.
    @Test func pagesLeaveTheirDataForAuthors() async throws {
        let folder = try TemporaryFolder()
        let shop = ShopProcess(
            port: try FreePort.next(),
            sessions: "memory:",
            more: ["TALISMAN_ENV": "development", "SAMPLES": "\(folder.path)/samples"]
        )
        try await shop.start()
        defer { shop.kill() }
        let browser = Browser(port: shop.port)
        for path in ["/", "/products/mug", "/cart", "/login", "/nowhere"] {
            _ = try await browser.get(path)
        }
        for name in ["index", "product", "cart", "login", "error"] {
            #expect(folder.text("samples/\(name).json")?.hasPrefix("{") == true, "\(name)")
        }
        #expect(folder.text("samples/index.json")?.contains("Striped Mug") == true)
    }

    @Test func inProductionNothingStartsThatCannotWork() throws {
        let folder = try ShopProcess.templates()
        try folder.write("Templates/shop/login.html", "<p tal:contents=\"x\"></p>")
        try folder.write("Templates/shop/cart.html", "<p tal:content=\"a//b\"></p>")
        let failure = try ShopProcess.failure(["SESSIONS": "memory:"], in: folder.path)
        #expect(failure.status == 1)
        for part in ["cart.html:1:", "login.html:1:4", "2 errors in the templates"] {
            #expect(failure.text.contains(part), "\(failure.text)")
        }
    }

    @Test func aWrongFolderIsNamed() throws {
        let folder = try TemporaryFolder()
        let failure = try ShopProcess.failure(["SESSIONS": "memory:"], in: folder.path)
        #expect(failure.status == 1)
        #expect(failure.text.contains("/Templates/shop/locales' of catalogs"), "\(failure.text)")
        let name = try #require(folder.path.split(separator: "/").last)
        #expect(failure.text.contains("/\(name)'"), "\(failure.text)")
    }
}
#endif
