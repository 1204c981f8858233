// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB

/// The tables of sessions, and how older ones become newer ones.
struct SQLiteSchema: Sendable {
    /// The tables of a file that has nothing else.
    static let own = SQLiteSchema(prefix: "", migrations: "grdb_migrations")

    let sessions: String
    let values: String
    let commits: String
    let ends: String
    /// The table with the identifiers of the steps that were done.
    let migrations: String
    private let prefix: String

    /// The tables in a database of an application.
    ///
    /// Their steps are in a table of their own: a `DatabaseMigrator` of the application takes
    /// a step that it does not know for one of a newer version of itself.
    init(prefix: String) throws(SQLiteRefusal) {
        let isName = prefix.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
        let first = prefix.utf8.first ?? UInt8(ascii: "0")
        guard isName, first > UInt8(ascii: "9"), !prefix.lowercased().hasPrefix("sqlite_"),
            prefix.utf8.count <= 64
        else { throw .prefix }
        self.init(prefix: prefix, migrations: "\(prefix)session_migrations")
    }

    private init(prefix: String, migrations: String) {
        self.prefix = prefix
        self.migrations = migrations
        sessions = "\(prefix)sessions"
        values = "\(prefix)session_values"
        commits = "\(prefix)session_commits"
        ends = "\(prefix)session_ends"
    }

    // MARK: Steps

    /// Whether all steps were done.
    ///
    /// - Throws: ``SQLiteRefusal/superseded`` for tables of a later version.
    func isUpToDate(_ database: Database) throws -> Bool {
        let done = try doneSteps(database)
        let known = Set(steps.map(\.identifier))
        guard done.isSubset(of: known) else { throw SQLiteRefusal.superseded }
        return done == known
    }

    /// Whether there are tables of sessions, of whatever version.
    func exists(_ database: Database) throws -> Bool {
        guard try database.tableExists(sessions), try database.tableExists(values) else {
            return false
        }
        return try doneSteps(database).contains(steps[0].identifier)
    }

    /// Does the steps that were not done, inside of a transaction.
    func migrate(_ database: Database, upTo last: String? = nil) throws {
        guard try !isUpToDate(database) else { return }
        let done = try doneSteps(database)
        if done.isEmpty, try database.tableExists(sessions) {
            throw SQLiteRefusal.taken(sessions)
        }
        try database.execute(
            sql: "CREATE TABLE IF NOT EXISTS \(migrations) (identifier TEXT NOT NULL PRIMARY KEY)"
        )
        for step in steps where !done.contains(step.identifier) {
            try database.execute(sql: step.statements)
            try database.execute(
                sql: "INSERT INTO \(migrations) (identifier) VALUES (?)",
                arguments: [step.identifier]
            )
            if step.identifier == last { break }
        }
    }

    private func doneSteps(_ database: Database) throws -> Set<String> {
        guard try database.tableExists(migrations) else { return [] }
        return try String.fetchSet(database, sql: "SELECT identifier FROM \(migrations)")
    }

    private var steps: [(identifier: String, statements: String)] {
        [("sessions-1", first), ("sessions-2", second), ("sessions-3", third)]
    }

    /// Times are milliseconds since 1970, durations milliseconds, 0 being never.
    ///
    /// `ends` is when the record is refused, so that a sweep needs no arithmetic.
    /// `field` is the path of the value, `products.foo/color`.
    private var first: String {
        """
        CREATE TABLE \(sessions) (
            locator BLOB NOT NULL PRIMARY KEY,
            secret_hash BLOB NOT NULL,
            created INTEGER NOT NULL,
            last_access INTEGER NOT NULL,
            timeout INTEGER NOT NULL,
            resolution INTEGER NOT NULL,
            lifetime INTEGER NOT NULL,
            expiry_kind INTEGER NOT NULL,
            expiry_value INTEGER NOT NULL,
            ends INTEGER,
            principal TEXT,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX \(sessions)_ends ON \(sessions) (ends) WHERE ends IS NOT NULL;
        CREATE INDEX \(sessions)_principal ON \(sessions) (principal)
            WHERE principal IS NOT NULL;
        CREATE TABLE \(values) (
            locator BLOB NOT NULL REFERENCES \(sessions) (locator) ON DELETE CASCADE,
            field TEXT NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (locator, field)
        ) WITHOUT ROWID;
        """
    }

    /// The secret from before a renewal, and the commits that may be sent again.
    private var second: String {
        """
        ALTER TABLE \(sessions) ADD COLUMN rotated INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE \(sessions) ADD COLUMN superseded_hash BLOB;
        ALTER TABLE \(sessions) ADD COLUMN superseded_end INTEGER;
        ALTER TABLE \(sessions) ADD COLUMN client_hint TEXT;
        UPDATE \(sessions) SET rotated = created;
        CREATE TABLE \(commits) (
            locator BLOB NOT NULL REFERENCES \(sessions) (locator) ON DELETE CASCADE,
            id BLOB NOT NULL,
            applied INTEGER NOT NULL,
            PRIMARY KEY (locator, id)
        ) WITHOUT ROWID;
        """
    }

    /// What the application is to be told of: `due` is when an end may be given.
    ///
    /// The index over records whose end is kept is empty where nobody wants to know.
    private var third: String {
        """
        ALTER TABLE \(sessions) ADD COLUMN keeps_end INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE \(sessions) ADD COLUMN last_principal TEXT;
        CREATE INDEX \(sessions)_kept ON \(sessions) (ends) WHERE keeps_end;
        CREATE TABLE \(ends) (
            id INTEGER NOT NULL PRIMARY KEY,
            locator BLOB NOT NULL,
            cause TEXT NOT NULL,
            principal TEXT,
            created INTEGER,
            ended INTEGER NOT NULL,
            due INTEGER NOT NULL
        );
        CREATE INDEX \(ends)_due ON \(ends) (due);
        CREATE INDEX \(ends)_locator ON \(ends) (locator);
        """
    }
}
#endif
