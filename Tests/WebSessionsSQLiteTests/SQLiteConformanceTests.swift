// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

@Suite struct SQLiteStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        let folder = try SQLiteFolder()
        let number = AtomicNumber()
        try await behaviour.check(disturbing: Self.keepLocked, damaging: Self.damage) { clock in
            try folder.store("\(number.next()).db", clock: clock)
        }
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: SharedDatabase.allCases, SessionStoreConformance.behaviours)
    func conformsInADatabaseOfAnApplication(
        _ kind: SharedDatabase,
        _ behaviour: SessionStoreConformance.Behaviour
    ) async throws {
        let folder = try SQLiteFolder()
        let number = AtomicNumber()
        try await behaviour.check(disturbing: Self.keepLocked, damaging: Self.damage) { clock in
            let writer = try kind.open(folder.path("\(number.next()).db"))
            try SharedDatabase.migrator.migrate(writer)
            return try SQLiteSessionStore(writer: writer, clock: clock)
        }
        withExtendedLifetime(folder) {}
    }

    private static func damage(
        _ store: any SessionStore,
        _ locator: SessionLocator
    ) async throws {
        let store = try #require(store as? SQLiteSessionStore)
        let sessions = store.schema.sessions
        try await store.writer.write { database in
            try database.execute(
                sql: "UPDATE \(sessions) SET created = 'text' WHERE locator = ?",
                arguments: [Data(locator.bytes)]
            )
        }
    }

    /// Another process keeps the file locked for a moment, and has written something when it dies.
    private static func keepLocked(_ store: any SessionStore) async throws {
        let store = try #require(store as? SQLiteSessionStore)
        let (path, values) = (store.path, store.schema.values)
        var patient = Configuration()
        patient.busyMode = .timeout(5)
        try await withCheckedThrowingContinuation { [patient] continuation in
            Thread.detachNewThread {
                let isLocked = Locking(continuation)
                do {
                    let queue = try DatabaseQueue(path: path, configuration: patient)
                    try queue.inTransaction(.immediate) { database in
                        try database.execute(sql: "DELETE FROM \(values)")
                        isLocked.tell(.success(()))
                        Thread.sleep(forTimeInterval: 0.02)
                        return .rollback
                    }
                } catch {
                    isLocked.tell(.failure(error))
                }
            }
        }
    }
}

/// Tells once.
private final class Locking {
    private var continuation: CheckedContinuation<Void, any Error>?

    init(_ continuation: CheckedContinuation<Void, any Error>) {
        self.continuation = continuation
    }

    func tell(_ result: Result<Void, any Error>) {
        continuation.take()?.resume(with: result)
    }
}
#endif
