// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionStoreConformance {
    static let badInput: [Behaviour] = [
        Behaviour(76, "bad input is an error that names the store and the key") { context in
            for input in BadInput.all {
                try await input.check(context)
            }
        }
    ]
}

/// Something that a session refuses, and what the error says about it.
private struct BadInput: Sendable {
    let code: SessionErrorCode
    var package = "products.foo"
    let key: String?
    let give: @Sendable (Session) async throws -> Void

    private static let limits = SessionLimits(valueBytes: 100, sessionBytes: 400)

    static var all: [BadInput] { names + sizes + kinds }

    private static let names: [BadInput] =
        ["", "a/b", "a\u{0}b", "a\nb", String(repeating: "k", count: 257)].flatMap { key in
            [
                BadInput(.invalidName, key) { try $0.shop.set(1, for: key) },
                BadInput(.invalidName, key) { try $0.shop.remove(key) },
                BadInput(.invalidName, key) { try $0.shop.increment(key) },
                BadInput(.invalidName, key) { session in
                    _ = try await session.shop.value(key, as: Int.self)
                },
                BadInput(.invalidName, key) { session in
                    _ = try await session.value(SessionKey<Int>("products.foo", key))
                },
                BadInput(.invalidName, key) { session in
                    session.shop[key] = 1
                    _ = try await session.commit()
                },
            ]
        }
        + ["", "a/b", "a\u{0}b", String(repeating: "p", count: 129)].flatMap { package in
            [
                BadInput(.invalidName, package: package, nil) { try $0[package].clear() },
                BadInput(.invalidName, package: package, nil) { _ = try await $0[package].keys() },
            ]
        }

    private static let sizes: [BadInput] = [
        BadInput(.tooLarge, "big") { session in
            try session.shop.set(String(repeating: "x", count: 101), for: "big")
        },
        // Its own part is small enough.
        BadInput(.tooLarge, "lines") { session in
            try session.shop.append(String(repeating: "x", count: 60), to: "lines")
            _ = try await session.commit()
        },
        BadInput(.tooLarge, "wide") { session in
            for key in ["a", "b", "c"] {
                try session.shop.set(String(repeating: "x", count: 90), for: key)
            }
            try session.shop.set(String(repeating: "x", count: 95), for: "wide")
            _ = try await session.commit()
        },
    ]

    private static let kinds: [BadInput] = [
        BadInput(.undecodable, "later") { session in
            _ = try await session.shop.value("later", as: String.self)
        },
        BadInput(.undecodable, "later") { session in
            try await session.load(.packages(["products.foo"]))
            if case .undecodable(let error) = session.shop.lookup("later") { throw error }
        },
        BadInput(.undecodable, "color") { session in
            _ = try await session.shop.value("color", as: Int.self)
        },
        BadInput(.unencodable, "n") { try $0.shop.set(Double.nan, for: "n") },
        BadInput(.kindMismatch, "color") { session in
            try session.shop.increment("color")
            _ = try await session.commit()
        },
        BadInput(.kindMismatch, "color") { session in
            try await session.load(.packages(["products.foo"]))
            try session.shop.insert("x", into: "color")
        },
        BadInput(.overflow, "most") { session in
            try session.shop.increment("most")
            _ = try await session.commit()
        },
    ]

    private init(
        _ code: SessionErrorCode,
        package: String = "products.foo",
        _ key: String?,
        give: @escaping @Sendable (Session) async throws -> Void
    ) {
        self.code = code
        self.package = package
        self.key = key
        self.give = give
    }

    func check(_ context: ConformanceContext) async throws {
        let site = try context.site(limits: Self.limits)
        let cookie = try await Self.seed(site, context)
        let session = site.session(cookie: cookie)
        do {
            try await give(session)
        } catch let error as SessionError {
            session.abort()
            try expectEqual(error.code, code, "code for \(key ?? package)")
            try expectEqual(error.store, context.store.name, "store of \(error)")
            try expectEqual(error.package, package, "package of \(error)")
            try expectEqual(error.key, key, "key of \(error)")
            return try await expectHarmless(error, site, cookie)
        }
        try expect(false, "no \(code.rawValue) for \(key ?? package)")
    }

    /// No text has a secret or a control character in it, and the session is as it was.
    private func expectHarmless(
        _ error: SessionError,
        _ site: SessionTestSite,
        _ cookie: String
    ) async throws {
        var dumped = ""
        dump(error, to: &dumped)
        for text in [error.description, String(reflecting: error), dumped] {
            let line = text.unicodeScalars.filter { $0 != "\n" || text != dumped }
            let isPlain = line.allSatisfy { $0.properties.generalCategory != .control }
            try expect(isPlain, "a control character in \(text.debugDescription)")
            for part in cookie.split(separator: ".").suffix(3) {
                try expect(!text.contains(part), "a part of the token in \(text)")
            }
        }
        let values = try await site.visit(cookie: cookie) { session in
            try await session.shop.value("color", as: String.self)
        }
        try expectEqual(values.result, "red", "the other value")
    }

    /// A session with values of several kinds, one of which a later version may have written.
    private static func seed(
        _ site: SessionTestSite,
        _ context: ConformanceContext
    ) async throws -> String {
        let cookie = try await site.seed { session in
            try session.shop.set("red", for: "color")
            try session.shop.set(Int64.max, for: "most")
            try session.shop.append(String(repeating: "x", count: 60), to: "lines")
        }
        let request = ClientRequest(site.request(cookies: [cookie]))
        guard let id = site.manager.clientIDs.clientID(in: request).clientID else { return "" }
        let field = try SessionField(package: "products.foo", key: "later")
        let later = SessionValue(storedBytes: [0xFF, 0x00, 0x0A])
        _ = try await context.commit([.set(field, later)], to: id)
        return cookie
    }
}
