// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Synchronization
import Talisman
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// What is loaded of each session before its handler runs.
@Suite struct DeclaredLoadTests {
    private func routes(_ router: inout TestRouter) {
        router.get("visits") { request in
            let user = try request.session["shop.user"]
            let visits: Int = user["visits"] ?? 0
            user["visits"] = visits + 1
            return "\(visits + 1)"
        }
        router.post("login") { request in
            try request.session.login(principal: "ada")
            return HTTPResponse.Status.noContent
        }
    }

    @Test(arguments: TestServer.all) func aSubscriptIsReadInEveryRequest(
        server: TestServer
    ) async throws {
        let shop = try TestShop()
        try await shop.run(server, loading: ["shop.user"]) { router in
            routes(&router)
        } _: { client in
            let first = try await client.get("visits")
            #expect(first.status == .ok)
            #expect(first.text == "1")
            shop.store.reset()
            let second = try await client.get("visits", cookie: first.cookie)
            #expect(second.status == .ok)
            #expect(second.text == "2")
            #expect(shop.store.calls == [.read, .commit])
        }
    }

    @Test(arguments: TestServer.all) func requestsThatOverlapLoseNoVisit(
        server: TestServer
    ) async throws {
        try await TestShop().run(server, loading: ["shop.user"]) { router in
            routes(&router)
        } _: { client in
            let cookie = try await client.get("visits").cookie
            try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await client.get("visits", cookie: cookie).status }
                }
                for try await status in group { #expect(status == .ok) }
            }
            #expect(try await client.get("visits", cookie: cookie).text == "10")
        }
    }

    /// The first try of many: no load, and a second request that worked in the first.
    @Test(arguments: TestServer.all) func whatNobodyDeclaredIsLoadedForAnotherRun(
        server: TestServer
    ) async throws {
        let log = LogLines()
        let shop = try TestShop()
        try await shop.run(server, logger: log.logger) { router in
            routes(&router)
        } _: { client in
            let first = try await client.get("visits")
            #expect(first.text == "1")
            for visit in 2...4 {
                let next = try await client.get("visits", cookie: first.cookie)
                #expect(next.status == .ok)
                #expect(next.text == "\(visit)")
            }
        }
        let lines = log.all.filter { $0.contains("session key not loaded") }
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        for part in [
            "warning", "code: not-loaded", "package: shop.user", "key: visits",
            "declare its package",
        ] {
            #expect(line.contains(part), "\(line)")
        }
    }

    /// What a handler decides by a key that is not there is decided again where it is.
    @Test(arguments: TestServer.all) func aRefusalOfTheFirstRunIsForgotten(
        server: TestServer
    ) async throws {
        try await TestShop().run(server) { router in
            routes(&router)
            router.get("account") { request in
                let visits: Int? = try request.session["shop.user"]["visits"]
                let color: String? = try request.session["shop.look"]["color"]
                guard let visits else { throw StatusError(.unauthorized) }
                return "\(visits) \(color ?? "none")"
            }
        } _: { client in
            let cookie = try await client.get("visits").cookie
            let page = try await client.get("account", cookie: cookie)
            #expect(page.status == .ok)
            #expect(page.text == "1 none")
            #expect(try await client.get("account").status == .unauthorized)
        }
    }

    /// Keys that are made of data must fill neither the log nor the memory.
    @Test(arguments: TestServer.all) func ofVeryManyKeysSomeAreTold(
        server: TestServer
    ) async throws {
        let log = LogLines()
        try await TestShop().run(server, logger: log.logger) { router in
            routes(&router)
            router.get("many") { request in
                let user = try request.session["shop.user"]
                return "\((0..<150).count { user["key\($0)"] == 1 })"
            }
        } _: { client in
            let cookie = try await client.get("visits").cookie
            #expect(try await client.get("many", cookie: cookie).text == "0")
            #expect(try await client.get("many", cookie: cookie).text == "0")
        }
        let lines = log.all.filter { $0.contains("session key not loaded") }
        #expect(lines.count == 100)
    }

    @Test(arguments: TestServer.all) func withoutAnotherRunTheErrorNamesPackageAndKey(
        server: TestServer
    ) async throws {
        let log = LogLines()
        try await TestShop().run(server, retries: .none, logger: log.logger) { router in
            routes(&router)
        } _: { client in
            let first = try await client.get("visits")
            #expect(first.status == .ok)
            let second = try await client.get("visits", cookie: first.cookie)
            #expect(second.status == .internalServerError)
        }
        let line = try #require(log.all.first { $0.contains("session failed") })
        for part in [
            "code: not-loaded", "package: shop.user", "key: visits", "declare its package",
        ] {
            #expect(line.contains(part), "\(line)")
        }
    }

    @Test(arguments: TestServer.all) func aVisitorGetsOutOfARecordThatCannotBeRead(
        server: TestServer
    ) async throws {
        let store = DamageableStore()
        try await TestShop(store: store).run(server, loading: ["shop.user"]) { router in
            routes(&router)
        } _: { client in
            let cookie = try await client.get("visits").cookie
            store.isDamaged = true
            #expect(try await client.get("visits", cookie: cookie).status == .serviceUnavailable)
            let login = try await client.post("login", cookie: cookie)
            #expect(login.status == .noContent)
            store.isDamaged = false
            #expect(try await client.get("visits", cookie: login.cookie).text == "1")
        }
    }
}

/// A memory store whose records cannot be read for a while.
private final class DamageableStore: SessionStoreLayer {
    let base: any SessionStore = MemorySessionStore()
    private let damaged = Mutex(false)

    var isDamaged: Bool {
        get { damaged.withLock(\.self) }
        set { damaged.withLock { $0 = newValue } }
    }

    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        let needsRecord = [.read, .commit].contains(call)
        if isDamaged, needsRecord { throw UnreadableSessionRecord(nil, .damaged) }
        return try await body(base)
    }
}
