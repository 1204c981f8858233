import HTTPTypes

/// Stores what a session recorded: first in the records that exist, then, where data
/// has no record yet, in new ones.
struct SessionCommitter {
    let manager: SessionManager
    let request: ClientRequest
    var state: SessionState
    /// The client id that the response must give to the client.
    private(set) var issued: ClientID?
    private var hasRotated = false
    private var hasNewID = false
    private var missing: [String] = []

    init(manager: SessionManager, request: ClientRequest, state: SessionState) {
        self.manager = manager
        self.request = request
        self.state = state
    }

    /// Returns the response fields for the client id.
    mutating func run() async throws(SessionError) -> [HTTPField] {
        if state.changes.revokes { try await revoke() }
        try await update()
        try await create()
        return fields()
    }

    // MARK: Ending

    /// Ends the session whatever its secret is by now: a rotation that was faster must not
    /// keep it alive.
    ///
    /// Where there are several containers, a slow request may make a record in one of them
    /// while it still sees one in another; the second round finds it. Where the request has
    /// several valid ids, none of them lives on.
    private mutating func revoke() async throws(SessionError) {
        guard let id = state.client.clientID else { return }
        let names = manager.containers.names
        for id in [id] + manager.clientIDs.otherClientIDs(in: request) {
            for name in names + names.dropLast() {
                try await revoke(id, container: name, secretHash: nil)
            }
        }
        state.client = .absent
        state.isVerified = false
    }

    private func revoke(
        _ id: ClientID,
        container name: String,
        secretHash: SessionSecretHash?
    ) async throws(SessionError) {
        let store = manager.containers[name].store
        let locator = id.locator.derived(forContainer: name)
        do {
            let wasThere = try await store.revoke(locator, secretHash: secretHash)
            if wasThere { manager.events.record(.revoked, store: store.name) }
        } catch {
            throw SessionError(fromStore: store.name, error)
        }
    }

    // MARK: Existing records

    private mutating func update() async throws(SessionError) {
        guard let id = state.client.clientID else {
            missing = manager.containers.names
            return
        }
        let rotated = state.changes.rotates ? try rotatedClientID(id) : nil
        do {
            for name in manager.containers.names {
                try await update(container: name, id: id, rotated: rotated)
            }
        } catch {
            if hasRotated { await endHalfRotated(id) }
            throw error
        }
        if hasRotated {
            issued = rotated
            manager.events.record(.rotated)
        }
    }

    private mutating func update(
        container name: String,
        id: ClientID,
        rotated: ClientID?
    ) async throws(SessionError) {
        let container = state[container: name]
        guard !container.operations.isEmpty || !state.changes.isEmpty else { return }
        // A rotation asks anew: a record with the old secret must not stay behind.
        if case .absent = container.status, name.isEmpty || rotated == nil {
            missing.append(name)
            return
        }
        let commit = commit(for: name, newSecretHash: rotated?.secretHash)
        switch try await send(commit, container: name, id: id) {
        case .committed(let record):
            take(record, container: name)
            hasRotated = hasRotated || rotated != nil
        case .conflict(let fields):
            throw conflict(fields, container: name)
        case .gone: try await lost(name, id, .absent)
        case .wrongSecret: try await lost(name, id, .wrongSecret)
        case .expired: try await lost(name, id, .expired)
        }
    }

    private mutating func take(_ record: SessionRecord, container name: String) {
        let before = state[container: name].record?.lastAccess
        state.wasTouched = state.wasTouched || before != record.lastAccess
        state.isVerified = true
        state[container: name].status = .alive(record)
    }

    /// A record is not there.
    ///
    /// An error where this request saw it alive; otherwise the data may go to a new
    /// session.
    private mutating func lost(
        _ name: String,
        _ id: ClientID,
        _ result: SessionReadResult
    ) async throws(SessionError) {
        let store = manager.containers[name].store.name
        if name.isEmpty, let refusal = result.refusal {
            manager.events.record(.refused(refusal), store: store)
        }
        if state[container: name].isAlive,
            let error = SessionError(endedSession: result, store: store)
        {
            throw error
        }
        if hasRotated, case .wrongSecret = result {
            try await revoke(id, container: name, secretHash: nil)
        }
        missing.append(name)
    }

