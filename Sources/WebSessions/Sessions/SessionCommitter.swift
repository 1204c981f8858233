// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Stores what a session recorded.
///
/// The record of the default container is the session: it alone has the client's secret, and is
/// logged in to, replaced and ended. Named containers keep data beside it; they are asked only
/// where it was found.
struct SessionCommitter {
    var manager: SessionManager
    let request: ClientRequest
    var state: SessionState
    /// The client id that the response must give to the client.
    var issued: ClientID?
    /// Whether any store has changed anything for this commit.
    var hasStored = false
    /// The replacement of the secret, once the store was asked for it.
    var rotation: SessionRotation?
    /// Whether it is replaced without a login.
    var renews = false
    /// The sessions that this commit has ended, and that are to be told of.
    var ended: [SessionLocator] = []
    /// The containers in which this commit made records of a session that it began.
    var made: [String] = []

    /// Returns the response fields for the client id.
    mutating func run() async throws(SessionError) -> [HTTPField] {
        if state.changes.revokes { try await end() }
        try refuseReplaced()
        try await manager.checkLimit(of: state.changes.newPrincipal, besides: state.locator)
        do {
            try await verify()
            try await leave()
            try await renewOrUpdate()
            if !state[container: ""].isAlive { try await begin() }
            let own = issued?.locator ?? state.locator
            let principal = state.changes.newPrincipal
            try await manager.enforceLimit(of: principal, besides: own, &ended)
        } catch {
            await undo()
            throw error
        }
        await clearLeft()
        if rotation != nil, state.left == nil {
            manager.events.record(renews ? .renewed : .rotated)
        }
        return manager.fields(for: state, issuing: issued, to: request)
    }

    /// What a client writes whose secret was replaced a moment ago goes to no second session:
    /// its cookie would take the place of the one that the client has just been given.
    private func refuseReplaced() throws(SessionError) {
        guard state.isReplaced, state.client.clientID != nil, !state.isReading else { return }
        throw .rotated(store: manager.containers.default.store.name)
    }

    // MARK: The session's own record

    /// Finds out whether the session lives, where that must be known before anything is stored:
    /// for the data of named containers, and for whose session a login takes over.
    private mutating func verify() async throws(SessionError) {
        let container = state[container: ""]
        // What compares is committed first, and finds it out by that.
        let asksForData = !changedNames.isEmpty && !(container.isAlive && container.compares)
        let asksForLogin = !container.isAlive && state.changes.needsRecord
        guard !container.isAbsent, asksForData || asksForLogin, let key = state.key(of: "") else {
            return
        }
        let policy = container.isAlive ? nil : manager.containers.default.policy
        let result = try await manager.read(key, container: "", touch: policy)
        guard case .found(let snapshot) = result else { return try lost(result) }
        let store = manager.containers.default.store.name
        guard !snapshot.isSuperseded else { throw .rotated(store: store) }
        state.find(snapshot, reads: .nothing)
    }

    /// The named containers to which something is to be stored.
    private var changedNames: [String] {
        manager.containers.names.dropFirst().filter { !state[container: $0].operations.isEmpty }
    }

    /// The session's record took no commit, or was not found.
    ///
    /// An error where this request saw it alive, or another one replaced its secret a moment
    /// ago; otherwise the data may go to a new session.
    private mutating func lost(_ result: SessionReadResult) throws(SessionError) {
        let store = manager.containers.default.store.name
        if let refusal = result.refusal { manager.events.record(.refused(refusal), store: store) }
        if case .rotated = result { throw .rotated(store: store) }
        if state[container: ""].isAlive,
            let error = SessionError(endedSession: result, store: store)
        {
            throw error
        }
        state[container: ""].status = .absent
    }

    // MARK: Updating

    /// Updates what is stored.
    ///
    /// What can conflict comes first, while nothing is stored yet. The session's own record comes
    /// last, and with it whatever concerns the session as a whole: until then the client's
    /// secret is the present one, and who was logged in is.
    mutating func update() async throws(SessionError) {
        guard !state[container: ""].isAbsent else { return }
        let names = changedNames
        if !names.isEmpty, state[container: ""].compares { try await commit(isLast: false) }
        let comparing = names.filter { state[container: $0].compares }
        let others = names.filter { !state[container: $0].compares }
        for name in comparing + others {
            try await storeData(in: name)
        }
        try await commit(isLast: true)
        await extendData(but: names)
    }

    private mutating func commit(isLast: Bool) async throws(SessionError) {
        let isNeeded = !state[container: ""].operations.isEmpty || isLast && !state.changes.isEmpty
        guard isNeeded else { return }
        var new: ClientID?
        if isLast, state.changes.rotates, let id = state.client.clientID {
            let fresh = try clientID(replacing: id)
            let before = state[container: ""].record
            rotation = SessionRotation(old: id, new: fresh, before: before)
            new = fresh
        }
        let commit = isLast ? ownCommit(new?.secretHash) : SessionCommit(in: "", self)
        switch try await send(commit, container: "") {
        case .committed(let record):
            take(record, container: "")
            issued = new
        case let answer:
            rotation = nil
            if let result = answer.missedRead { return try lost(result) }
            if let refusal = refusal(of: answer, container: "") { throw refusal }
        }
    }

    /// What becomes of the session's own record.
    func ownCommit(_ newSecretHash: SessionSecretHash? = nil) -> SessionCommit {
        var commit = SessionCommit(in: "", self)
        commit.operations += loginNote
        commit.newSecretHash = newSecretHash
        commit.grace = renews ? manager.renewal?.grace ?? .zero : .zero
        commit.principal = state.changes.principal
        commit.expiry = state.changes.expiry
        commit.clientHint = state.changes.clientHint
        return commit
    }

    mutating func take(_ record: SessionRecord, container name: String) {
        hasStored = true
        let before = state[container: name].record?.lastAccess
        state.wasTouched = state.wasTouched || before != record.lastAccess
        state.isVerified = true
        state[container: name].status = .alive(record)
        state[container: name].settle()
    }

    func send(
        _ commit: SessionCommit,
        container name: String
    ) async throws(SessionError) -> SessionCommitResult {
        guard let key = state.key(of: name) else { return .gone }
        return try await manager.commit(commit, to: key, container: name)
    }

    /// Why a commit is not stored, as an error of this request; nil where it is.
    func refusal(of answer: SessionCommitResult, container name: String) -> SessionError? {
        let store = manager.containers[name].store.name
        guard case .conflict(let fields) = answer else {
            return answer.missedRead.flatMap { SessionError(endedSession: $0, store: store) }
        }
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

extension SessionCommit {
    /// The operations that are recorded for a container.
    init(in name: String, _ committer: SessionCommitter) {
        let container = committer.manager.containers[name]
        self.init(
            committer.state[container: name].operations,
            policy: container.policy,
            limits: container.limits
        )
    }
}
