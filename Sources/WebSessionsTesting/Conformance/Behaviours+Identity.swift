// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import WebSessions

extension SessionStoreConformance {
    static let identity: [Behaviour] = [
        Behaviour(1, "a request without a session or a write gets no cookie") { context in
            let reply = try await context.site().visit { _ in }
            try expectEqual(reply.outcome.clientIDFields.count, 0, "fields")
            try expect(!reply.outcome.isAccessed, "the session counts as accessed")
        },
        Behaviour(2, "reading an absent session creates nothing") { context in
            let site = try context.site()
            let reply = try await site.visit { session in
                let value = try await session.shop.value("color", as: String.self)
                try expectEqual(value, nil, "value")
                try expect(try await session.existing("products.foo") == nil, "package exists")
            }
            try expectEqual(reply.setCookies, [], "cookies")
            try expectEqual(site.store.calls, [], "store calls")
        },
        Behaviour(3, "the first write makes one record and one cookie") { context in
            let site = try context.site()
            let reply = try await site.visit { try $0.shop.set("red", for: "color") }
            try expectEqual(reply.setCookies.count, 1, "cookies")
            try expectEqual(site.store.calls, [.create], "store calls")
            let cookie = reply.setCookies.first ?? ""
            let attributes = "; Path=/; Secure; HttpOnly; SameSite=Lax"
            try expect(cookie.hasPrefix("__Host-id=v1."), "the name of the cookie is wrong")
            try expect(cookie.hasSuffix(attributes), "the attributes of the cookie are wrong")
        },
        Behaviour(4, "a write under an id that was never stored gets another id") { context in
            let site = try context.site()
            let other = try SessionTestSite(clientIDs: site.manager.clientIDs)
            let foreign = try await other.seed { try $0.shop.set("red", for: "color") }
            let reply = try await site.visit(cookie: foreign) { session in
                let value = try await session.shop.value("color", as: String.self)
                try expectEqual(value, nil, "value")
                try session.shop.set("blue", for: "color")
            }
            try expect(reply.cookie != nil && reply.cookie != foreign, "the id was adopted")
            let before = foreign.split(separator: ".")[2]
            try expect(reply.cookie?.contains(before) == false, "the locator was adopted")
        },
        Behaviour(5, "a malformed id is refused without asking the store") { context in
            let site = try context.site()
            let long = String(repeating: "a", count: 5000)
            let bad = ["", "x", "v1....", "v1.a.b.c.d", long, "\u{0}", "ü", "v2.a.b.c.d", "."]
            for value in bad {
                try await expectRefused("__Host-id=\(value)", by: site)
            }
        },
        Behaviour(6, "an id with a wrong signature costs no call of the store") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let last = cookie.last == "A" ? "E" : "A"
            try await expectRefused(String(cookie.dropLast()) + last, by: site)
        },
        Behaviour(7, "of several cookies of one name the first valid one is used") { context in
            let site = try context.site()
            let good = try await site.seed { try $0.shop.set("red", for: "color") }
            for cookies in [["__Host-id=x", good], [good, "__Host-id=x"], ["a=b", good]] {
                let session = site.manager.session(for: site.request(cookies: cookies))
                let value = try await session.shop.value("color", as: String.self)
                try expectEqual(value, "red", "value")
            }
        },
        Behaviour(8, "an id of an old key is accepted and issued again") { context in
            let old = try SigningKey(id: "old", bytes: [UInt8](repeating: 1, count: 32))
            let new = try SigningKey(id: "new", bytes: [UInt8](repeating: 2, count: 32))
            let before = try context.site(clientIDs: cookies([old]))
            let cookie = try await before.seed { try $0.shop.set("red", for: "color") }
            let during = try context.site(clientIDs: cookies([new, old]))
            let reply = try await during.visit(cookie: cookie) { session in
                try await session.shop.value("color", as: String.self)
            }
            try expectEqual(reply.result, "red", "value")
            try expect(reply.cookie?.hasPrefix("__Host-id=v1.new.") == true, "not issued again")
            let after = try context.site(clientIDs: cookies([new]))
            try await expectRefused(cookie, by: after)
        },
        Behaviour(9, "an id made for another application is refused") { context in
            let key = try SigningKey(id: "key", bytes: [UInt8](repeating: 1, count: 32))
            let mine = try context.site(clientIDs: cookies([key], application: "mine"))
            let cookie = try await mine.seed { try $0.shop.set("red", for: "color") }
            let other = try context.site(clientIDs: cookies([key], application: "other"))
            try await expectRefused(cookie, by: other)
        },
        Behaviour(10, "the ids of 200 sessions are distinct and fit for a cookie") { context in
            let site = try context.site()
            var seen: Set<String> = []
            for _ in 0..<200 {
                let cookie = try await site.seed { try $0.shop.set(1, for: "n") }
                let isFit = cookie.dropFirst("__Host-id=".count).utf8.allSatisfy { byte in
                    byte > 0x20 && byte < 0x7F && !"\",;\\".utf8.contains(byte)
                }
                try expect(isFit, "a character of the id is no cookie-octet")
                try expect(seen.insert(cookie).inserted, "an id came twice")
            }
        },
    ]

    static func cookies(
        _ keys: [SigningKey],
        application: String = "test"
    ) throws(SessionError) -> CookieClientIDManager {
        try CookieClientIDManager(keys: SessionKeyRing(keys), application: application)
    }

    /// Expects a cookie to be as good as none, without a call of the store.
    static func expectRefused(_ cookie: String, by site: SessionTestSite) async throws {
        site.store.reset()
        let reply = try await site.visit(cookie: cookie) { session in
            try await session.shop.value("color", as: String.self)
        }
        try expectEqual(reply.result, nil, "value")
        try expectEqual(reply.setCookies, [], "cookies")
        try expectEqual(site.store.calls, [], "store calls")
    }
}
