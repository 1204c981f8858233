// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionStoreConformance {
    static let data: [Behaviour] = [
        Behaviour(17, "a package behaves as a dictionary") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try session.shop.update(["a": 1, "b": "two", "c": [3]])
            }
            try await site.visit(cookie: cookie) { session in
                try expectEqual(try await session.shop.keys(), ["a", "b", "c"], "keys")
                try expectEqual(try await session.shop.pop("a", as: Int.self), 1, "popped")
                let kept = try await session.shop.setDefault("other", for: "b")
                try expectEqual(kept, "two", "default of a present key")
                let new = try await session.shop.setDefault("new", for: "d")
                try expectEqual(new, "new", "default of an absent key")
                try await session.shop.modify("e", default: 1) { $0 += 1 }
                try session.shop.remove("c")
                try expectEqual(try await session.shop.keys(), ["b", "d", "e"], "keys")
            }
            let expected: [String: SessionDatum] = ["b": "two", "d": "new", "e": 2]
            try await site.visit(cookie: cookie) { session in
                try expectEqual(try await session.shop.dictionary(), expected, "values")
                try session.shop.clear()
                try expectEqual(try await session.shop.keys(), [], "keys")
                try session.shop.set(1, for: "z")
            }
            try await site.visit(cookie: cookie) { session in
                try expectEqual(try await session.shop.dictionary(), ["z": 1], "values")
            }
        },
        Behaviour(18, "packages do not share their keys") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try session["products.foo"].set("red", for: "color")
                try session["products.bar"].set("blue", for: "color")
                try session["products.foo0"].set("green", for: "color")
            }
            try await site.visit(cookie: cookie) { session in
                let red = try await session["products.foo"].dictionary()
                try expectEqual(red, ["color": "red"], "products.foo")
                let blue = try await session["products.bar"].value("color", as: String.self)
                try expectEqual(blue, "blue", "products.bar")
                try session["products.foo"].clear()
            }
            let packages = try await site.visit(cookie: cookie) { try await $0.packages() }
            try expectEqual(packages.result, ["products.bar", "products.foo0"], "packages")
        },
        Behaviour(19, "a package may have a container of its own") { context in
            let own = RecordingStore(try await context.makeStore(context.clock))
            let brief = SessionPolicy(timeout: .seconds(60), resolution: .seconds(10))
            let container = SessionContainer(store: own, policy: brief)
            let site = try context.site(named: ["cart": container])
            let cookie = try await site.seed { session in
                try session["cart"].set(1, for: "n")
                try session["other"].set(2, for: "n")
            }
            try expectEqual(own.calls, [.create], "calls of its own store")
            context.clock.advance(by: .seconds(100))
            try await site.visit(cookie: cookie) { session in
                try expect(try await session.existing("cart") == nil, "the cart is alive")
                let other = try await session["other"].value("n", as: Int.self)
                try expectEqual(other, 2, "the default container's value")
                try session["cart"].set(3, for: "n")
            }
            try await site.visit(cookie: cookie) { session in
                let cart = try await session["cart"].value("n", as: Int.self)
                try expectEqual(cart, 3, "the cart under the same id")
            }
        },
        Behaviour(20, "an equal value is no modification") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set(["a": 1, "b": 2], for: "map") }
            site.store.reset()
            let session = site.session(cookie: cookie)
            _ = try await session.shop.value("map", as: [String: Int].self)
            try session.shop.set(["b": 2, "a": 1], for: "map")
            try expect(!session.isModified, "the session counts as modified")
            _ = try await session.commit()
            try expectEqual(site.store.calls, [.read], "store calls")
            try await expectVersion(1, after: .set(field("k"), .integer(1)), context)
        },
        Behaviour(21, "removing an absent key is no modification") { context in
            let site = try context.site()
            let none = try await site.visit { try $0.shop.remove("color") }
            try expectEqual(none.setCookies, [], "cookies")
            try expectEqual(site.store.calls, [], "store calls")
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let session = site.session(cookie: cookie)
            try await session.load(.packages(["products.foo"]))
            try session.shop.remove("size")
            try expect(!session.isModified, "the session counts as modified")
            try await expectVersion(1, after: .delete(field("x")), context)
        },
        Behaviour(22, "a write to one key leaves the others alone") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try session.shop.set("red", for: "color")
                try session.shop.set(1, for: "size")
            }
            let first = site.session(cookie: cookie)
            let second = site.session(cookie: cookie)
            try await first.load(.everything)
            try await second.load(.everything)
            try first.shop.set("blue", for: "color")
            try second.shop.set(2, for: "size")
            _ = try await first.commit()
            _ = try await second.commit()
            let values = try await site.visit(cookie: cookie) { try await $0.shop.dictionary() }
            try expectEqual(values.result, ["color": "blue", "size": 2], "values")
        },
        Behaviour(25, "a flash message is delivered once, where it is shown") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try session.flash.add("saved")
                try session.flash.add("mailed", category: "mail")
            }
            try await site.visit(cookie: cookie) { _ in }
            let failed = site.session(cookie: cookie)
            _ = try await failed.flash.take()
            failed.abort()
            let shown = try await site.visit(cookie: cookie) { try await $0.flash.take() }
            try expectEqual(shown.result.map(\.text), ["saved", "mailed"], "messages")
            let again = try await site.visit(cookie: cookie) { try await $0.flash.take() }
            try expectEqual(again.result, [], "messages")
        },
        Behaviour(86, "names of other bytes are other names, however they look") { context in
            let site = try context.site()
            var cookies: [String] = []
            for spelling in spellings {
                cookies.append(try await site.seed { try $0.login(principal: spelling) })
                let records = try await context.store.records(ofPrincipal: spelling).records
                try expectEqual(records.count, 1, "sessions of one spelling")
            }
            for spelling in spellings {
                try await site.visit(cookie: cookies[0]) { session in
                    try await session.load(.packages([spelling]))
                    try session[spelling].set(1, for: spelling)
                    try session["both"].set(Array(spelling.utf8), for: spelling)
                }
            }
            try await expectSpellings(cookies[0], site)
            try await site.visit(cookie: cookies[0]) { try $0[spellings[0]].clear() }
            let left = try await site.visit(cookie: cookies[0]) { try await $0.packages() }
            try expectEqual(bytes(left.result), bytes(["both", spellings[1]]), "packages")
            let ended = try await site.manager.endSessions(ofPrincipal: spellings[1])
            try expectEqual(ended, 1, "ended")
            let kept = try await site.visit(cookie: cookies[0]) { try await $0["both"].keys() }
            try expectEqual(bytes(kept.result), bytes(spellings), "keys")
        },
    ]

    /// Two spellings of one character, in the order of their bytes.
    private static let spellings = ["e\u{301}", "\u{E9}"]

    private static func bytes(_ names: [String]) -> [[UInt8]] {
        names.map { Array($0.utf8) }
    }

    private static func expectSpellings(
        _ cookie: String,
        _ site: SessionTestSite
    ) async throws {
        try await site.visit(cookie: cookie) { session in
            for spelling in spellings {
                let value = try await session["both"].value(spelling, as: [UInt8].self)
                try expectEqual(value, Array(spelling.utf8), "value")
                let keys = try await session[spelling].keys()
                try expectEqual(bytes(keys), bytes([spelling]), "keys of a package")
            }
            try expectEqual(bytes(try await session["both"].keys()), bytes(spellings), "keys")
            let packages = try await session.packages()
            try expectEqual(bytes(packages), bytes(["both"] + spellings), "packages")
        }
    }

    static func field(_ key: String) throws -> SessionField {
        try SessionField(package: "p", key: key)
    }

    /// Makes a record with `p/k` = 1, commits an operation, and looks at the version.
    private static func expectVersion(
        _ difference: Int64,
        after operation: SessionOperation,
        _ context: ConformanceContext
    ) async throws {
        let (id, record) = try await context.record([.set(field("k"), .integer(1))])
        let result = try await context.commit([operation], to: id)
        guard case .committed(let after) = result else {
            return try expect(false, "the commit was refused")
        }
        try expectEqual(after.version, record.version + difference - 1, "version")
    }
}
