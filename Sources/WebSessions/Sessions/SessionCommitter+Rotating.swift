/// Replacing the secret in all containers.
///
/// The default container decides, and is asked last: until then the client's secret is the
/// present one. The named containers take the new secret before it, and let the old one read
/// while they wait. Where anything fails, everything gets the old secret back, and the client
/// goes on with its cookie.
extension SessionCommitter {
    mutating func rotate(_ id: ClientID) async throws(SessionError) {
        let new = try rotatedClientID(id)
        rotation = SessionRotation(old: id, new: new)
        try await storeComparisons(id)
        for name in manager.containers.names.dropFirst() {
            try await prepare(container: name, id: id, new: new)
        }
        try await makeNamed(id, new)
        try await decide(id, new)
        if hasBegunRotating { issued = new }
    }

    /// Whether any record has the new secret.
    private var hasBegunRotating: Bool {
        guard let rotation else { return false }
        return rotation.isDecided || !rotation.prepared.isEmpty || !made.isEmpty && !hasNewID
    }

    /// The id that opens a container's record now.
    func present(_ id: ClientID, container name: String) -> ClientID {
        guard name.isEmpty, let rotation, !rotation.isDecided else { return id }
        return rotation.old
    }

    // MARK: Named containers

    /// Stores what can conflict before anything is rotated: a conflict after it would find a part
    /// stored, so that the handler could not be run again.
    private mutating func storeComparisons(_ id: ClientID) async throws(SessionError) {
        for name in manager.containers.names.dropFirst() where state[container: name].compares {
            try await storeOperations(container: name, id: id)
        }
        let named = manager.containers.names.dropFirst()
        let isAlone = named.allSatisfy { state[container: $0].operations.isEmpty }
        if !isAlone, state[container: ""].compares {
            try await storeOperations(container: "", id: id)
        }
    }

    private mutating func storeOperations(
        container name: String,
        id: ClientID
    ) async throws(SessionError) {
        let commit = SessionCommit(
            state[container: name].operations,
            policy: manager.containers[name].policy,
            limits: manager.containers[name].limits
        )
        rotation?.current = name
        switch try await send(commit, container: name, id: id) {
        case .committed(let record):
            take(record, container: name)
            state[container: name].settle()
        case .conflict(let fields): throw conflict(fields, container: name)
        // The rotation finds the same, and decides what becomes of it.
        case .gone, .rotated, .wrongSecret, .expired: break
        }
    }

    /// Gives a record the new secret.
    ///
    /// A record that was absent is asked for anew: one with the old secret must not stay behind.
    private mutating func prepare(
        container name: String,
        id: ClientID,
        new: ClientID
    ) async throws(SessionError) {
        let container = manager.containers[name]
        let commit = SessionCommit(
            state[container: name].operations,
            policy: container.policy,
            limits: container.limits,
            newSecretHash: new.secretHash,
            grace: keptGrace ?? SessionRotation.patience
        )
        rotation?.current = name
        // Where the answer is lost, it may have the new secret.
        rotation?.prepared.append(name)
        let answer = try await send(commit, container: name, id: id)
        if case .committed(let record) = answer {
            let isStoring = hasStored || !commit.operations.isEmpty
            take(record, container: name)
            hasStored = isStoring
            return state[container: name].settle()
        }
        rotation?.prepared.removeLast()
        try lost(name, answer)
    }

    /// The grace of a renewal, which the old secret keeps; nil where it is refused at the end.
    private var keptGrace: Duration? {
        guard renews, let grace = manager.renewal?.grace, grace > .zero else { return nil }
        return grace
    }

    /// Makes the first records of named containers under the new secret, while a failure leaves
    /// the client as it was.
    private mutating func makeNamed(
        _ id: ClientID,
        _ new: ClientID
    ) async throws(SessionError) {
        let names = missing.filter { !$0.isEmpty && needsRecord($0) }
        guard !names.isEmpty else { return }
        if !state.isVerified { try await verifyElsewhere() }
        guard state.isVerified else { return }
        for name in names {
            rotation?.current = name
            try await make(container: name, id: id, new: new)
        }
        missing.removeAll(where: names.contains)
    }

