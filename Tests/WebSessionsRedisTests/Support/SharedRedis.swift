// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import Logging
import TestSupport
import WebSessions

@testable import WebSessionsRedis

/// One server for all tests that need nothing special; each has keys of its own.
enum SharedRedis {
    private static let starting = Task { try await RedisServer() }

    static var server: RedisServer {
        get async throws { try await starting.value }
    }

    static func store(clock: (any SessionClock)? = nil) async throws -> RedisSessionStore {
        try await store(url: server.url, clock: clock)
    }

    static func store(
        url: String,
        prefix: String = UUID().uuidString,
        timeout: Duration = .seconds(10),
        connections: Int? = nil,
        replicas: Int = 0,
        clock: (any SessionClock)? = nil
    ) throws -> RedisSessionStore {
        try RedisSessionStore(
            url: url,
            application: "test",
            prefix: prefix,
            timeout: timeout,
            connections: connections,
            replicas: replicas,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}
#endif
