// SPDX-License-Identifier: Apache-2.0

/// Beginning a session.
extension SessionCommitter {
    /// Begins a session for what was written.
    ///
    /// What is written after a logout must not hinder it, and a page must not fail by the token of
    /// its form: where the store has no room for a new session, or answers no more, there is none.
    mutating func begin() async throws(SessionError) {
        let mayFail = state.changes.revokes && !state.changes.needsRecord || state.onlyBegins
        do {
            try await create()
        } catch {
            guard mayFail, error.isOutage else { throw error }
            manager.noteOutage(error)
            await undo()
        }
    }

    /// Makes the session's own record, and then those of named containers.
    ///
    /// Where one of them fails, all are taken back: the client does not learn of the session.
    private mutating func create() async throws(SessionError) {
        let names = manager.containers.names.dropFirst().filter(state.needsRecord)
        guard state.needsRecord(in: "") || !names.isEmpty else { return }
        guard !state.isOpened else {
            let store = manager.containers.default.store.name
            throw SessionError(.gone, "there is no session with this locator", store: store)
        }
        let id = try clientID(replacing: nil)
        state.client = .accepted(id, isOutdated: false)
        do {
            try await make("")
        } catch {
            guard error.code == .duplicate else { throw error }
            try await joinDuplicate(error)
        }
        for name in names {
            state[container: name].status = .absent
            try await storeData(in: name)
        }
        issued = id
    }

    /// Another request of the same client began the session: its id comes from somebody else, or
    /// was given to it by a page.
    private mutating func joinDuplicate(_ error: SessionError) async throws(SessionError) {
        let answer = try await send(ownCommit(), container: "")
        guard case .committed(let record) = answer else {
            throw refusal(of: answer, container: "") ?? error
        }
        take(record, container: "")
    }

    mutating func make(_ name: String) async throws(SessionError) {
        guard let key = state.key(of: name), let hash = key.hash else { return }
        var commit = name.isEmpty ? ownCommit() : SessionCommit(in: name, self)
        if !name.isEmpty {
            commit.expiry = state.changes.expiry ?? state[container: ""].record?.expiry
        }
        commit.keepsEnd = manager.keepsEnds(in: name)
        let call = StoreCall.create(operations: commit.operations.count)
        let record = try await manager.ask(name, to: call) { [commit] store in
            let record = try await store.create(key.locator, secretHash: hash, commit: commit)
            return PlainAnswer(record, "created")
        }.value
        if name.isEmpty || !made.isEmpty { made.append(name) }
        take(record, container: name)
        manager.events.record(.created, store: manager.containers[name].store.name)
    }

    /// The id that a page of this request carries already, where it is one for the same record,
    /// or for a new one; otherwise a fresh one.
    func clientID(replacing old: ClientID?) throws(SessionError) -> ClientID {
        if let promised = state.promised, promised.locator == old?.locator ?? promised.locator {
            return promised
        }
        guard let old else { return try manager.clientIDs.newClientID(for: request) }
        return try manager.clientIDs.rotatedClientID(old)
    }
}
