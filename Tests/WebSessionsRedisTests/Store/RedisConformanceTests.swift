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
        try await behaviour.check { clock in
            try await SharedRedis.store(clock: clock)
        }
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
