// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import WebSessions

extension SessionStoreConformance {
    static let transport: [Behaviour] = [
        Behaviour(11, "the store does not see the bearer value") { context in
            let seen = SecretWatcher(context.store)
            let site = try SessionTestSite(store: seen, clock: context.clock)
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let secret = String(cookie.split(separator: ".")[3])
            let hashes = seen.hashes.map { Base64.encode($0.bytes) }
            try expectEqual(hashes.count, 1, "hashes")
            try expect(!hashes.contains(secret), "the store was given the secret")
        },
        Behaviour(12, "an id in the path or another field is ignored") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            var request = site.request()
            request.path = "/?\(cookie)"
            request.headerFields[.authorization] = cookie
            site.store.reset()
            let session = site.manager.session(for: request)
            let value = try await session.shop.value("color", as: String.self)
            try expectEqual(value, nil, "value")
            try expectEqual(site.store.calls, [], "store calls")
        },
        Behaviour(13, "a cookie is removed with the attributes it was set with") { context in
            let manager = try CookieClientIDManager(
                keys: .generated(),
                application: "test",
                prefix: .secure,
                attributes: CookieAttributes(path: "/shop", domain: "shop.example")
            )
            let site = try context.site(clientIDs: manager)
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let reply = try await site.visit(cookie: cookie) { try $0.logout() }
            let expected =
                "__Secure-id=; Path=/shop; Domain=shop.example; Max-Age=0; "
                + "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure; HttpOnly; SameSite=Lax"
            try expectEqual(reply.setCookies, [expected], "cookies")
        },
        Behaviour(14, "the cookie is set once and beside others") { context in
            let site = try context.site()
            let session = site.session()
            try session.shop.set("red", for: "color")
            try session["products.bar"].set("blue", for: "color")
            let outcome = try await session.commit()
            var fields: HTTPFields = [.setCookie: "other=1"]
            outcome.apply(to: &fields)
            try expectEqual(fields[values: .setCookie].count, 2, "cookies")
            try expectEqual(fields[values: .setCookie].first, "other=1", "the other cookie")
        },
        Behaviour(15, "an unchanged session sets no cookie") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            for _ in 0..<2 {
                let reply = try await site.visit(cookie: cookie) { session in
                    try await session.shop.value("color", as: String.self)
                }
                try expectEqual(reply.setCookies, [], "cookies")
            }
        },
        Behaviour(65, "responses vary by the cookie where they depend on the session") { context in
            let site = try context.site()
            var fields: HTTPFields = [.vary: "Accept-Language"]
            try await site.visit { _ in }.outcome.apply(to: &fields)
            try expectEqual(fields[values: .vary], ["Accept-Language"], "Vary")
            let read = try await site.visit { try await $0.shop.contains("color") }
            read.outcome.apply(to: &fields)
            read.outcome.apply(to: &fields)
            try expectEqual(fields[values: .vary], ["Accept-Language", "Cookie"], "Vary")
        },
        Behaviour(66, "a response that sets the cookie is not stored") { context in
            let reply = try await context.site().visit { try $0.shop.set(1, for: "n") }
            var fields: HTTPFields = [.cacheControl: "public"]
            reply.outcome.apply(to: &fields)
            try expectEqual(fields[.cacheControl], "no-store", "Cache-Control")
        },
        Behaviour(87, "a response that depends on the session is for its client alone") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let read: @Sendable (Session) async throws -> Void = { session in
                _ = try await session.shop.value("color", as: String.self)
            }
            let ignored = try await site.visit(cookie: cookie) { _ in }
            try expectEqual(cacheControl(ignored.outcome), nil, "without the session")
            let anonymous = try await site.visit(cookie: cookie, read).outcome
            try expectEqual(cacheControl(anonymous), "private, no-cache", "anonymous")
            try expectEqual(cacheControl(anonymous, "no-cache"), "no-cache", "as it says")
            let login = try await site.visit(cookie: cookie) { try $0.login(principal: "ada") }
            let known = try await site.visit(cookie: login.cookie, read).outcome
            try expectEqual(cacheControl(known), "no-store", "logged in")
            try expectEqual(cacheControl(known, "private"), "private", "as it says")
        },
    ]

    /// What a response says to caches that said something, or nothing, before.
    private static func cacheControl(
        _ outcome: SessionOutcome,
        _ before: String? = nil
    ) -> String? {
        var fields = HTTPFields()
        fields[.cacheControl] = before
        outcome.apply(to: &fields)
        return fields[.cacheControl]
    }
}
