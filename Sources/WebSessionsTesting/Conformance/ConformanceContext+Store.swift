// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// Working with the store itself, without a session.
extension ConformanceContext {
    /// Makes a record.
    func record(
        _ operations: [SessionOperation] = [],
        policy: SessionPolicy = SessionPolicy(),
        principal: String? = nil
    ) async throws -> (ClientID, SessionRecord) {
        let id = ClientID(random: SystemRandomSource())
        let record = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(operations, policy: policy, principal: .some(principal))
        )
        return (id, record)
    }

    func commit(
        _ operations: [SessionOperation],
        to id: ClientID,
        policy: SessionPolicy = SessionPolicy()
    ) async throws -> SessionCommitResult {
        let commit = SessionCommit(operations, policy: policy)
        return try await store.commit(id.locator, secretHash: id.secretHash, commit)
    }

    func read(
        _ id: ClientID,
        reads: SessionReads = .nothing,
        touch: SessionPolicy? = nil
    ) async throws -> SessionReadResult {
        try await store.read(id.locator, secretHash: id.secretHash, reads: reads, touch: touch)
    }

    /// Reads a record that must be there.
    func found(
        _ id: ClientID,
        reads: SessionReads = .nothing,
        touch: SessionPolicy? = nil,
        file: String = #fileID,
        line: Int = #line
    ) async throws -> SessionSnapshot {
        let result = try await read(id, reads: reads, touch: touch)
        guard case .found(let snapshot) = result else {
            throw ConformanceFailure(
                message: "the record is not found but \(result.word)",
                location: "\(file):\(line)"
            )
        }
        return snapshot
    }
}

extension SessionReadResult {
    /// The case, without data.
    var word: String {
        switch self {
        case .found: "found"
        case .absent: "absent"
        case .rotated: "rotated"
        case .wrongSecret: "wrongSecret"
        case .expired: "expired"
        }
    }

    /// Whether the session is over: a store may have removed it already.
    var isOver: Bool {
        switch self {
        case .expired, .absent: true
        case .found, .rotated, .wrongSecret: false
        }
    }
}

extension SessionCommitResult {
    /// The case, without data.
    var word: String {
        switch self {
        case .committed: "committed"
        case .conflict: "conflict"
        case .gone: "gone"
        case .rotated: "rotated"
        case .wrongSecret: "wrongSecret"
        case .expired: "expired"
        }
    }
}
