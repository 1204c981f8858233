// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Foundation
import Logging
import TestSupport
import WebSessions

@testable import WebSessionsPostgres

/// One server for all tests that need nothing special; each has a schema of its own.
enum SharedPostgres {
    /// What is asked of its disk is asked of others.
    private static let starting = Task { try await PostgresServer(["fsync=off"]) }

    static var server: PostgresServer {
        get async throws { try await starting.value }
    }

    private static let pooling = Task { try await PgBouncer(server) }

    static var pooler: PgBouncer {
        get async throws { try await pooling.value }
    }

    static func store(clock: (any SessionClock)? = nil) async throws -> PostgresSessionStore {
        try await store(url: server.url, clock: clock)
    }

    /// A name for a schema that no other test has.
    static var schema: String {
        "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
    }

    static func store(
        url: String,
        schema: String = schema,
        timeout: Duration = .seconds(10),
        connections: Int = 2,
        isPooled: Bool = false,
        migrates: Bool = true,
        clock: (any SessionClock)? = nil
    ) throws -> PostgresSessionStore {
        try PostgresSessionStore(
            url: url,
            schema: schema,
            timeout: timeout,
            connections: connections,
            isPooled: isPooled,
            migrates: migrates,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}
#endif
