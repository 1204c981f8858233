import Testing
import WebSessions
import WebSessionsTesting

@Suite struct MemoryStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check { clock in MemorySessionStore(clock: clock) }
    }

    @Test func theFirstFortyBehavioursAreThere() {
        let numbers = SessionStoreConformance.behaviours.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        #expect(Set(numbers).isSuperset(of: 1...40))
    }

    @Test func aBrokenStoreFailsTheSuite() async {
        let broken = RecordingStore(MemorySessionStore(clock: SystemSessionClock()))
        let expiry = SessionStoreConformance.behaviours.first { $0.number == 26 }
        await #expect(throws: ConformanceFailure.self) {
            try await expiry?.check { _ in broken }
        }
    }
}
