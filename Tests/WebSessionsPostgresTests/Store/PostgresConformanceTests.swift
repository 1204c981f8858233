// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check { clock in
            try await SharedPostgres.store(clock: clock)
        }
    }

    /// In transaction mode each statement may run at another connection of the server.
    @Test(arguments: SessionStoreConformance.behaviours)
    func conformsBehindAPooler(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check { clock in
            let url = try await SharedPostgres.pooler.url
            return try SharedPostgres.store(url: url, isPooled: true, clock: clock)
        }
    }

    /// The server closes all connections; it is none that others use.
    @Test func recoversFromLostConnections() async throws {
        let server = try await PostgresServer()
        let recovery = SessionStoreConformance.behaviours.first { $0.number == 64 }
        try await recovery?.check { _ in
            try await server.query(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = 'talisman'
                """
            )
        } _: { clock in
            try SharedPostgres.store(url: server.url, clock: clock)
        }
    }
}
#endif
