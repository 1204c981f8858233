// SPDX-License-Identifier: Apache-2.0

#if Redis
import HTTPTypes
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// Servers that take no more data, or write nothing at all.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisFullTests {
    enum Arrangement: CaseIterable {
        case single
        case cluster
    }

    /// The servers of a test, and a store whose clock it moves.
    struct Servers {
        let nodes: [RedisServer]
        let store: RedisSessionStore
        let site: SessionTestSite

        init(_ arrangement: Arrangement) async throws {
            let clock = ManualClock()
            switch arrangement {
            case .single:
                let server = try await RedisServer()
                nodes = [server]
                store = try SharedRedis.store(url: server.url, clock: clock)
            case .cluster:
                let cluster = try await RedisCluster()
                nodes = Array(cluster.masters)
                store = try SharedRedis.store(url: cluster.url, clock: clock)
            }
            site = try SessionTestSite(store: store, clock: clock)
        }

        func set(_ setting: String, _ value: String) async throws {
            for node in nodes {
                try await node.command("CONFIG", "SET", setting, value)
            }
        }
    }

    @Test(arguments: Arrangement.allCases)
    func aFullServerReadsAndEndsSessions(_ arrangement: Arrangement) async throws {
        let servers = try await Servers(arrangement)
        let site = servers.site
        let cookies = try await Self.logins(4, site)
        try await servers.set("maxmemory", "1")
        // So long that each access is due to be recorded.
        site.clock.advance(by: .seconds(3000))
        for cookie in cookies {
            let color = try await site.visit(cookie: cookie) { session in
                try await session["p"].value("color", as: String.self)
            }
            #expect(color.result == "red")
        }
        let records = try await servers.store.records(ofPrincipal: "ada").records
        #expect(records.map(\.lastAccess) == Array(repeating: site.clock.now, count: 4))
        try await site.visit(.post, cookie: cookies[0]) { try $0.logout() }
        #expect(try await Self.principal(cookies[0], site) == nil)
        let manager = site.manager
        #expect(try await manager.endSession(records[1].locator, ofPrincipal: "ada"))
        #expect(try await manager.endSessions(ofPrincipal: "ada", except: records[3].locator) == 1)
        #expect(try await Self.principal(cookies[3], site) == "ada")
        #expect(try await servers.store.records(ofPrincipal: "ada").records.count == 1)
        await servers.store.close()
    }

    @Test(arguments: Arrangement.allCases)
    func aFullServerRefusesWhatNeedsMemoryAlone(_ arrangement: Arrangement) async throws {
        let servers = try await Servers(arrangement)
        let site = servers.site
        let cookie = try await Self.logins(1, site)[0]
        try await servers.set("maxmemory", "1")
        let growing: [@Sendable (Session) throws -> Void] = [
            { try $0["p"].set("yellow", for: "color") },
            { try $0["p"].set(1, for: "new") },
            { try $0.login(principal: "eve") },
        ]
        for body in growing {
            try await Self.expectFull { try await site.visit(.post, cookie: cookie, body) }
        }
        try await Self.expectFull { _ = try await site.seed { try $0["p"].set(1, for: "n") } }
        try await Self.expectFull { _ = try await site.seed { try $0.login(principal: "eve") } }
        #expect(try await servers.store.records(ofPrincipal: "eve").records.isEmpty)
        // A login that fails gives the session back to whom it was.
        #expect(try await Self.principal(cookie, site) == "ada")
        let shrinking: [@Sendable (Session) throws -> Void] = [
            { try $0["p"].increment("n") },
            { try $0["p"].remove("color") },
            { try $0.rotate() },
        ]
        var last = cookie
        for body in shrinking {
            last = try await site.visit(.post, cookie: last, body).cookie ?? last
        }
        let values = try await site.visit(cookie: last) { session in
            (
                try await session["p"].value("color", as: String.self),
                try await session["p"].value("n", as: Int.self)
            )
        }
        #expect(values.result.0 == nil)
        #expect(values.result.1 == 2)
        #expect(try await Self.principal(last, site) == "ada")
        await servers.store.close()
    }

    /// The place of a session that was ended is none for another one.
    @Test func aFullServerMakesNoRecordWhereOneWas() async throws {
        let servers = try await Servers(.single)
        let id = ClientID(random: SystemRandomSource())
        let commit = SessionCommit(policy: SessionPolicy())
        _ = try await servers.store.create(id.locator, secretHash: id.secretHash, commit: commit)
        try await servers.set("maxmemory", "1")
        #expect(try await servers.store.revoke(id.locator, secretHash: nil))
        try await Self.expectFull {
            _ = try await servers.store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: commit
            )
        }
        await servers.store.close()
    }

    @Test func sessionsThatEndMakeRoomForOthers() async throws {
        let servers = try await Servers(.single)
        let site = servers.site
        let info = try await servers.nodes[0].command("INFO", "memory")
        let facts = RedisSettings(info: info, settings: nil).facts
        let used = try #require(facts["used_memory"].flatMap { Int($0) })
        try await servers.set("maxmemory", "\(used + 2_000_000)")
        var cookies: [String] = []
        var failure: SessionError?
        while failure == nil, cookies.count < 1000 {
            do {
                cookies.append(
                    try await site.seed { try $0["p"].set(Self.large, for: "large") }
                )
            } catch let error as SessionError {
                failure = error
            }
        }
        #expect(failure?.code == .storeFull)
        #expect(cookies.count > 10, "the server was full at once")
        for cookie in cookies.dropFirst(cookies.count / 2) {
            try await site.visit(.post, cookie: cookie) { try $0.logout() }
        }
        for _ in 0..<(cookies.count / 4) {
            _ = try await site.seed { try $0["p"].set(Self.large, for: "large") }
        }
        let kept = try await site.visit(cookie: cookies[0]) { session in
            try await session["p"].value("large", as: String.self)
        }
        #expect(kept.result == Self.large)
        await servers.store.close()
    }

    /// A server that writes nothing at all lets pages be read; no access is recorded.
    @Test func aServerWithoutItsReplicasReads() async throws {
        let servers = try await Servers(.single)
        let site = servers.site
        let cookie = try await Self.logins(1, site)[0]
        let before = site.clock.now
        try await servers.set("min-replicas-to-write", "1")
        site.clock.advance(by: .seconds(3000))
        #expect(try await Self.principal(cookie, site) == "ada")
        let record = try #require(try await servers.store.records(ofPrincipal: "ada").records.first)
        #expect(record.lastAccess == before)
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { try $0["p"].increment("n") }
        }
        #expect(error?.code == .storeFailure)
        #expect(error?.isStoreAway == false)
        site.clock.advance(by: .seconds(600))
        #expect(try await Self.principal(cookie, site) == nil, "an access was recorded")
        await servers.store.close()
    }

    private static let large = String(repeating: "x", count: 20_000)

    private static func logins(_ count: Int, _ site: SessionTestSite) async throws -> [String] {
        var cookies: [String] = []
        for _ in 0..<count {
            // Records of a principal are listed by their time.
            site.clock.advance(by: .milliseconds(1))
            cookies.append(
                try await site.seed { session in
                    try session["p"].set("red", for: "color")
                    try session["p"].set(1, for: "n")
                    try session.login(principal: "ada")
                }
            )
        }
        return cookies
    }

    private static func principal(
        _ cookie: String,
        _ site: SessionTestSite
    ) async throws -> String? {
        try await site.visit(cookie: cookie) { try await $0.principal() }.result
    }

    private static func expectFull(_ body: () async throws -> Void) async throws {
        do {
            try await body()
            Issue.record("a full server stored something")
        } catch let error as SessionError {
            #expect(error.code == .storeFull)
            #expect(!error.isStoreAway)
        }
    }
}
#endif
