// SPDX-License-Identifier: Apache-2.0

#if SQLite
public import WebSessions

/// Ends are written in the transaction that removes their records, but for those for which a full
/// file has no room.
extension SQLiteSessionStore: EndKeepingSessionStore {
    /// Ends that are to be told; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func ends(limit: Int) async throws -> [SessionEnd] {
        let spare = spareEnds.give(limit: limit, at: clock.now)
        guard spare.count < limit else { return spare }
        let rest = limit - spare.count
        do {
            return spare + (try await writing { try $0.giveDueEnds(limit: rest) })
        } catch {
            // Telling makes room, and may give an end twice meanwhile.
            guard error.code == .storeFull else { throw error }
            return spare + (try await reading { try $0.dueEnds(limit: rest) })
        }
    }

    /// The ends of one session; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func ends(of locator: SessionLocator) async throws -> [SessionEnd] {
        try await reading { try $0.ends(of: locator) } + spareEnds.ends(of: locator)
    }

    /// Forgets ends; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func forget(_ ends: [SessionEnd]) async throws {
        spareEnds.forget(ends)
        try await writing { transaction in
            for end in ends { try transaction.forget(end) }
        }
    }

    /// Removes records and keeps their ends; returns how many were removed.
    func removing(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> SQLiteRemoval
    ) async throws(SessionError) -> Int {
        do throws(SessionError) {
            return try await writing { try $0.keepEnds(of: body($0)) }
        } catch {
            guard error.code == .storeFull else { throw error }
            let removal = try await writing(body)
            spareEnds.keep(removal, at: clock.now)
            return removal.count
        }
    }
}
#endif
