// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import TestSupport
import Testing
import WebSessions

/// Subscripts that a new visitor's request can read, and the next one cannot.
@Suite struct UnforeseenReadTests {
    private let log = LogLines()

    private func session() throws -> Session {
        let manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "test"),
            containers: SessionContainers(MemorySessionStore()),
            logger: log.logger
        )
        return manager.session(
            for: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        )
    }

    private var warnings: [String] { log.all.filter { $0.hasPrefix("warning") } }

    /// Once for each session that is made, however often it reads.
    @Test func theRequestThatMakesASessionIsWarnedOf() async throws {
        let session = try session()
        let user = session["shop.user"]
        for _ in 0..<3 {
            let visits: Int? = user["visits"]
            user["visits"] = (visits ?? 0) + 1
        }
        _ = try await session.commit()
        #expect(warnings.count == 1)
        let line = try #require(warnings.first)
        for part in [
            "package: shop.user", "key: visits", "the next request of a new visitor will fail",
        ] {
            #expect(line.contains(part), "\(line)")
        }
    }

    /// Of a client that has none and gets none nothing is to be said.
    @Test func whoeverOnlyReadsIsNotWarnedOf() async throws {
        let session = try session()
        let visits: Int? = session["shop.user"]["visits"]
        #expect(visits == nil)
        _ = try await session.commit()
        #expect(warnings.isEmpty)
    }

    @Test func whatIsLoadedIsForeseen() async throws {
        let session = try session()
        try await session.load(["shop.user"])
        let visits: Int? = session["shop.user"]["visits"]
        session["shop.user"]["visits"] = (visits ?? 0) + 1
        _ = try await session.commit()
        #expect(warnings.isEmpty)
    }

    @Test func whatWasWrittenIsKnown() async throws {
        let session = try session()
        let user = session["shop.user"]
        try user.set(1, for: "visits")
        let visits: Int? = user["visits"]
        #expect(visits == 1)
        _ = try await session.commit()
        #expect(warnings.isEmpty)
    }
}
