// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import TestSupport
import Testing

/// The shop behind an nginx that speaks TLS, as the documentation configures it.
@Suite(.serialized) struct ShopProxyTests {
    private static let origin = "https://\(NginxServer.host)"

    @Test(arguments: [
        ["PUBLIC_ORIGIN": origin], ["PUBLIC_ORIGIN": origin, "TRUSTED_PROXIES": "127.0.0.1, ::1"],
    ])
    func aVisitorBuysAndSignsInByTLS(settings: [String: String]) async throws {
        try await serving(settings) { nginx in
            let added = try await post(nginx, "/cart/add", "product=mug&quantity=2")
            #expect(added.status == 303)
            let set = try #require(added.headers["set-cookie"])
            #expect(set.hasPrefix("__Host-id="))
            #expect(set.contains("; Secure"))
            let cookie = String(set.prefix { $0 != ";" })
            let signedIn = try await post(nginx, "/login", "user=ada&password=ada", cookie)
            let name = try #require(signedIn.headers["set-cookie"]?.prefix { $0 != ";" })
            let page = try await nginx.request("/cart", ["Cookie": String(name)])
            #expect(page.text.contains("name=\"quantity\" value=\"2\""))
            #expect(try await post(nginx, "/logout", "", String(name)).status == 303)
            let after = try await nginx.request("/account", ["Cookie": String(name)])
            #expect(after.status == 303)
        }
    }

    @Test func formsOfOtherSitesAreRefused() async throws {
        try await serving(["PUBLIC_ORIGIN": Self.origin]) { nginx in
            for origin in ["https://evil.example", "http://\(NginxServer.host)", "null"] {
                let fields = ["Origin": origin]
                let answer = try await nginx.request("/cart/add", form: "product=mug", fields)
                #expect(answer.status == 403)
                #expect(answer.headers["set-cookie"] == nil)
            }
        }
    }

    private func serving(
        _ settings: [String: String],
        _ visit: (NginxServer) async throws -> Void
    ) async throws {
        let port = try FreePort.next()
        let shop = ShopProcess(port: port, sessions: "memory:", more: settings)
        try await shop.start()
        defer { shop.kill() }
        try await visit(NginxServer(backend: port))
    }

    private func post(
        _ nginx: NginxServer,
        _ path: String,
        _ form: String,
        _ cookie: String? = nil
    ) async throws -> NginxServer.Answer {
        let fields = ["Origin": Self.origin, "Cookie": cookie].compactMapValues(\.self)
        return try await nginx.request(path, form: form, fields)
    }
}
#endif
