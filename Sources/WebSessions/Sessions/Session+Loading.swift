// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Session {
    /// Loads values, so that they can be read without waiting.
    ///
    /// One round trip for the session in the default container, then one for each named
    /// container that has not been asked for them yet, all of these at once; none where all is
    /// loaded, or where the request has no session. What is loaded can also be read after the
    /// commit. The access is recorded in the same round trip.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure``, ``SessionErrorCode/storeFull``,
    ///   ``SessionErrorCode/storeUnavailable``, ``SessionErrorCode/unreadableRecord`` and
    ///   what else a store throws, but not these four where the session is anonymous then
    ///   (``SessionOutage/isAnonymous``); ``SessionErrorCode/gone``,
    ///   ``SessionErrorCode/rotated`` or ``SessionErrorCode/expired`` when the
    ///   session ended since an earlier load of this request;
    ///   ``SessionErrorCode/finished`` where something is to be loaded after the
    ///   commit or an abort.
    public func load(_ reads: SessionReads) async throws(SessionError) {
        var parts = manager.containers.divided(reads)
        let own = parts.removeValue(forKey: "")
        if own != nil || !parts.isEmpty { try await load(container: "", own ?? .nothing) }
        try await takeKept()
        guard parts.count > 1 else {
            if let part = parts.first { try await load(container: part.key, part.value) }
            return
        }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (name, reads) in parts {
                    group.addTask { try await self.load(container: name, reads) }
                }
                try await group.waitForAll()
            }
        } catch {
            throw SessionError(fromStore: "", error)
        }
    }

    /// Loads what a middleware declares.
    ///
    /// A record that cannot be read is an error for what reads it, and not for the handler that
    /// ends it: subscripts report it.
    func loadDeclared(_ reads: SessionReads) async throws(SessionError) {
        do {
            try await load(reads)
        } catch {
            guard error.code == .unreadableRecord else { throw error }
            state.withLock { $0.unreadable = error }
        }
    }

    /// Takes what a login keeps of the session that it leaves.
    private func takeKept() async throws(SessionError) {
        guard let left = state.withLock(\.left) else { return }
        let kept = try await manager.kept(of: left)
        state.withLock { $0.take(kept) }
    }

    /// Finds out whether the session lives.
    func loadRecord() async throws(SessionError) {
        try await load(container: "", .nothing)
    }

    private func load(container name: String, _ reads: SessionReads) async throws(SessionError) {
        let wanted = try state.withLock { (state) throws(SessionError) -> Wanted? in
            state.isAccessed = true
            guard let missing = state[container: name].missing(reads) else { return nil }
            guard let key = state.key(of: name) else {
                state[container: name].status = .absent
                return nil
            }
            try state.requireOpen()
            return Wanted(key: key, reads: missing)
        }
        guard let wanted else { return }
        let container = manager.containers[name]
        let result: SessionReadResult
        do {
            result = try await manager.read(
                wanted.key,
                container: name,
                reads: wanted.reads,
                touch: container.policy
            )
        } catch {
            manager.noteOutage(error)
            guard error.isOutage, case .isAnonymous = outage else { throw error }
            return state.withLock { state in
                state.outage = error
                state[container: name].status = .absent
            }
        }
        try take(result, container: name, reads: wanted.reads)
    }

    private struct Wanted {
        let key: SessionRecordKey
        let reads: SessionReads
    }

    private func take(
        _ result: SessionReadResult,
        container name: String,
        reads: SessionReads
    ) throws(SessionError) {
        let store = manager.containers[name].store.name
        let event = try state.withLock { (state) throws(SessionError) -> SessionEvent? in
            // A logout came while the store worked: nothing of this is ours any more.
            guard !state.changes.revokes, state.locator != nil else { return nil }
            let wasAlive = state[container: name].isAlive
            switch result {
            case .found(let snapshot):
                if name.isEmpty {
                    state.find(snapshot, reads: reads)
                } else {
                    state[container: name].take(snapshot, reads: reads)
                }
                return wasAlive ? nil : .loaded
            case .absent, .rotated, .wrongSecret, .expired:
                if wasAlive, let error = SessionError(endedSession: result, store: store) {
                    throw error
                }
                state[container: name].status = .absent
                // A named container without a record is nothing unusual.
                guard name.isEmpty else { return nil }
                if case .rotated = result { state.isReplaced = true }
                return result.refusal.map(SessionEvent.refused)
            }
        }
        if let event { manager.events.record(event, store: store) }
    }
}

extension SessionError {
    /// Whether it says that a store does not do its work.
    var isOutage: Bool {
        [.storeFailure, .storeFull, .storeUnavailable, .unreadableRecord].contains(code)
    }
}

extension SessionManager {
    /// Counts a failure of a store.
    func noteOutage(_ error: SessionError) {
        if let problem = error.unreadableRecord {
            events.record(.unreadable(problem), store: error.store)
        } else if error.isOutage {
            events.record(.unavailable, store: error.store)
        }
    }
}

extension SessionReadResult {
    var refusal: RefusalReason? {
        switch self {
        case .found: nil
        case .absent: .unknownSession
        case .rotated, .wrongSecret: .wrongSecret
        case .expired: .expired
        }
    }
}

extension SessionCommitResult {
    /// What a read would have found; nil where the record is there.
    var missedRead: SessionReadResult? {
        switch self {
        case .committed, .conflict: nil
        case .gone: .absent
        case .rotated: .rotated
        case .wrongSecret: .wrongSecret
        case .expired: .expired
        }
    }
}

extension SessionError {
    /// The error for a request whose secret another request replaced.
    static func rotated(store: String?) -> SessionError {
        SessionError(.rotated, "the session was rotated by another request", store: store)
    }

    /// The error for a session that was alive earlier in the request.
    init?(endedSession result: SessionReadResult, store: String) {
        switch result {
        case .found: return nil
        case .absent:
            self.init(.gone, "the session was ended while the request ran", store: store)
        case .rotated, .wrongSecret: self = .rotated(store: store)
        case .expired:
            self.init(.expired, "the session expired while the request ran", store: store)
        }
    }
}
