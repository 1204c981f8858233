#if SQLite
import Foundation
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
/// `Sendable`.
public struct SQLiteSessionStore: SessionStore {
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

    /// The name of the store in errors and metrics.
    public let name: String
    /// Where the file is.
    public let path: String
    let pool: DatabasePool
    /// The connection that writes the log back into the file after a sweep.
    let checkpoints: DatabaseQueue
    let durability: Durability
    let clock: any SessionClock

    /// Opens a file, makes it where there is none, and brings its tables up to date.
    ///
    /// A new file can be read and written by its owner alone, as can the two that SQLite
    /// keeps beside it: sessions are nobody else's business.
    ///
    /// - Parameters:
    ///   - path: the file. Its folder must exist and be writable, because SQLite keeps two
    ///     more files beside it.
    ///   - name: the name in errors and metrics.
    ///   - durability: what an acknowledged commit survives; `.full` by default.
    ///   - busyTimeout: how long to wait for another process's transaction; five seconds
    ///     by default.
    ///   - maximumFileSize: the most bytes of the file, rounded down to pages of 4 KiB; nil,
    ///     the default, for as many as the disk has.
    ///   - clock: decides about expiry.
    /// - Throws: `SessionErrorCode.storeUnavailable` naming the file and the remedy.
    public init(
        path: String,
        name: String = "sqlite",
        durability: Durability = .full,
        busyTimeout: Duration = .seconds(5),
        maximumFileSize: Int? = nil,
        clock: any SessionClock = SystemSessionClock()
    ) throws(SessionError) {
        self.name = name
        self.path = path
        self.durability = durability
        self.clock = clock
        do {
            let configuration = Self.configuration(
                busyTimeout: busyTimeout,
                maximumFileSize: maximumFileSize
            )
            PrivateFile.make(path)
            pool = try Self.open(path, configuration, patience: busyTimeout)
            // The pool chooses NORMAL when it turns WAL on, after any preparation.
            try pool.writeWithoutTransaction { try $0.set(durability) }
            try SQLiteSchema.migrate(pool)
            checkpoints = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw SessionError(opening: path, store: name, error)
        }
    }

    /// A file that several processes open for the first time is busy at once for all but one,
    /// which turns WAL on; SQLite does not wait there.
    private static func open(
        _ path: String,
        _ configuration: Configuration,
        patience: Duration
    ) throws -> DatabasePool {
        let end = ContinuousClock.now.advanced(by: patience)
        while true {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                guard ContinuousClock.now < end else { throw error }
                Thread.sleep(forTimeInterval: 0.005)
            }
        }
    }

    private static func configuration(
        busyTimeout: Duration,
        maximumFileSize: Int?
    ) -> Configuration {
        var configuration = Configuration()
        let (seconds, attoseconds) = busyTimeout.components
        configuration.busyMode = .timeout(Double(seconds) + Double(attoseconds) / 1e18)
        configuration.label = "sessions"
        configuration.prepareDatabase { database in
            guard let maximumFileSize else { return }
            let pages = max(maximumFileSize / 4096, 1)
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        return configuration
    }

    /// Closes the file.
    ///
    /// Further calls throw. Not needed at the end of a process.
    ///
    /// - Throws: `DatabaseError` of GRDB with `SQLITE_BUSY` while calls are under
    ///   way.
    public func close() throws {
        try checkpoints.close()
        try pool.close()
    }

    // MARK: Access

    func reading<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> Result
    ) async throws(SessionError) -> Result {
        do {
            return try await pool.read { [clock] database in
                try body(SQLiteTransaction(database: database, now: clock.now))
            }
        } catch {
            throw SessionError(working: name, error)
        }
    }

    func writing<Result: Sendable>(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> Result
    ) async throws(SessionError) -> Result {
        do {
            return try await pool.write { [clock] database in
                try body(SQLiteTransaction(database: database, now: clock.now))
            }
        } catch {
            throw SessionError(working: name, error)
        }
    }
}
#endif
