// SPDX-License-Identifier: Apache-2.0

#if Redis
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check(damaging: Self.damage) { clock in
            try await SharedRedis.store(clock: clock)
        }
    }

    private static func damage(
        _ store: any SessionStore,
        _ locator: SessionLocator
    ) async throws {
        let store = try #require(store as? RedisSessionStore)
        let key = store.keys.record(locator)
        let words = [key, [UInt8(ascii: ".")], Array("damaged".utf8)]
        _ = try await store.send(RedisCommand("HSET", arguments: words), forKey: key)
    }

    /// The server loses the scripts and closes all connections; it is none that others use.
    @Test func recoversFromLostScriptsAndConnections() async throws {
        let server = try await RedisServer()
        let recovery = SessionStoreConformance.behaviours.first { $0.number == 64 }
        try await recovery?.check { _ in
            try await server.command("SCRIPT", "FLUSH")
            try await server.command("CLIENT", "KILL", "TYPE", "normal")
        } _: { clock in
            try SharedRedis.store(url: server.url, clock: clock)
        }
        let stats = try await server.command("INFO", "commandstats")
        let evaluations = stats.split(whereSeparator: \.isNewline).first {
            $0.hasPrefix("cmdstat_eval:calls=")
        }
        #expect(evaluations != nil, "no script had to be sent again")
    }
}
#endif
