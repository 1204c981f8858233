import Testing
import WebSessions
import WebSessionsTesting

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
                FaultyStore(fault: fault, base: MemorySessionStore(clock: clock))
            }
        }
    }

    @Test func theSuiteFindsAStoreWithItsOwnTime() async {
        let broken = RecordingStore(MemorySessionStore(clock: SystemSessionClock()))
        let expiry = SessionStoreConformance.behaviours.first { $0.number == 26 }
        await #expect(throws: ConformanceFailure.self) {
            try await expiry?.check { _ in broken }
        }
    }
}
