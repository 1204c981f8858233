#if SQLite
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SQLiteStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        let folder = try SQLiteFolder()
        let number = AtomicNumber()
        try await behaviour.check { clock in
            try folder.store("\(number.next()).db", clock: clock)
        }
        withExtendedLifetime(folder) {}
    }
}
#endif
