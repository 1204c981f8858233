// SPDX-License-Identifier: Apache-2.0

#if SQLite
public import WebSessions

/// Ends are written in the transaction that removes their records.
extension SQLiteSessionStore: EndKeepingSessionStore {
    /// Ends that are to be told; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func ends(limit: Int) async throws -> [SessionEnd] {
        try await writing { try $0.dueEnds(limit: limit) }
    }

    /// The ends of one session; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func ends(of locator: SessionLocator) async throws -> [SessionEnd] {
        try await reading { try $0.ends(of: locator) }
    }

    /// Forgets ends; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func forget(_ ends: [SessionEnd]) async throws {
        try await writing { transaction in
            for end in ends { try transaction.forget(end) }
        }
    }
}
#endif
