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

    @Test func theFirstRequestIsWarnedOf() throws {
        let visits: Int? = try session()["shop.user"]["visits"]
        #expect(visits == nil)
        let line = try #require(warnings.first)
        for part in [
            "package: shop.user", "key: visits", "the next request of a new visitor will fail",
        ] {
            #expect(line.contains(part), "\(line)")
        }
    }

    @Test func whatIsLoadedIsForeseen() async throws {
        let session = try session()
        try await session.load(["shop.user"])
        let visits: Int? = session["shop.user"]["visits"]
        #expect(visits == nil)
        #expect(warnings.isEmpty)
    }

    @Test func whatWasWrittenIsKnown() throws {
        let user = try session()["shop.user"]
        try user.set(1, for: "visits")
        let visits: Int? = user["visits"]
        #expect(visits == 1)
        #expect(warnings.isEmpty)
    }
}