    private mutating func make(
        container name: String,
        id: ClientID,
        new: ClientID
    ) async throws(SessionError) {
        let commit = creation(of: name)
        do {
            return try await makeRecord(commit, container: name, id: new)
        } catch {
            guard error.code == .duplicate else { throw error }
        }
        // Another request of the same client made it first.
        try await prepare(container: name, id: id, new: new)
        guard rotation?.prepared.contains(name) == false else { return }
        try await makeAgain(commit, container: name, id: new)
    }

    // MARK: The default container

    private mutating func decide(_ id: ClientID, _ new: ClientID) async throws(SessionError) {
        if case .absent = state[container: ""].status, !hasBegunRotating {
            missing.append("")
            return
        }
        try await remember(id)
        rotation?.current = ""
        rotation?.isDecided = true
        let commit = commit(for: "", newSecretHash: new.secretHash)
        switch try await send(commit, container: "", id: id) {
        case .committed(let record):
            take(record, container: "")
            state[container: ""].settle()
        case let answer:
            rotation?.isDecided = false
            try leaveUndecided(answer)
        }
    }

    /// Without a record of the default container the named ones are the session.
    private mutating func leaveUndecided(
        _ answer: SessionCommitResult
    ) throws(SessionError) {
        let store = manager.containers.default.store.name
        if case .rotated = answer { throw .rotated(store: store) }
        if case .wrongSecret = answer, hasBegunRotating { throw .rotated(store: store) }
        guard case .absent = state[container: ""].status else { return try lost("", answer) }
        if case .conflict(let fields) = answer { throw conflict(fields, container: "") }
        missing.append("")
    }

    /// Notes who was logged in, for a login that is taken back.
    private mutating func remember(_ id: ClientID) async throws(SessionError) {
        if case .unknown = state[container: ""].status, manager.principalLimit != nil,
            state.changes.principal != nil,
            case .found(let snapshot) = try await look(container: "", id: id)
        {
            state[container: ""].status = .alive(snapshot.record)
        }
        rotation?.before = state[container: ""].record
    }

    // MARK: The end

    /// Ends the waiting of the named containers, and tells them who logged in.
    ///
    /// The rotation is decided: a container that does not answer cannot stop it. The old secret
    /// then reads there until its grace is over.
    func finishRotating() async {
        guard let rotation, hasBegunRotating else { return }
        manager.events.record(renews ? .renewed : .rotated)
        for name in manager.containers.names.dropFirst() where !made.contains(name) {
            do {
                try await finish(rotation, container: name)
            } catch {
                manager.noteOutage(error)
            }
        }
    }

    /// A slow request may have made a record since the container was asked; the old secret must
    /// not open it.
    private func finish(
        _ rotation: SessionRotation,
        container name: String
    ) async throws(SessionError) {
        let isPrepared = rotation.prepared.contains(name)
        guard !isPrepared || keptGrace == nil else { return }
        var commit = commit(for: name, newSecretHash: rotation.new.secretHash)
        commit.operations = []
        let id = isPrepared ? rotation.new : rotation.old
        switch try await send(commit, container: name, id: id) {
        case .rotated, .wrongSecret:
            if !isPrepared { try await revoke(id, container: name, secretHash: nil) }
        case .committed, .conflict, .gone, .expired: break
        }
    }

    // MARK: Taking back

    /// Gives every record the secret back that the client has, and ends those that were made
    /// under one that it will not learn.
    mutating func undo() async {
        if let rotation {
            let names = (rotation.isDecided ? [""] : []) + rotation.prepared
            for name in names {
                try? await restore(rotation, container: name)
            }
        }
        guard hasNewID || rotation != nil, let id = issued ?? rotation?.new else { return }
        for name in made {
            try? await revoke(id, container: name, secretHash: id.secretHash)
            state[container: name].status = .absent
        }
        made = []
        if hasNewID { hasStored = false }
    }

    private func restore(
        _ rotation: SessionRotation,
        container name: String
    ) async throws(SessionError) {
        let container = manager.containers[name]
        var commit = SessionCommit(
            policy: container.policy,
            limits: container.limits,
            newSecretHash: rotation.old.secretHash
        )
        if name.isEmpty {
            let before = rotation.before
            commit.principal = state.changes.principal.map { _ in before?.principal }
            commit.expiry = state.changes.expiry.map { _ in before?.expiry ?? .configured }
        }
        _ = try await send(commit, container: name, id: rotation.new)
    }
}
