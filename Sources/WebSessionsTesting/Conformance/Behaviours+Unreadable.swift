// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

/// What becomes of records and values that cannot be read.
extension SessionStoreConformance {
    static let unreadable: [Behaviour] = [
        Behaviour(89, "a record that cannot be read is ended by its own visitor") { context in
            for ending in [logOut, logIn] {
                let (site, damage) = try context.damageable()
                let cookie = try await site.seed { session in
                    try session.shop.set("red", for: "color")
                    try session.login(principal: "ada")
                }
                let locators = try await site.locators()
                try expectEqual(locators.count, 1, "records")
                for locator in locators { try await damage(locator) }
                try await expectError(.unreadableRecord, "a read") {
                    try await site.visit(cookie: cookie) { _ = try await $0.shop.keys() }
                }
                try await expectError(.unreadableRecord, "a write") {
                    try await site.visit(cookie: cookie) { try $0.shop.set(1, for: "n") }
                }
                try await ending(site, cookie)
                let left = try await site.locators()
                try expect(!left.contains(where: locators.contains), "the record is still there")
                let later = try await site.visit(cookie: cookie) { try await $0.shop.keys() }
                try expectEqual(later.result, [], "keys under the old cookie")
            }
        },
        Behaviour(90, "what cannot be read is replaced only where that is said") { context in
            let site = try context.site()
            let kept = SessionKey<Int>("p", "n")
            let replaced = SessionKey<Int>("p", "n", ifUnreadable: .replace)
            let cookie = try await site.seed { try $0["p"].set("text", for: "n") }
            try await site.visit(cookie: cookie) { session in
                try expectEqual(try await session.value(kept), nil, "an absent value")
            }
            let fails = SessionKey<Int>("p", "n", ifUnreadable: .fails)
            try await expectError(.undecodable, "a read that fails") {
                try await site.visit(cookie: cookie) { _ = try await $0.value(fails) }
            }
            for key in [kept, fails] {
                try await expectError(.undecodable, "a change of it") {
                    try await site.visit(cookie: cookie) { session in
                        try await session.modify(key, default: 0) { $0 += 1 }
                    }
                }
            }
            let text = try await site.visit(cookie: cookie) { session in
                try await session["p"].value("n", as: String.self)
            }
            try expectEqual(text.result, "text", "the value")
            try await site.visit(cookie: cookie) { session in
                try await session.modify(replaced, default: 0) { $0 += 1 }
            }
            let number = try await site.visit(cookie: cookie) { try await $0.value(kept) }
            try expectEqual(number.result, 1, "the value in its place")
        },
        Behaviour(91, "values of earlier versions are migrated, later ones kept") { context in
            let site = try context.site()
            let first = SessionKey<[String]>("p", "lines")
            let second = SessionKey<[String: Int]>("p", "lines", version: 2) { old in
                Dictionary(try old.decode(as: [String].self).map { ($0, 1) }) { _, last in last }
            }
            let cookie = try await site.seed { try $0.set(["tea"], for: first) }
            let migrated = try await site.visit(cookie: cookie) { try await $0.value(second) }
            try expectEqual(migrated.result, ["tea": 1], "the migrated value")
            let unchanged = try await site.visit(cookie: cookie) { try await $0.value(first) }
            try expectEqual(unchanged.result, ["tea"], "the value after reading alone")
            try await site.visit(cookie: cookie) { session in
                try await session.modify(second, default: [:]) { $0["milk"] = 2 }
            }
            let older = try await site.visit(cookie: cookie) { try await $0.value(first) }
            try expectEqual(older.result, nil, "the value of version 2 as one of version 1")
            try await expectError(.undecodable, "a change of it by an older release") {
                try await site.visit(cookie: cookie) { session in
                    try await session.modify(first, default: []) { $0.append("bread") }
                }
            }
            let newer = try await site.visit(cookie: cookie) { try await $0.value(second) }
            try expectEqual(newer.result, ["tea": 1, "milk": 2], "the value of version 2")
        },
    ]

    private static func logOut(_ site: SessionTestSite, _ cookie: String) async throws {
        let reply = try await site.visit(cookie: cookie) { try $0.logout() }
        try expectEqual(reply.cookie, "__Host-id=", "the cookie after a logout")
        try expectEqual(try await site.locators(), [], "records after a logout")
    }

    private static func logIn(_ site: SessionTestSite, _ cookie: String) async throws {
        let reply = try await site.visit(cookie: cookie) { session in
            try session.shop.set("blue", for: "color")
            try session.login(principal: "ada")
        }
        try await site.visit(cookie: reply.cookie) { session in
            try expectEqual(try await session.principal(), "ada", "principal")
            let color = try await session.shop.value("color", as: String.self)
            try expectEqual(color, "blue", "what was written with the login")
        }
    }
}

extension ConformanceContext {
    /// A site, and what makes one of its records unreadable.
    fileprivate func damageable() throws -> (
        SessionTestSite, @Sendable (SessionLocator) async throws -> Void
    ) {
        if let damage { return (try site(), { [store] in try await damage(store, $0) }) }
        let pretence = DamagePretence()
        let site = try site(store: RecordingStore(store, before: pretence.check))
        return (site, { _ in pretence.begin() })
    }
}

extension SessionTestSite {
    fileprivate func locators() async throws -> [SessionLocator] {
        let page = try await store.records(after: nil, limit: 10)
        return page.records.map(\.locator) + page.unreadable.compactMap(\.locator)
    }
}

/// Answers as a store that cannot read its one record, until that is ended.
private final class DamagePretence: Sendable {
    private let lasts = Mutex(false)

    func begin() {
        lasts.withLock { $0 = true }
    }

    @Sendable func check(_ call: RecordingStore.Call) throws {
        try lasts.withLock { lasts in
            switch call {
            case .read, .commit:
                if lasts { throw UnreadableSessionRecord(nil, .damaged).error() }
            case .revoke: lasts = false
            default: break
            }
        }
    }
}
