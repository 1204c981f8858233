// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB
import WebSessions

extension SQLiteSessionStore {
    /// Removes expired records; see the contract of `SessionStore`.
    ///
    /// A commit that comes meanwhile waits for its end, so it is as short as it can be. In a
    /// file of its own it gives at most `limit` free pages back to the disk, too. Where ends find
    /// no room in a full file, they stay in the memory of the process until they were told.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func sweep(limit: Int) async throws -> Int {
        let batch: Batch
        do {
            batch = try await sweepBatch(limit: limit)
        } catch {
            throw SessionError(working: name, error)
        }
        batch.report.tell()
        if batch.hasChanges { await checkpoint() }
        return batch.count
    }

    /// What was done in one transaction.
    private struct Batch {
        let count: Int
        let hasChanges: Bool
        let report: SweepReport
    }

    /// Does not wait for the disk where the file is the store's own: after a power failure
    /// records may be back that have expired, and are refused and removed again.
    private func sweepBatch(limit: Int) async throws -> Batch {
        let start = ContinuousClock.now
        return try await writer.writeWithoutTransaction { database in
            guard let file else { return try sweepBatch(limit: limit, in: database, since: start) }
            try database.set(.normal)
            let result = Result { try sweepBatch(limit: limit, in: database, since: start) }
            try database.set(file.durability)
            return try result.get()
        }
    }

    private func sweepBatch(
        limit: Int,
        in database: Database,
        since start: ContinuousClock.Instant
    ) throws -> Batch {
        do {
            return try sweepBatch(limit, in: database, since: start) { try $0.keepEnds(of: $1) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            var spare: SQLiteRemoval?
            let batch = try sweepBatch(limit, in: database, since: start) { _, removal in
                spare = removal
                return removal.count
            }
            if let spare { spareEnds.keep(spare, at: clock.now) }
            return batch
        }
    }

    private func sweepBatch(
        _ limit: Int,
        in database: Database,
        since start: ContinuousClock.Instant,
        _ keepEnds: (SQLiteTransaction, SQLiteRemoval) throws -> Int
    ) throws -> Batch {
        var count = 0
        var freePages = 0
        var begin = start
        try database.inTransaction(.immediate) {
            begin = .now
            let transaction = transaction(database)
            count = try keepEnds(transaction, transaction.deleteExpired(limit: limit))
            if file != nil { freePages = try database.giveBackPages(limit: limit) }
            return .commit
        }
        let report = SweepReport(
            waiting: start.duration(to: begin),
            turn: begin.duration(to: .now),
            isUnfinished: freePages > limit
        )
        return Batch(count: count, hasChanges: count + freePages > 0, report: report)
    }

    /// Writes the log back into the file, as far as nobody is reading it.
    ///
    /// SQLite does that by itself, in the commit with which the log has 1,000 pages. A sweep
    /// changes pages all over the file, and many requests would wait for that: all commits use
    /// one connection. What is left undone here is done later.
    private func checkpoint() async {
        try? await file?.checkpoints?.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }
}

extension Database {
    /// What the commits of this connection survive from now on; not inside of a transaction.
    func set(_ durability: SQLiteSessionStore.Durability) throws {
        try execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
    }
}
#endif
