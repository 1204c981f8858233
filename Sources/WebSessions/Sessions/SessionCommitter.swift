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
    /// How far the secret has been replaced; nil where it stays.
    var rotation: SessionRotation?
    /// Whether it is replaced without a login.
    private(set) var renews = false
    var hasNewID = false
    /// Containers without a record.
    var missing: [String] = []
    /// Containers whose record this commit made.
    var made: [String] = []

    init(manager: SessionManager, request: ClientRequest, state: SessionState) {
        self.manager = manager
        self.request = request
        self.state = state
    }

    /// Returns the response fields for the client id.
    mutating func run() async throws(SessionError) -> [HTTPField] {
        if state.changes.revokes { try await revoke() }
        try refuseReplaced()
        try await checkPrincipalLimit()
        do {
            try await renewOrUpdate()
            try await create()
            try await enforcePrincipalLimit()
        } catch {
            await undo()
            throw error
        }
        await finishRotating()
        return fields()
    }

    // MARK: Renewal

    /// Updates the records, and replaces their secret where that is due.
    ///
    /// Of concurrent requests one gives the client its new secret. The others are not
    /// concerned, unless they write. Where a container does not answer, the renewal is left to
    /// a later request: a page that does not need the container must not fail by it.
    private mutating func renewOrUpdate() async throws(SessionError) {
        renews = isRenewalDue
        guard renews else { return try await update() }
        let isReading = state.isReading
        state.changes.rotates = true
        do {
            try await update()
        } catch {
            guard error.isOutage ? !mayHaveStored : isReading && error.code == .rotated else {
                throw error
            }
            manager.noteOutage(error)
            await undo()
            postponeRenewal()
            try await update()
        }
    }

    /// Whether the container that was asked last was to store something, so that asking it again
    /// might store it twice.
    private var mayHaveStored: Bool {
        rotation.map { !state[container: $0.current].operations.isEmpty } ?? false
    }

    private mutating func postponeRenewal() {
        renews = false
        state.changes.rotates = false
        rotation = nil
        missing = []
    }

    /// Goes by the clock of the store alone, which dated the secret: the one of this machine
    /// may be another.
    private var isRenewalDue: Bool {
        let container = state[container: ""]
        guard let renewal = manager.renewal, !state.changes.rotates, !state.changes.revokes,
            !state.isSuperseded, let record = container.record, let time = container.time
        else { return false }
        return record.rotated.duration(to: time) >= renewal.interval
    }

    // MARK: Replaced secrets

    /// What a client writes whose secret was replaced a moment ago goes to no second session:
    /// its cookie would take the place of the one that the client has just been given.
    private func refuseReplaced() throws(SessionError) {
        guard state.isReplaced, state.client.clientID != nil, !state.isReading else { return }
        throw .rotated(store: manager.containers.default.store.name)
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
        guard !state.changes.rotates else { return try await rotate(id) }
        for name in order {
            try await update(container: name, id: id)
        }
    }

    /// Whatever can conflict comes first, while nothing is stored yet.
    private var order: [String] {
        let names = manager.containers.names
        return names.filter { state[container: $0].compares }
            + names.filter { !state[container: $0].compares }
    }

    private mutating func update(
        container name: String,
        id: ClientID
    ) async throws(SessionError) {
        let container = state[container: name]
        guard !container.operations.isEmpty || !state.changes.isEmpty else { return }
        // Whoever expects that there is none asks anew: what it writes may be in another container.
        if case .absent = container.status, name.isEmpty || !container.onlyExpects {
            missing.append(name)
            return
        }
        let commit = commit(for: name, newSecretHash: nil)
        switch try await send(commit, container: name, id: id) {
        case .committed(let record):
            take(record, container: name)
            state[container: name].settle()
        case let answer: try lost(name, answer)
        }
    }

    mutating func take(_ record: SessionRecord, container name: String) {
        hasStored = true
        let before = state[container: name].record?.lastAccess
        state.wasTouched = state.wasTouched || before != record.lastAccess
        state.isVerified = true
        state[container: name].status = .alive(record)
    }

    /// A record took no commit.
    ///
    /// An error where something conflicts, where this request saw it alive, or another one
    /// replaced its secret a moment ago; otherwise the data may go to a new session.
    mutating func lost(
        _ name: String,
        _ answer: SessionCommitResult
    ) throws(SessionError) {
        if case .conflict(let fields) = answer { throw conflict(fields, container: name) }
        guard let result = answer.missedRead else { return }
        let store = manager.containers[name].store.name
        if name.isEmpty, let refusal = result.refusal {
            manager.events.record(.refused(refusal), store: store)
        }
        if state[container: name].isAlive,
            let error = SessionError(endedSession: result, store: store)
        {
            throw error
        }
        if case .rotated = result { throw .rotated(store: store) }
        missing.append(name)
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
