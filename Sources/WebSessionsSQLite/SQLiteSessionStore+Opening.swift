// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
public import GRDB
public import WebSessions

extension SQLiteSessionStore {
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
    /// - Throws: `SessionErrorCode.storeUnavailable` naming the file and the remedy, also for
    ///   a database of something else.
    public init(
        path: String,
        name: String = "sqlite",
        durability: Durability = .full,
        busyTimeout: Duration = .seconds(5),
        maximumFileSize: Int? = nil,
        clock: any SessionClock = SystemSessionClock()
    ) throws(SessionError) {
        let configuration = Self.configuration(busyTimeout, maximumFileSize)
        let pool: DatabasePool
        let checkpoints: DatabaseQueue
        do {
            let isNew = PrivateFile.make(path)
            // Nothing is done to a file, not even WAL turned on, before it is known whose it is.
            let ownership: SQLiteOwnership =
                try isNew
                ? .empty
                : Self.patiently(busyTimeout) { try Self.ownership(of: path, busyTimeout) }
            guard ownership != .foreign else { throw SQLiteRefusal.foreign }
            // Of several processes that open a new file at once, one turns WAL on.
            pool = try Self.patiently(busyTimeout) {
                try DatabasePool(path: path, configuration: configuration)
            }
            // The pool chooses NORMAL when it turns WAL on, after any preparation.
            try pool.writeWithoutTransaction { try $0.set(durability) }
            if try pool.read(Self.needsPreparation) { try pool.write { try $0.makeSessions() } }
            checkpoints = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw SessionError(opening: path, store: name, error)
        }
        self.init(
            name: name,
            path: path,
            writer: pool,
            file: OwnFile(durability: durability, checkpoints: checkpoints),
            schema: .own,
            clock: clock
        )
    }

    /// Keeps sessions in tables of their own in a database of the application.
    ///
    /// ```swift
    /// let pool = try DatabasePool(path: "shop.sqlite")
    /// let store = try SQLiteSessionStore(writer: pool)
    /// ```
    ///
    /// The tables are made and brought up to date here. Nothing else of the database is touched:
    /// no setting, no other table, and not the table of a `DatabaseMigrator`. Do not let a
    /// migrator erase the database on schema changes, which these tables are. How much a commit
    /// survives, how long it waits for others, and whether readers wait for it, are decided by
    /// the application's configuration; the conformance suite is passed with a
    /// `DatabasePool` and with a `DatabaseQueue`, both with a busy timeout.
    ///
    /// Do not call this within an access to the database.
    ///
    /// - Parameters:
    ///   - writer: the database; it stays the application's, also when the store is closed.
    ///   - tablePrefix: what the names of all tables and indexes begin with; two stores in one
    ///     database have different ones. `talisman_` by default.
    ///   - name: the name in errors and metrics.
    ///   - clock: decides about expiry.
    /// - Throws: `SessionErrorCode.invalidConfiguration` for a prefix that is no beginning of a
    ///   name or belongs to tables of something else, and for a database that does not enforce
    ///   foreign keys; `SessionErrorCode.storeUnavailable` where the tables cannot be made.
    public init(
        writer: any DatabaseWriter,
        tablePrefix: String = "talisman_",
        name: String = "sqlite",
        clock: any SessionClock = SystemSessionClock()
    ) throws(SessionError) {
        let schema: SQLiteSchema
        do {
            schema = try SQLiteSchema(prefix: tablePrefix)
            let enforces = try writer.writeWithoutTransaction { database in
                try Bool.fetchOne(database, sql: "PRAGMA foreign_keys") ?? false
            }
            guard enforces else { throw SQLiteRefusal.noForeignKeys }
            if try !writer.read(schema.isUpToDate) {
                try writer.write { try schema.migrate($0) }
            }
        } catch {
            throw SessionError(opening: writer.path, store: name, error)
        }
        self.init(
            name: name,
            path: writer.path,
            writer: writer,
            file: nil,
            schema: schema,
            clock: clock
        )
    }

    /// Opens sessions that are there, for administration: makes no file and no table, and leaves
    /// the file's mode as it is.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - tablePrefix: the prefix of the tables in a database of an application; nil for a file
    ///     of sessions.
    ///   - isReadOnly: whether nothing at all can be written.
    /// - Throws: `SessionErrorCode.storeUnavailable` where there are no sessions of this version,
    ///   or the file is that of something else; `SessionErrorCode.invalidConfiguration` for a
    ///   prefix that is no beginning of a name.
    package init(
        existing path: String,
        tablePrefix: String? = nil,
        isReadOnly: Bool
    ) throws(SessionError) {
        var configuration = Self.configuration(.seconds(5), nil)
        configuration.readonly = isReadOnly
        let queue: DatabaseQueue
        let schema: SQLiteSchema
        do {
            schema = try tablePrefix.map(SQLiteSchema.init(prefix:)) ?? .own
            // As long as it is not known whose file it is, it is only read.
            if tablePrefix == nil {
                try Self.refuseOthers(Self.ownership(of: path, .seconds(5)))
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { database in
                guard try schema.exists(database) else { throw SQLiteRefusal.empty }
                guard try schema.isUpToDate(database) else { throw SQLiteRefusal.outdated }
            }
            if tablePrefix == nil, !isReadOnly, try queue.read(Self.needsPreparation) {
                try queue.write { try $0.makeSessions() }
            }
        } catch {
            throw SessionError(reading: path, store: "sqlite", error)
        }
        self.init(
            name: "sqlite",
            path: path,
            writer: queue,
            file: tablePrefix == nil ? OwnFile(durability: .full, checkpoints: nil) : nil,
            schema: schema,
            clock: SystemSessionClock()
        )
    }

    // MARK: Files

    private static func ownership(
        of path: String,
        _ busyTimeout: Duration
    ) throws -> SQLiteOwnership {
        // SQLite opens a folder for reading, and says later that the disk is at fault.
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists, !isFolder.boolValue else {
            throw DatabaseError(resultCode: .SQLITE_CANTOPEN)
        }
        var configuration = configuration(busyTimeout, nil)
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read(SQLiteOwnership.init)
    }

    private static func refuseOthers(_ ownership: SQLiteOwnership) throws(SQLiteRefusal) {
        switch ownership {
        case .empty: throw .empty
        case .foreign: throw .foreign
        case .sessions: return
        }
    }

    private static func needsPreparation(_ database: Database) throws -> Bool {
        guard try SQLiteSchema.own.isUpToDate(database) else { return true }
        return try SQLiteOwnership(database) != .sessions(isMarked: true)
    }

    /// SQLite does not wait where one of several processes turns WAL on.
    private static func patiently<Result>(
        _ patience: Duration,
        _ body: () throws -> Result
    ) throws -> Result {
        let end = ContinuousClock.now.advanced(by: patience)
        while true {
            do {
                return try body()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                guard ContinuousClock.now < end else { throw error }
                Thread.sleep(forTimeInterval: 0.005)
            }
        }
    }

    private static func configuration(
        _ busyTimeout: Duration,
        _ maximumFileSize: Int?
    ) -> Configuration {
        var configuration = Configuration()
        let (seconds, attoseconds) = busyTimeout.components
        configuration.busyMode = .timeout(Double(seconds) + Double(attoseconds) / 1e18)
        configuration.label = "sessions"
        configuration.prepareDatabase { database in
            if !database.configuration.readonly { try database.letFileShrink() }
            guard let maximumFileSize else { return }
            let pages = max(maximumFileSize / 4096, 1)
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        return configuration
    }
}
#endif