    /// The client will not learn its new secret.
    ///
    /// Records that still have the old one must not stay open to it.
    private func endHalfRotated(_ id: ClientID) async {
        for name in manager.containers.names {
            try? await revoke(id, container: name, secretHash: nil)
        }
    }

    // MARK: New records

    private mutating func create() async throws(SessionError) {
        let names = missing.filter { name in
            let needsRecord = name.isEmpty && state.changes.needsRecord
            return needsRecord || !state[container: name].operations.allSatisfy(\.onlyRemoves)
        }
        guard !names.isEmpty else { return }
        if !state.isVerified { try await verifyElsewhere() }
        let id = try clientIDForCreation()
        for name in names {
            try await create(container: name, id: id)
        }
    }

    /// The id stays the same where another container has a live record of it: that proves
    /// that it was issued here and not ended.
    private mutating func verifyElsewhere() async throws(SessionError) {
        guard let id = state.client.clientID else { return }
        for name in manager.containers.names {
            guard case .unknown = state[container: name].status, !missing.contains(name) else {
                continue
            }
            guard case .found(let snapshot) = try await look(container: name, id: id) else {
                continue
            }
            state[container: name].status = .alive(snapshot.record)
            state.isVerified = true
            return
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

    private func rotatedClientID(_ id: ClientID) throws(SessionError) -> ClientID {
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
        var commit = commit(for: name, newSecretHash: nil)
        if !name.isEmpty, commit.principal == nil, let principal = state.knownPrincipal {
            commit.principal = .some(principal)
        }
        do {
            try await makeRecord(commit, container: name, id: id)
        } catch {
            guard error.code == .duplicate else { throw error }
            try await commitToDuplicate(commit, container: name, id: id, error: error)
        }
    }

    private mutating func makeRecord(
        _ commit: SessionCommit,
        container name: String,
        id: ClientID
    ) async throws(SessionError) {
        let store = manager.containers[name].store
        let locator = id.locator.derived(forContainer: name)
        do {
            let record = try await store.create(locator, secretHash: id.secretHash, commit: commit)
            state[container: name].status = .alive(record)
            manager.events.record(.created, store: store.name)
        } catch {
            throw SessionError(fromStore: store.name, error)
        }
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
            let result = try await look(container: proof, id: id)
            let store = manager.containers[proof].store.name
            if let error = SessionError(endedSession: result, store: store) { throw error }
        } catch {
            try await revoke(id, container: name, secretHash: id.secretHash)
            throw error
        }
    }

    private func look(
        container name: String,
        id: ClientID
    ) async throws(SessionError) -> SessionReadResult {
        let store = manager.containers[name].store
        do {
            return try await store.read(
                id.locator.derived(forContainer: name),
                secretHash: id.secretHash,
                reads: .nothing,
                touch: nil
            )
        } catch {
            throw SessionError(fromStore: store.name, error)
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
        case .wrongSecret:
            let store = manager.containers[name].store
            guard !name.isEmpty, state[container: ""].isAlive else {
                let message = "the session was rotated by another request"
                throw SessionError(.rotated, message, store: store.name)
            }
            try await revoke(id, container: name, secretHash: nil)
            try await makeRecord(commit, container: name, id: id)
        }
    }

    // MARK: Support

    private func commit(for name: String, newSecretHash: SessionSecretHash?) -> SessionCommit {
        let container = manager.containers[name]
        return SessionCommit(
            state[container: name].operations,
            policy: container.policy,
            limits: container.limits,
            newSecretHash: newSecretHash,
            principal: state.changes.principal,
            expiry: state.changes.expiry
        )
    }

    private func send(
        _ commit: SessionCommit,
        container name: String,
        id: ClientID
    ) async throws(SessionError) -> SessionCommitResult {
        let store = manager.containers[name].store
        do {
            let locator = id.locator.derived(forContainer: name)
            return try await store.commit(locator, secretHash: id.secretHash, commit)
        } catch {
            throw SessionError(fromStore: store.name, error)
        }
    }

    private func conflict(
        _ fields: [SessionField: SessionValue?],
        container name: String
    ) -> SessionError {
        let store = manager.containers[name].store.name
        manager.events.record(.conflict, store: store)
        let field = fields.keys.min()
        return SessionError(
            .conflict,
            "the key was changed by another request",
            store: store,
            package: field?.package,
            key: field?.key
        )
    }
}
