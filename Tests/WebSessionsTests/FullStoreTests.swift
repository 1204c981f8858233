// SPDX-License-Identifier: Apache-2.0

import MetricsTestKit
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// What becomes of requests while a store has no room, whichever it is.
@Suite struct FullStoreTests {
    private let clock = ManualClock()
    private let metrics = TestMetrics()
    private let manager: SessionManager
    private let site: SessionTestSite
    private let room: Room

    private final class Room: Sendable {
        private let isFull = Atomic(false)
        func end() { isFull.store(true, ordering: .relaxed) }

        @Sendable func check(_ call: RecordingStore.Call) throws {
            guard isFull.load(ordering: .relaxed), [.commit, .create].contains(call) else {
                return
            }
            throw SessionError(.storeFull, "the store has no room")
        }
    }

    init() throws {
        let room = Room()
        self.room = room
        let store = RecordingStore(MemorySessionStore(clock: clock), before: room.check)
        site = try SessionTestSite(store: store, clock: clock)
        manager = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            renewal: SessionRenewal(every: .seconds(600)),
            clock: clock,
            metrics: metrics
        )
    }

    @Test func pagesAreReadAndSessionsEnded() async throws {
        let cookie = try await site.visit(manager, nil) { session in
            try session["p"].set("red", for: "color")
        }
        room.end()
        clock.advance(by: .seconds(660))
        let after = try await site.visit(manager, cookie) { session in
            let color = try await session["p"].value("color", as: String.self)
            #expect(color == "red")
        }
        #expect(after == cookie, "a secret was renewed")
        _ = try await site.visit(manager, cookie) { try $0.logout() }
        _ = try await site.visit(manager, cookie) { session in
            let keys = try await session["p"].keys()
            #expect(keys == [])
        }
    }

    @Test func whatCannotBeStoredIsAnOutage() async throws {
        let cookie = try await site.visit(manager, nil) { try $0["p"].set(1, for: "n") }
        room.end()
        let request = ClientRequest(site.request(cookies: [cookie]))
        for outage in [SessionOutage.isAnError, .isAnonymous] {
            let session = manager.session(for: request, outage: outage)
            #expect(try await session["p"].keys() == ["n"])
            try session["p"].set(2, for: "n")
            let error = await #expect(throws: SessionError.self) { try await session.commit() }
            #expect(error?.code == .storeFull)
        }
        let failures = try metrics.expectCounter("sessions.unavailable", [("store", "memory")])
        #expect(failures.totalValue == 2)
        #expect(await manager.health().first?.circuit == .closed)
    }
}
