// SPDX-License-Identifier: Apache-2.0

/// What opens a record in a store.
struct SessionRecordKey {
    let locator: SessionLocator
    /// Nil where the application opens the record on its own.
    let hash: SessionSecretHash?

    /// The key of the application itself to a session's own record.
    init(_ locator: SessionLocator) {
        self.locator = locator
        hash = nil
    }

    /// The key of a session's own record, which its client brings.
    init(_ id: ClientID) {
        locator = id.locator
        hash = id.secretHash
    }

    /// The key of what a named container keeps of a session.
    ///
    /// It follows from the session's own record, and stays the same when the client's secret
    /// is replaced. A later session under the same locator, which a client id of somebody else
    /// has, was made at another time and does not open it.
    init(of record: SessionRecord, in name: String) {
        locator = record.locator.derived(forContainer: name)
        let time = UInt64(bitPattern: record.created.millisecondsSince1970)
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: time >> ($0 * 8)) }
        hash = SessionSecretHash(hashing: Array("session data\0".utf8) + locator.bytes + bytes)
    }
}

extension SessionManager {
    /// Reads a record.
    func read(
        _ key: SessionRecordKey,
        container: String,
        reads: SessionReads = .nothing,
        touch: SessionPolicy? = nil
    ) async throws(SessionError) -> SessionReadResult {
        try await ask(container, to: .load) { store in
            try await store.read(key.locator, secretHash: key.hash, reads: reads, touch: touch)
        }
    }

    /// Commits to a record.
    func commit(
        _ commit: SessionCommit,
        to key: SessionRecordKey,
        container: String
    ) async throws(SessionError) -> SessionCommitResult {
        var commit = commit
        commit.keepsEnd = keepsEnds(in: container)
        return try await ask(container, to: StoreCall(commit)) { [commit] store in
            try await store.commit(key.locator, secretHash: key.hash, commit)
        }
    }
}
