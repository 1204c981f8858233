// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import HTTPTypes
import Logging
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// Servers that do not answer, or cannot do their work: who is told, and how soon.
@Suite(.serialized, .enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisBreakerTests {
    enum Absence: CaseIterable {
        case frozen
        case killed
    }

    private static let refusal = "the circuit breaker is open"

    @Test(arguments: Absence.allCases)
    func afterTheFirstTimeoutRequestsFailAtOnce(_ absence: Absence) async throws {
        let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let store = try SharedRedis.store(url: server.url, timeout: .seconds(2))
        let site = try Site(store, breaker: CircuitBreaker(pause: .milliseconds(100)))
        let cookie = try await site.seed()
        let id = try await server.processID
        switch absence {
        case .frozen: _ = kill(id, SIGSTOP)
        case .killed: server.kill()
        }
        let start = ContinuousClock.now
        let first = await #expect(throws: SessionError.self) { try await site.color(cookie) }
        #expect(first?.isStoreAway == true)
        for _ in 0..<50 {
            let error = await #expect(throws: SessionError.self) { try await site.color(cookie) }
            #expect(error?.code == .storeUnavailable)
            #expect(error?.cause == Self.refusal)
        }
        #expect(start.duration(to: .now) < .seconds(60), "they waited for the server")
        #expect(await site.manager.health().first?.circuit != .closed)
        switch absence {
        case .frozen: _ = kill(id, SIGCONT)
        case .killed: try await server.start()
        }
        try await RedisCluster.until("the store is back") { try await site.color(cookie) == "red" }
        #expect(await site.manager.health().first?.problem == nil)
        await store.close()
    }

    /// The sessions on the other nodes of a Cluster are not concerned.
    @Test func aNodeThatIsAwayOpensNothingWhileOthersAnswer() async throws {
        let cluster = try await RedisCluster()
        let store = try SharedRedis.store(url: cluster.url, timeout: .seconds(3))
        let site = try Site(store)
        var cookies: [Int: String] = [:]
        while cookies.count < 2 {
            let cookie = try await site.seed()
            let name = try #require(cookie.split(separator: ".").dropFirst(2).first)
            let locator = try #require(SessionLocator(String(name)))
            let node = cluster.master(ofSlot: RedisSlot.slot(of: store.keys.record(locator)))
            cookies[node === cluster.nodes[0] ? 0 : 1] = cookie
        }
        let id = try await cluster.nodes[0].processID
        for node in cluster.nodes {
            // So that no replica takes its place meanwhile.
            try await node.command("CONFIG", "SET", "cluster-node-timeout", "60000")
        }
        _ = kill(id, SIGSTOP)
        defer { _ = kill(id, SIGCONT) }
        let other = try #require(cookies[1])
        let visitors = Task {
            var (answers, refusals) = (0, 0)
            while !Task.isCancelled {
                do {
                    _ = try await site.color(other)
                    answers += 1
                } catch {
                    refusals += (error as? SessionError)?.cause == Self.refusal ? 1 : 0
                }
            }
            return (answers, refusals)
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.color(cookies[0] ?? "")
        }
        #expect(error?.isStoreAway == true)
        #expect(try await site.color(other) == "red")
        visitors.cancel()
        let (answers, refusals) = await visitors.value
        #expect(answers > 0)
        #expect(refusals == 0)
        await store.close()
    }

    @Test func aReplicaIsNoticedAtTheStart() async throws {
        let master = try await RedisServer()
        let replica = try await RedisServer(["--replicaof", "127.0.0.1 \(master.port)"])
        let log = LogLines()
        let store = try RedisSessionStore(
            url: replica.url,
            application: "test",
            timeout: .seconds(2),
            logger: log.logger
        )
        let service = Task { try await store.run() }
        try await Self.waitForWarning("the server is a replica", log)
        let health = try await SessionTestSite(store: store).manager.health(within: .seconds(5))
        #expect(health.first?.problem?.code == .storeUnavailable)
        let remedy = "is a replica; put its master into the Redis URL"
        #expect(health.first?.problem?.message.hasSuffix(remedy) == true)
        let id = ClientID(random: SystemRandomSource())
        let error = await #expect(throws: SessionError.self) {
            try await store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: SessionCommit(policy: SessionPolicy())
            )
        }
        let message = "the server is a replica and takes no writes; put its master into the "
        #expect(error?.message == message + "Redis URL")
        #expect(error?.isStoreAway == false)
        service.cancel()
        try await service.value
    }

    @Test func aServerThatDoesNotAnswerIsNoticedAtTheStart() async throws {
        let log = LogLines()
        let store = try RedisSessionStore(
            url: "redis://127.0.0.1:\(try FreePort.next())",
            application: "test",
            timeout: .seconds(2),
            logger: log.logger
        )
        let service = Task { try await store.run() }
        try await Self.waitForWarning("Redis does not answer", log)
        let health = try await SessionTestSite(store: store).manager.health()
        #expect(health.first?.problem?.isStoreAway == true)
        service.cancel()
        try await service.value
    }

    /// What the service of a store logs when it starts.
    private static func waitForWarning(_ text: String, _ log: LogLines) async throws {
        try await RedisCluster.until("there is a warning: \(text)") {
            log.all.contains { $0.hasPrefix("warning") && $0.contains(text) }
        }
    }
}

/// A manager on real time over a store.
private struct Site {
    let manager: SessionManager
    private let base: SessionTestSite

    init(_ store: any SessionStore, breaker: CircuitBreaker = CircuitBreaker()) throws {
        base = try SessionTestSite(store: store)
        manager = SessionManager(
            clientIDs: base.manager.clientIDs,
            containers: SessionContainers(store),
            breaker: breaker
        )
    }

    func seed() async throws -> String {
        let session = manager.session(for: base.request(.post))
        try session["p"].set("red", for: "color")
        let field = try await session.commit().clientIDFields.first?.value ?? ""
        return String(field.prefix { $0 != ";" })
    }

    func color(_ cookie: String) async throws -> String? {
        let session = manager.session(for: base.request(cookies: [cookie]))
        return try await session["p"].value("color", as: String.self)
    }
}
#endif
