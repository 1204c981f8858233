// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

/// What becomes of the session of a request whose task is cancelled.
@Suite struct CancellationTests {
    @Test func aCancelledRequestIsNotHalfCommitted() async throws {
        let clock = ManualClock()
        let store = CancellationStore(MemorySessionStore(clock: clock))
        let site = try SessionTestSite(
            clock: clock,
            named: ["cart": SessionContainer(store: store)]
        )
        let cookie = try await site.seed { try $0["other"].set(0, for: "n") }
        let session = site.session(cookie: cookie)
        try session["cart"].set(1, for: "n")
        try session["other"].set(1, for: "n")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await session.commit()
        }
        try await task.value
        let values = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["cart"].loaded("n"), session["other"].loaded("n")]
        }
        #expect(values.result == [1, 1])
    }
}
