// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing
import WebSessionsTesting

@testable import WebSessions

@Suite struct MemoryStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check { clock in MemorySessionStore(clock: clock) }
    }

    @Test func allSeventyBehavioursAreThere() {
        let numbers = SessionStoreConformance.behaviours.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        #expect(Set(numbers).isSuperset(of: 1...70))
    }

    @Test(arguments: FaultyStore.Fault.allCases)
    func theSuiteFindsAFault(_ fault: FaultyStore.Fault) async {
        let behaviour = SessionStoreConformance.behaviours.first { $0.number == fault.rawValue }
        await #expect(throws: ConformanceFailure.self) {
            try await behaviour?.check { clock in
                FaultyStore(fault: fault, memory: MemorySessionStore(clock: clock))
            }
        }
    }

    /// A store that is disturbed, and then has what it had the time before.
    @Test func theSuiteFindsACommitThatADisturbanceTakes() async throws {
        let earlier = Mutex<MemoryEntry?>(nil)
        let recovery = SessionStoreConformance.behaviours.first { $0.number == 64 }
        let failure = await #expect(throws: ConformanceFailure.self) {
            try await recovery?.check { store in
                let memory = try #require(store as? MemorySessionStore)
                let records = try await memory.records(after: nil, limit: 1).records
                let locator = try #require(records.first).locator
                let present = await memory.entry(locator)
                let last = earlier.withLock { earlier in
                    defer { earlier = present }
                    return earlier
                }
                if let last { await memory.restore(last, at: locator) }
            } _: { clock in
                MemorySessionStore(clock: clock)
            }
        }
        #expect(failure?.description.contains("after 20 commits") == true)
    }

    @Test func theSuiteFindsAStoreWithItsOwnTime() async {
        let broken = RecordingStore(MemorySessionStore(clock: SystemSessionClock()))
        let expiry = SessionStoreConformance.behaviours.first { $0.number == 26 }
        await #expect(throws: ConformanceFailure.self) {
            try await expiry?.check { _ in broken }
        }
    }
}
