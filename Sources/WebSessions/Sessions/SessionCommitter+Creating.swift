/// Making new records for what has none yet.
extension SessionCommitter {
    /// The default container comes last: where a named one fails, nobody is logged in.
    mutating func create() async throws(SessionError) {
        let names = missing.filter(needsRecord)
        guard !names.isEmpty else { return }
        if !state.isVerified { try await verifyElsewhere() }
        let id = try clientIDForCreation()
        for name in names.filter({ !$0.isEmpty }) + names.filter(\.isEmpty) {
            try await create(container: name, id: id)
        }
    }

    func needsRecord(_ name: String) -> Bool {
        name.isEmpty && state.changes.needsRecord
            || !state[container: name].operations.allSatisfy(\.onlyRemoves)
    }

    /// The id stays the same where another container has a live record of it: that proves
    /// that it was issued here and not ended.
    mutating func verifyElsewhere() async throws(SessionError) {
        guard let id = state.client.clientID else { return }
        for name in manager.containers.names {
            guard case .unknown = state[container: name].status, !missing.contains(name) else {
                continue
            }
            switch try await look(container: name, id: id) {
            case .found(let snapshot):
                state[container: name].status = .alive(snapshot.record)
                state.isVerified = true
                return
            case .rotated: throw .rotated(store: manager.containers[name].store.name)
            case .absent, .wrongSecret, .expired: continue
            }
        }
    }

    private mutating func clientIDForCreation() throws(SessionError) -> ClientID {
        if state.isVerified, let id = issued ?? state.client.clientID { return id }
        let id: ClientID
        if let promised = promised(nil) {
            id = promised
        } else {
            id = try manager.clientIDs.newClientID(for: request)
        }
        issued = id
        hasNewID = true
        return id
    }

    func rotatedClientID(_ id: ClientID) throws(SessionError) -> ClientID {
        if let promised = promised(id.locator) { return promised }
        return try manager.clientIDs.rotatedClientID(id)
    }

    /// The id that a page of this request carries already, if it is one for the same record,
    /// or for a new one.
    private func promised(_ locator: SessionLocator?) -> ClientID? {
        let isSame = state.promised?.locator == (locator ?? state.promised?.locator)
        return isSame ? state.promised : nil
    }

    private mutating func create(
        container name: String,
        id: ClientID
    ) async throws(SessionError) {
        let commit = creation(of: name)
        do {
            try await makeRecord(commit, container: name, id: id)
        } catch {
            guard error.code == .duplicate else { throw error }
            try await commitToDuplicate(commit, container: name, id: id, error: error)
        }
    }

    func creation(of name: String) -> SessionCommit {
        var commit = commit(for: name, newSecretHash: nil)
        if !name.isEmpty, commit.principal == nil, let principal = state.knownPrincipal {
            commit.principal = .some(SessionOwner(principal, container: name).stored)
        }
        return commit
    }

    mutating func makeRecord(
        _ commit: SessionCommit,
        container name: String,
        id: ClientID
    ) async throws(SessionError) {
        let locator = id.locator.derived(forContainer: name)
        let call = StoreCall.create(operations: commit.operations.count)
        let record = try await manager.ask(name, to: call) { store in
            let record = try await store.create(locator, secretHash: id.secretHash, commit: commit)
            return PlainAnswer(record, "created")
        }.value
        hasStored = true
        made.append(name)
        state[container: name].status = .alive(record)
        manager.events.record(.created, store: manager.containers[name].store.name)
        try await keepBesideLiving(name, id: id)
    }

    /// A record that was made because another one proved the client id is kept only while
    /// that one lives: a logout or a rotation may have come in between.
    private func keepBesideLiving(_ name: String, id: ClientID) async throws(SessionError) {
        let proof = manager.containers.names.first { other in
            state[container: other].isAlive && !missing.contains(other)
        }
        guard !hasNewID, let proof else { return }
        do throws(SessionError) {
            let result = try await look(container: proof, id: present(id, container: proof))
            let store = manager.containers[proof].store.name
            if let error = SessionError(unlessPresent: result, store: store) { throw error }
        } catch {
            try await revoke(id, container: name, secretHash: id.secretHash)
            throw error
        }
    }

    func look(
        container name: String,
        id: ClientID
    ) async throws(SessionError) -> SessionReadResult {
        try await manager.ask(name, to: .load) { store in
            try await store.read(
                id.locator.derived(forContainer: name),
                secretHash: id.secretHash,
                reads: .nothing,
                touch: nil
            )
        }
    }

    /// Another request of the same client made the record first.
    ///
    /// Where its secret is another one, a rotation came in between. The default container
    /// then tells which secret is the newer one.
    private mutating func commitToDuplicate(
        _ commit: SessionCommit,
        container name: String,
        id: ClientID,
        error: SessionError
    ) async throws(SessionError) {
        switch try await send(commit, container: name, id: id) {
        case .committed(let record): take(record, container: name)
        case .conflict(let fields): throw conflict(fields, container: name)
        case .gone, .expired: throw error
        case .rotated: throw .rotated(store: manager.containers[name].store.name)
        case .wrongSecret:
            guard !name.isEmpty, state[container: ""].isAlive else {
                throw .rotated(store: manager.containers[name].store.name)
            }
            try await makeAgain(commit, container: name, id: id)
        }
    }

    /// Makes a record in the place of one with a secret that nobody has any more, once the
    /// default container has told that the client's is the present one.
    mutating func makeAgain(
        _ commit: SessionCommit,
        container name: String,
        id: ClientID
    ) async throws(SessionError) {
        let result = try await look(container: "", id: present(id, container: ""))
        let store = manager.containers.default.store.name
        if let error = SessionError(unlessPresent: result, store: store) { throw error }
        try await revoke(id, container: name, secretHash: nil)
        try await makeRecord(commit, container: name, id: id)
    }
}

extension SessionError {
    /// The error for a session whose secret is not the present one any more.
    fileprivate init?(unlessPresent result: SessionReadResult, store: String) {
        if case .found(let snapshot) = result, snapshot.isSuperseded {
            self = .rotated(store: store)
        } else {
            self.init(endedSession: result, store: store)
        }
    }
}
