/// Ending a session, by a logout or because another principal logs in to it.
extension SessionCommitter {
    /// Ends the session whatever its secret is by now: a rotation that was faster must not
    /// keep it alive.
    ///
    /// Where the request has several valid ids, none of them lives on. What named containers
    /// keep is out of reach then; that they do not answer is no reason to fail.
    mutating func end() async throws(SessionError) {
        guard let locator = state.locator else { return }
        let others = manager.clientIDs.otherClientIDs(in: request).map(\.locator)
        for locator in [locator] + others {
            if try await manager.revoke(locator, container: "") {
                manager.events.record(.revoked, store: manager.containers.default.store.name)
            }
            await clearData(of: locator)
        }
        state = state.ended
    }

    private func clearData(of locator: SessionLocator) async {
        do {
            try await manager.clearData(of: [locator])
        } catch {
            manager.noteOutage(error)
        }
    }

    /// Closes the session of the principal before: its secret is replaced by one that nobody
    /// gets, and it ends when no request with the old one can be under way any more.
    ///
    /// Until then a second login with the old cookie is told that it came too late. Where
    /// anything fails afterwards, the session is restored.
    mutating func leave() async throws(SessionError) {
        guard let left = state.left else { return }
        state.take(try await manager.kept(of: left))
        let container = manager.containers.default
        let new = try manager.clientIDs.rotatedClientID(left.id)
        let commit = SessionCommit(
            state.left?.expectations ?? [],
            policy: container.policy,
            limits: container.limits,
            newSecretHash: new.secretHash,
            principal: .some(nil),
            expiry: .idle(SessionSecrets.memory)
        )
        rotation = SessionRotation(old: left.id, new: new, before: left.record)
        let answer = try await manager.ask("", to: StoreCall(commit)) { store in
            try await store.commit(left.id.locator, secretHash: left.id.secretHash, commit)
        }
        if case .committed = answer { return }
        rotation = nil
        if case .conflict(let fields) = answer { throw conflict(fields, container: "") }
        let store = container.store.name
        if let result = answer.missedRead,
            let error = SessionError(endedSession: result, store: store)
        {
            throw error
        }
    }

    /// Removes what named containers keep of the session that was left.
    func clearLeft() async {
        guard let left = state.left else { return }
        manager.events.record(.revoked, store: manager.containers.default.store.name)
        await clearData(of: left.id.locator)
    }
}
