// SPDX-License-Identifier: Apache-2.0

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
        Behaviour(82, "what any Codable type encodes comes back equal, or is refused") { context in
            let site = try context.site()
            var dice = Dice(seed: 82)
            let samples = SampleValues.storable(&dice)
            let cookie = try await site.seed { session in
                for (index, sample) in samples.enumerated() {
                    try session.shop.set(sample, for: "sample \(index)")
                }
            }
            for (index, sample) in samples.enumerated() {
                try await expectSample(sample, "sample \(index)", site, cookie)
            }
            for sample in SampleValues.refused {
                try await expectError(.unencodable, "\(sample)") {
                    try site.session().shop.set(sample, for: "refused")
                }
            }
        },
        Behaviour(83, "an empty list is a list of whatever it is read as") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set([String](), for: "list") }
            try await expectValue([String](), "list", site, cookie)
            try await expectValue([Int](), "list", site, cookie)
            try await site.visit(cookie: cookie) { session in
                let list = try await session.shop.setDefault(["x"], for: "list")
                try expectEqual(list, [], "the list that is there")
                try session.shop.append("a", to: "list")
            }
            try await site.visit(cookie: cookie) { session in
                try await session.shop.modify("list", default: [String]()) { $0.removeAll() }
            }
            try await site.visit(cookie: cookie) { try $0.shop.append("b", to: "list") }
            try await expectValue(["b"], "list", site, cookie)
            try await expectEmptyBytesToBeAList(context)
        },
        Behaviour(84, "nil removes a key, however it is written") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                for key in ["set", "subscript", "update"] { try session.shop.set(1, for: key) }
                try session.shop.set(String?.none, for: "new")
            }
            try await site.visit(cookie: cookie) { session in
                try session.shop.set(Int?.none, for: "set")
                session.shop["subscript"] = Int?.none
                try session.shop.update(["update": .nothing])
            }
            let keys = try await site.visit(cookie: cookie) { try await $0.shop.keys() }
            try expectEqual(keys.result, [], "keys")
            try await expectNothingToBeAbsent(context)
        },
    ]

    private static func expectSample<Value: SampleValues.Sample>(
        _ sample: Value,
        _ key: String,
        _ site: SessionTestSite,
        _ cookie: String
    ) async throws {
        try await expectValue(sample, key, site, cookie)
        // Texts of different bytes can be equal, and an equal value must be no change.
        let read = try await site.visit(cookie: cookie) { session in
            try await session.shop.value(key, as: Value.self)
        }
        guard let value = read.result else { return }
        let stored = try SessionValue(encoding: sample)
        try expectEqual(try SessionValue(encoding: value), stored, "\(key): \(sample)")
    }

    /// An empty list of anything was stored as no bytes once.
    private static func expectEmptyBytesToBeAList(_ context: ConformanceContext) async throws {
        let field = try SessionField(package: "p", key: "list")
        let element = try SessionValue.list([SessionValue(encoding: "a")])
        let empty = SessionValue(storedBytes: Array("x".utf8))
        try expectEqual(try empty.decode(as: [String].self), [], "no bytes")
        let operations: [SessionOperation] = [
            .append(field, element, cap: .max), .union(field, element),
        ]
        for operation in operations {
            try await expect(element, from: empty, by: operation, field, context)
        }
    }

    /// An optional without a value was stored once.
    private static func expectNothingToBeAbsent(_ context: ConformanceContext) async throws {
        let field = try SessionField(package: "p", key: "nothing")
        let element = try SessionValue.list([SessionValue(encoding: "a")])
        let nothing = SessionValue(storedBytes: Array("n".utf8))
        let rows: [(SessionOperation, SessionValue)] = [
            (.add(field, 2), .integer(2)), (.max(field, -2), .integer(-2)),
            (.append(field, element, cap: .max), element), (.union(field, element), element),
        ]
        for (operation, result) in rows {
            try await expect(result, from: nothing, by: operation, field, context)
        }
    }

    private static func expect(
        _ result: SessionValue,
        from stored: SessionValue,
        by operation: SessionOperation,
        _ field: SessionField,
        _ context: ConformanceContext
    ) async throws {
        let id = ClientID(random: SystemRandomSource())
        _ = try await context.store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit([.set(field, stored)], policy: SessionPolicy())
        )
        _ = try await context.store.commit(
            id.locator,
            secretHash: id.secretHash,
            SessionCommit([operation], policy: SessionPolicy())
        )
        let found = try await context.found(id, reads: .everything)
        try expectEqual(found.values, [field: result], "\(operation)")
    }

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
