// SPDX-License-Identifier: Apache-2.0

#if SQLite
public import WebSessions

extension SQLiteSessionStore {
    /// Makes a record; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.duplicate` where a record that has not expired has
    ///   the locator, `SessionErrorCode.conflict` for a compare-and-set that expects
    ///   a value, `SessionErrorCode.kindMismatch`, `SessionErrorCode.overflow` and
    ///   `SessionErrorCode.tooLarge` for an operation that does not fit;
    ///   `SessionErrorCode.storeFull` where the disk or the file is full;
    ///   `SessionErrorCode.storeFailure` where SQLite fails otherwise, the task is
    ///   cancelled, or the record is damaged.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await writing { [name] transaction in
            if let old = try transaction.row(locator) {
                guard try !transaction.hasApplied(commit, locator: locator) else {
                    return old.record
                }
                guard old.record.isExpired(at: transaction.now) else {
                    let message = "a session with this locator exists"
                    throw SessionError(.duplicate, message, store: name)
                }
                let expired = try transaction.delete(locator, cause: .expired)
                _ = try transaction.keepEnds(of: expired)
            }
            return try transaction.create(locator, secretHash: secretHash, commit: commit)
        }
    }

    /// Reads a record; see the contract of `SessionStore`.
    ///
    /// The read itself does not wait for writers. Where the access must be recorded, that
    /// is a short transaction of its own, which finds out anew whether it is still due. Where the
    /// disk is full, the file cannot be written or another process keeps it locked, the access
    /// is not recorded.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails, the task is
    ///   cancelled, or the record is damaged.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        let result = try await reading { transaction in
            try transaction.read(locator, secretHash: secretHash, reads: reads)
        }
        guard case .found(let snapshot) = result, let touch, !snapshot.isSuperseded,
            snapshot.record.touched(at: clock.now, policy: touch) != nil
        else { return result }
        let touched = try await self.touch(locator, secretHash: secretHash, policy: touch)
        let record = touched ?? snapshot.record
        return .found(
            SessionSnapshot(
                record: record,
                values: snapshot.values,
                time: snapshot.time,
                wasTouched: touched != nil
            )
        )
    }

    private func touch(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        policy: SessionPolicy
    ) async throws(SessionError) -> SessionRecord? {
        do {
            return try await writing { transaction in
                try transaction.touch(locator, secretHash: secretHash, policy: policy)
            }
        } catch {
            guard error.isRefusedWrite else { throw error }
            return nil
        }
    }

    /// Applies a commit; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.kindMismatch`, `SessionErrorCode.overflow` and
    ///   `SessionErrorCode.tooLarge` for an operation that does not fit;
    ///   `SessionErrorCode.storeFull` where the disk or the file is full;
    ///   `SessionErrorCode.storeFailure` where SQLite fails otherwise, the task is
    ///   cancelled, or the record is damaged.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await writing { transaction in
            try transaction.commit(locator, secretHash: secretHash, commit)
        }
    }

    /// Removes a record; see the contract of `SessionStore`.
    ///
    /// Where its end finds no room in a full file, it stays in the memory of the process until it
    /// was told.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        try await removing { transaction in
            try transaction.delete(locator, secretHash: secretHash, cause: cause)
        } > 0
    }

    /// The number of records that have not expired.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    /// - Complexity: O(n) for n records, of an index alone.
    public func countLive() async throws -> Int {
        try await reading { try $0.countLive() }
    }

    /// Lists the records of a principal; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        try await reading { transaction in
            try transaction.records(ofPrincipal: principal)
        }
    }

    /// Removes the records of a principal; see the contract of `SessionStore`.
    ///
    /// Where their ends find no room in a full file, they stay in the memory of the process until
    /// they were told.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    @discardableResult
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        try await removing { transaction in
            try transaction.deleteAll(ofPrincipal: principal, except: locator)
        }
    }

    /// Lists all records; see the contract of `SessionStore`.
    ///
    /// They come in the order of their locators, each once.
    ///
    /// - Throws: `SessionErrorCode.invalidCursor` for a cursor that this store did
    ///   not make; `SessionErrorCode.storeFailure` where SQLite fails or the task is
    ///   cancelled.
    /// - Complexity: O(limit + log n) for each page, for n records in the store.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        try await reading { transaction in
            try transaction.records(after: cursor, limit: limit)
        }
    }

    /// Shows a record; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.storeFailure` where SQLite fails, the task is
    ///   cancelled, or the record is damaged.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await reading { transaction in
            guard let record = try transaction.row(locator)?.record,
                !record.isExpired(at: transaction.now)
            else { return nil }
            let values = try transaction.values(locator, reads: .everything)
            return SessionSnapshot(
                record: record,
                values: values,
                time: transaction.now,
                wasTouched: false
            )
        }
    }
}
#endif
