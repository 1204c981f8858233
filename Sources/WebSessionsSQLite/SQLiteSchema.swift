#if SQLite
import GRDB

/// The tables of a session file, and how older files become newer ones.
enum SQLiteSchema {
    /// The file was written by a later version of this library.
    struct Superseded: Error {}

    static func migrate(_ pool: DatabasePool) throws {
        let migrator = migrator
        try pool.read { database in
            if try migrator.hasBeenSuperseded(database) { throw Superseded() }
        }
        var steps = 0
        while true {
            do {
                return try migrator.migrate(pool)
            } catch {
                // Another process that starts at this moment may have been faster with a step.
                let applied = try pool.read(migrator.appliedMigrations).count
                guard applied > steps else { throw error }
                steps = applied
            }
        }
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("sessions-1") { database in
            try database.execute(sql: first)
        }
        migrator.registerMigration("sessions-2") { database in
            try database.execute(sql: second)
        }
        return migrator
    }

    /// Times are milliseconds since 1970, durations milliseconds, 0 being never.
    ///
    /// `ends` is when the record is refused, so that a sweep needs no arithmetic.
    /// `field` is the path of the value, `products.foo/color`.
    private static let first = """
        CREATE TABLE sessions (
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
        CREATE INDEX sessions_ends ON sessions (ends) WHERE ends IS NOT NULL;
        CREATE INDEX sessions_principal ON sessions (principal) WHERE principal IS NOT NULL;
        CREATE TABLE session_values (
            locator BLOB NOT NULL REFERENCES sessions (locator) ON DELETE CASCADE,
            field TEXT NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (locator, field)
        ) WITHOUT ROWID;
        """

    /// The secret from before a renewal, and the commits that may be sent again.
    private static let second = """
        ALTER TABLE sessions ADD COLUMN rotated INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN superseded_hash BLOB;
        ALTER TABLE sessions ADD COLUMN superseded_end INTEGER;
        ALTER TABLE sessions ADD COLUMN client_hint TEXT;
        UPDATE sessions SET rotated = created;
        CREATE TABLE session_commits (
            locator BLOB NOT NULL REFERENCES sessions (locator) ON DELETE CASCADE,
            id BLOB NOT NULL,
            applied INTEGER NOT NULL,
            PRIMARY KEY (locator, id)
        ) WITHOUT ROWID;
        """
}
#endif
