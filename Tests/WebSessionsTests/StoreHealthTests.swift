// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

@Suite struct StoreHealthTests {
    private let ids: CookieClientIDManager

    init() throws {
        ids = try CookieClientIDManager(keys: .generated(), application: "test")
    }

    @Test func eachContainerHasAResult() async throws {
        let away = RecordingStore(MemorySessionStore()) { _ in
            throw SessionError(.storeUnavailable, "the server is a replica", isStoreAway: false)
        }
        let cookies = try EncryptedCookieStore(keys: .generated(), application: "test")
        let manager = SessionManager(
            clientIDs: ids,
            containers: try SessionContainers(
                default: SessionContainer(store: MemorySessionStore()),
                named: [
                    "away": SessionContainer(store: away),
                    "broken": SessionContainer(store: FailingStore()),
                    "cookies": SessionContainer(store: cookies),
                ]
            )
        )
        let health = await manager.health()
        #expect(health.map(\.container) == ["", "away", "broken", "cookies"])
        #expect(health.map(\.problem?.code) == [nil, .storeUnavailable, .storeFailure, nil])
        #expect(health[1].problem?.message == "the server is a replica")
        #expect(health[2].store == "failing")
        #expect(health.allSatisfy { $0.circuit == .closed })
    }

    @Test func aStoreThatDoesNotAnswerIsNotWaitedFor() async throws {
        let silent = RecordingStore(MemorySessionStore()) { _ in
            try await SystemSessionClock().sleep(for: .seconds(3600))
        }
        let manager = SessionManager(clientIDs: ids, containers: SessionContainers(silent))
        let health = await manager.health(within: .milliseconds(20))
        #expect(health.first?.problem?.isStoreAway == true)
        #expect(health.first?.problem?.code == .storeFailure)
    }
}
