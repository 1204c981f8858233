#if SQLite
import GRDB
import WebSessions

extension SQLiteSessionStore {
    /// Removes expired records; see the contract of `SessionStore`.
    ///
    /// A commit that comes meanwhile waits for its end, so it is as short as it can be.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func sweep(limit: Int) async throws -> Int {
        let count: Int
        do {
            count = try await deleteExpired(limit: limit)
        } catch {
            throw SessionError(working: name, error)
        }
        if count > 0 { await checkpoint() }
        return count
    }

    /// Does not wait for the disk: after a power failure records may be back that have expired,
    /// and are refused and removed again.
    private func deleteExpired(limit: Int) async throws -> Int {
        try await pool.writeWithoutTransaction { [clock, durability] database in
            try database.set(.normal)
            let result = Result {
                var count = 0
                try database.inTransaction(.immediate) {
                    let transaction = SQLiteTransaction(database: database, now: clock.now)
                    count = try transaction.deleteExpired(limit: limit)
                    return .commit
                }
                return count
            }
            try database.set(durability)
            return try result.get()
        }
    }

    /// Writes the log back into the file, as far as nobody is reading it.
    ///
    /// SQLite does that by itself, in the commit with which the log has 1,000 pages. A sweep
    /// changes pages all over the file, and many requests would wait for that: all commits use
    /// one connection. What is left undone here is done later.
    private func checkpoint() async {
        try? await checkpoints.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }
}

extension Database {
    /// What the commits of this connection survive from now on; not inside of a transaction.
    func set(_ durability: SQLiteSessionStore.Durability) throws {
        try execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
    }
}
#endif
