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
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let isLocked = Locking(continuation)
                try? DatabaseQueue(path: path).inTransaction(.immediate) { database in
                    try database.execute(sql: "DELETE FROM \(values)")
                    isLocked.tell()
                    Thread.sleep(forTimeInterval: 0.02)
                    return .rollback
                }
                isLocked.tell()
            }
        }
    }
}

/// Tells once.
private final class Locking {
    private var continuation: CheckedContinuation<Void, Never>?

    init(_ continuation: CheckedContinuation<Void, Never>) {
        self.continuation = continuation
    }

    func tell() {
        continuation.take()?.resume()
    }
}
#endif
