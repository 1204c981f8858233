import WebSessions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SessionStoreConformance {
    static let values: [Behaviour] = [
        Behaviour(16, "values of every kind are read as they were written") { context in
            let site = try context.site()
            let cart = Cart(lines: ["tea": 2], paid: true, at: Date(timeIntervalSince1970: 1.25))
            let cookie = try await site.seed { session in
                try session.shop.set("rot\u{0}\u{1F534}", for: "string")
                try session.shop.set(Int64.min, for: "int")
                try session.shop.set(true, for: "bool")
                try session.shop.set(0.1, for: "double")
                try session.shop.set([UInt8](0...255), for: "bytes")
                try session.shop.set(cart.at, for: "date")
                try session.shop.set(["a", "b,\n\"c\""], for: "array")
                try session.shop.set(["x": 1], for: "dictionary")
                try session.shop.set(cart, for: "cart")
                try session.shop.set(String?.none, for: "nothing")
            }
            try await expectValue("rot\u{0}\u{1F534}", "string", site, cookie)
            try await expectValue(Int64.min, "int", site, cookie)
            try await expectValue(true, "bool", site, cookie)
            try await expectValue(0.1, "double", site, cookie)
            try await expectValue([UInt8](0...255), "bytes", site, cookie)
            try await expectValue(cart.at, "date", site, cookie)
            try await expectValue(["a", "b,\n\"c\""], "array", site, cookie)
            try await expectValue(["x": 1], "dictionary", site, cookie)
            try await expectValue(cart, "cart", site, cookie)
            try await expectValue(String?.none, "nothing", site, cookie)
        },
        Behaviour(23, "a value that cannot be read does not lose the others") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try session.shop.set("red", for: "color")
                try session.shop.set("many", for: "count")
            }
            try await site.visit(cookie: cookie) { session in
                try await expectError(.undecodable, "reading text as a number") {
                    _ = try await session.shop.value("count", as: Int.self)
                }
                let color = try await session.shop.value("color", as: String.self)
                try expectEqual(color, "red", "the other value")
            }
            try await expectUnknownCodec(context)
        },
        Behaviour(24, "what is over its budget is refused before any write") { context in
            let limits = SessionLimits(valueBytes: 100, sessionBytes: 300)
            let site = try context.site(limits: limits)
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            try await expectError(.tooLarge, "a large value") {
                try site.session().shop.set(String(repeating: "x", count: 101), for: "big")
            }
            try await expectError(.tooLarge, "a large session") {
                try await site.visit(cookie: cookie) { session in
                    for key in ["a", "b", "c", "d"] {
                        try session.shop.set(String(repeating: "x", count: 90), for: key)
                    }
                }
            }
            let keys = try await site.visit(cookie: cookie) { try await $0.shop.keys() }
            try expectEqual(keys.result, ["color"], "keys")
        },
    ]

    private struct Cart: Codable, Sendable, Equatable {
        var lines: [String: Int]
        var paid: Bool
        var at: Date
    }

    private static func expectValue<Value: Codable & Sendable & Equatable>(
        _ expected: Value,
        _ key: String,
        _ site: SessionTestSite,
        _ cookie: String
    ) async throws {
        let reply = try await site.visit(cookie: cookie) { session in
            try await session.shop.value(key, as: Value.self)
        }
        try expectEqual(reply.result, .some(expected), key)
    }

    /// Bytes of a later version, say, must come back from the store as they are.
    private static func expectUnknownCodec(_ context: ConformanceContext) async throws {
        let id = ClientID(random: SystemRandomSource())
        let field = try SessionField(package: "p", key: "k")
        let value = SessionValue(storedBytes: [0xFF, 0x00, 0x0A, 0x80])
        _ = try await context.store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit([.set(field, value)], policy: SessionPolicy())
        )
        let stored = try await context.found(id, reads: .everything)
        try expectEqual(stored.values, [field: value], "values")
    }
}
