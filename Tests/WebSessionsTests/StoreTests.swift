// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import TestSupport
import Testing
import WebSessionsTesting

@testable import WebSessions

@Suite struct StoreTests {
    @Test func aFullMemoryStoreRefusesAndDropsNothing() async throws {
        let clock = ManualClock()
        let store = MemorySessionStore(clock: clock, maximumRecords: 2)
        let site = try SessionTestSite(store: store, clock: clock)
        let first = try await site.seed { try $0["p"].set(1, for: "n") }
        _ = try await site.seed { try $0["p"].set(1, for: "n") }
        let error = await #expect(throws: SessionError.self) {
            try await site.seed { try $0["p"].set(1, for: "n") }
        }
        #expect(error?.code == .storeFull)
        #expect(error?.store == "memory")
        let kept = try await site.visit(cookie: first) { try await $0["p"].contains("n") }
        #expect(kept.result)
        clock.advance(by: .seconds(4200))
        _ = try await site.seed { try $0["p"].set(1, for: "n") }
        #expect(await store.count == 1)
    }

    @Test func theSweeperSweepsUntilItIsCancelled() async throws {
        let clock = ManualClock()
        let store = MemorySessionStore(clock: clock)
        let site = try SessionTestSite(store: store, clock: clock)
        for _ in 0..<7 {
            _ = try await site.seed { try $0["p"].set(1, for: "n") }
        }
        let sweeper = SessionSweeper(containers: site.manager.containers, batch: 3, clock: clock)
        let task = Task { try await sweeper.run() }
        await clock.waitForSleeper()
        #expect(await store.count == 7)
        clock.advance(by: .seconds(4200))
        await clock.waitForSleeper()
        #expect(await store.count == 0)
        #expect(site.store.calls.filter { $0 == .sweep }.count == 1 + 3)
        task.cancel()
        try await task.value
    }

    @Test func aFailingStoreIsAnErrorAndNotAnEmptySession() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let failing = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: SessionContainers(FailingStore())
        )
        let request = site.request(cookies: [cookie])
        let session = failing.session(for: request)
        let error = await #expect(throws: SessionError.self) { try await session["p"].keys() }
        #expect(error?.code == .storeFailure)
        #expect(error?.store == "failing")
    }

    @Test func noLogLineHasATokenInIt() async throws {
        let log = LogLines()
        let base = try SessionTestSite()
        let manager = SessionManager(
            clientIDs: base.manager.clientIDs,
            containers: base.manager.containers,
            logger: log.logger
        )
        let session = manager.session(for: base.request(.post))
        try session["p"].set("hunter2", for: "n")
        try session.login(principal: "ada")
        let outcome = try await session.commit()
        let cookie = try #require(outcome.clientIDFields.first).value
        let secret = cookie.split(separator: ".")[3]
        let pair = String(cookie.prefix { $0 != ";" })
        let again = manager.session(for: base.request(cookies: [pair]))
        _ = try await again["p"].keys()
        _ = manager.session(for: base.request(cookies: ["__Host-id=forged"]))
        let text = log.all.joined(separator: "\n")
        #expect(text.contains("session created"))
        #expect(text.contains("session loaded"))
        #expect(text.contains("malformed"))
        #expect(!text.contains(secret))
        #expect(!text.contains("hunter2"))
        #expect(!text.contains("forged"))
    }

    @Test func aFailingStoreDoesNotKeepTheOthersFromBeingSwept() async throws {
        let clock = ManualClock()
        let store = RecordingStore(MemorySessionStore(clock: clock))
        let containers = try SessionContainers(
            default: SessionContainer(store: FailingStore()),
            named: ["p": SessionContainer(store: store)]
        )
        let sweeper = SessionSweeper(containers: containers, clock: clock)
        await #expect(throws: SessionError.self) { try await sweeper.sweep() }
        #expect(store.calls == [.sweep])
    }
}
