import HTTPTypes

/// Stores what a session recorded: first in the records that exist, then, where data
/// has no record yet, in new ones.
struct SessionCommitter {
    let manager: SessionManager
    let request: ClientRequest
    var state: SessionState
    /// The client id that the response must give to the client.
    var issued: ClientID?
    /// Whether any store has changed anything for this commit.
    var hasStored = false
    var hasRotated = false
    private var renews = false
    /// Containers without a record at a time when none had been rotated yet.
    private var missedBeforeRotation: [String] = []
    var hasNewID = false
    var missing: [String] = []

    init(manager: SessionManager, request: ClientRequest, state: SessionState) {
        self.manager = manager
        self.request = request
        self.state = state
    }

    /// Returns the response fields for the client id.
    mutating func run() async throws(SessionError) -> [HTTPField] {
        if state.changes.revokes { try await revoke() }
        try await checkPrincipalLimit()
        try await renewOrUpdate()
        try await create()
        try await enforcePrincipalLimit()
        return fields()
    }

    // MARK: Renewal

    /// Updates the records, and replaces their secret where that is due.
    ///
    /// Of concurrent requests one gives the client its new secret. The others are not
    /// concerned, unless they write.
    private mutating func renewOrUpdate() async throws(SessionError) {
        renews = isRenewalDue
        guard renews else { return try await update() }
        let isReading =
            state.containers.values.allSatisfy(\.operations.isEmpty)
            && state.changes.isEmpty
        state.changes.rotates = true
        do {
            try await update()
        } catch {
            guard isReading, !hasRotated, error.code == .rotated else { throw error }
        }
    }

    private var isRenewalDue: Bool {
        guard let renewal = manager.renewal, !state.changes.rotates, !state.changes.revokes,
            !state.isSuperseded, let record = state[container: ""].record
        else { return false }
        return record.rotated.duration(to: manager.clock.now) >= renewal.interval
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

    func revoke(
        _ id: ClientID,
        container name: String,
        secretHash: SessionSecretHash?
    ) async throws(SessionError) {
        let locator = id.locator.derived(forContainer: name)
        let wasThere = try await manager.revoke(locator, secretHash: secretHash, container: name)
        if wasThere { manager.events.record(.revoked, store: manager.containers[name].store.name) }
    }

    // MARK: Existing records

    private mutating func update() async throws(SessionError) {
        guard let id = state.client.clientID else {
            missing = manager.containers.names
            return
        }
        let rotated = state.changes.rotates ? try rotatedClientID(id) : nil
        if rotated != nil { try await storeComparisons(id) }
        do {
            for name in order(isRotating: rotated != nil) {
                try await update(container: name, id: id, rotated: rotated)
            }
            if hasRotated { try await rotateLate(id, rotated) }
        } catch {
            if hasRotated { await endHalfRotated(id) }
            throw error
        }
        if hasRotated {
            issued = rotated
            manager.events.record(renews ? .renewed : .rotated)
        }
    }

    /// The default container decides which of several rotations wins.
    ///
    /// Without one, whatever
    /// can conflict comes first, while nothing is stored yet.
    private func order(isRotating: Bool) -> [String] {
        let names = manager.containers.names
        guard !isRotating else { return names }
        return names.filter { state[container: $0].compares }
            + names.filter { !state[container: $0].compares }
    }

    /// Stores what can conflict in named containers before anything is rotated: a conflict
    /// after it would leave the client without its new secret.
    private mutating func storeComparisons(_ id: ClientID) async throws(SessionError) {
        for name in manager.containers.names.dropFirst() where state[container: name].compares {
            let commit = SessionCommit(
                state[container: name].operations,
                policy: manager.containers[name].policy,
                limits: manager.containers[name].limits
            )
            switch try await send(commit, container: name, id: id) {
            case .committed(let record):
                take(record, container: name)
                state[container: name].settle()
            case .conflict(let fields): throw conflict(fields, container: name)
            // The rotation finds the same, and decides what becomes of it.
            case .gone, .wrongSecret, .expired: break
            }
        }
    }

    /// A slow request may have made a record in a container that was asked before the first
    /// rotation; the old secret must not open it.
    private mutating func rotateLate(
        _ id: ClientID,
        _ rotated: ClientID?
    ) async throws(SessionError) {
        for name in missedBeforeRotation {
            missing.removeAll { $0 == name }
            try await update(container: name, id: id, rotated: rotated, asksAgain: true)
        }
    }

    private mutating func update(
        container name: String,
        id: ClientID,
        rotated: ClientID?,
        asksAgain: Bool = false
    ) async throws(SessionError) {
        let container = state[container: name]
        guard !container.operations.isEmpty || !state.changes.isEmpty else { return }
        // A rotation asks anew: a record with the old secret must not stay behind.
        if case .absent = container.status, name.isEmpty || rotated == nil, !asksAgain {
            if rotated != nil { missedBeforeRotation.append(name) }
            missing.append(name)
            return
        }
        let commit = commit(for: name, newSecretHash: rotated?.secretHash)
        switch try await send(commit, container: name, id: id) {
        case .committed(let record):
            take(record, container: name)
            state[container: name].settle()
            hasRotated = hasRotated || rotated != nil
        case .conflict(let fields):
            throw conflict(fields, container: name)
        case .gone: try await lost(name, id, .absent)
        case .wrongSecret: try await lost(name, id, .wrongSecret)
        case .expired: try await lost(name, id, .expired)
        }
    }

    mutating func take(_ record: SessionRecord, container name: String) {
        hasStored = true
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
        if case .wrongSecret = result {
            try await refuseSuperseded(name, id)
            if hasRotated { try await revoke(id, container: name, secretHash: nil) }
        }
        if state.changes.rotates, !hasRotated { missedBeforeRotation.append(name) }
        missing.append(name)
    }

    /// A secret that was renewed a moment ago is no reason for a new session: the client has
    /// the newer secret by now, or is about to get it.
    private func refuseSuperseded(_ name: String, _ id: ClientID) async throws(SessionError) {
        guard manager.renewal != nil, !hasRotated,
            case .found = try await look(container: name, id: id)
        else { return }
        throw SessionError(
            .rotated,
            "the session was renewed by another request",
            store: manager.containers[name].store.name
        )
    }

    /// The client will not learn its new secret.
    ///
    /// Records that still have the old one must not stay open to it.
    private func endHalfRotated(_ id: ClientID) async {
        for name in manager.containers.names {
            try? await revoke(id, container: name, secretHash: nil)
        }
    }

    // MARK: Support

    func commit(for name: String, newSecretHash: SessionSecretHash?) -> SessionCommit {
        let container = manager.containers[name]
        return SessionCommit(
            state[container: name].operations,
            policy: container.policy,
            limits: container.limits,
            newSecretHash: newSecretHash,
            grace: renews ? manager.renewal?.grace ?? .zero : .zero,
            principal: state.changes.principal.map { principal in
                principal.map { SessionOwner($0, container: name).stored }
            },
            expiry: state.changes.expiry,
            clientHint: state.changes.clientHint
        )
    }

    func send(
        _ commit: SessionCommit,
        container name: String,
        id: ClientID
    ) async throws(SessionError) -> SessionCommitResult {
        let locator = id.locator.derived(forContainer: name)
        return try await manager.ask(name, to: StoreCall(commit)) { store in
            try await store.commit(locator, secretHash: id.secretHash, commit)
        }
    }

    func conflict(
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
