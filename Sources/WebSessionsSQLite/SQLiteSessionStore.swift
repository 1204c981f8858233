// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB
public import WebSessions

/// Keeps sessions in an SQLite file: the store for one machine, and the successor of
/// zope.session's persistent container.
///
/// The file is in WAL mode: readers do not wait for the writer. Several processes on one
/// machine may use the same file; do not put it on a network file system. Every commit is
/// one `BEGIN IMMEDIATE` transaction. With the default durability a session that was
/// acknowledged survives the death of the process and of the machine.
///
/// A file of sessions has nothing else in it, and says so in its header: a database of
/// something else is refused and left as it is. Sessions can be in a database of the
/// application, too: ``init(writer:tablePrefix:name:clock:)``.
///
/// A sweep gives room that is free in the file back to the disk, a few pages with each batch,
/// but for a part that new sessions will need. Files that were made before this was so keep
/// their size; to change that, end the application and run
/// `sqlite3 FILE 'PRAGMA auto_vacuum = INCREMENTAL; VACUUM'` once, which takes as much room
/// again while it runs.
///
/// `Sendable`.
public struct SQLiteSessionStore: CountingSessionStore {
    /// How much an acknowledged commit survives.
    ///
    /// `Sendable`.
    public enum Durability: String, Sendable {
        /// `synchronous=FULL`: also a power failure. One fsync for each commit.
        case full = "FULL"
        /// `synchronous=NORMAL`: the death of the process, but after a power failure the
        /// last commits may be missing. The file is never damaged. Much faster.
        case normal = "NORMAL"
    }

    /// A file that only this library opens, so that its settings are the store's.
    struct OwnFile: Sendable {
        let durability: Durability
        /// The connection that writes the log back into the file after a sweep.
        let checkpoints: DatabaseQueue?
    }

    /// The name of the store in errors and metrics.
    public let name: String
    /// Where the file is.
    public let path: String
    let writer: any DatabaseWriter
    /// Nil in a database of the application.
    let file: OwnFile?
    let schema: SQLiteSchema
    let clock: any SessionClock
    let spareEnds = SpareEnds()

    /// Closes the file.
    ///
    /// Further calls throw. Not needed at the end of a process. A database that the application
    /// gave to the store stays open.
    ///
    /// - Throws: `DatabaseError` of GRDB with `SQLITE_BUSY` while calls are under
    ///   way.
    public func close() throws {
        guard let file else { return }
        try file.checkpoints?.close()
        try writer.close()
    }

    // MARK: Access

    func reading<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> Result
    ) async throws(SessionError) -> Result {
        do {
            return try await writer.read { try body(transaction($0)) }
        } catch {
            throw SessionError(working: name, error)
        }
    }

    func writing<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> Result
    ) async throws(SessionError) -> Result {
        do {
            return try await writer.write { try body(transaction($0)) }
        } catch {
            throw SessionError(working: name, error)
        }
    }

    func transaction(_ database: Database) -> SQLiteTransaction {
        SQLiteTransaction(database: database, schema: schema, now: clock.now)
    }
}
#endif
