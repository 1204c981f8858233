// SPDX-License-Identifier: Apache-2.0

/// Ending a session, by a logout or because another principal logs in to it.
extension SessionCommitter {
    /// Ends the session also where its secret was replaced meanwhile: a rotation that was faster
    /// must not keep it alive.
    ///
    /// Where the request has several valid ids, none of them lives on. What named containers
    /// keep is out of reach then; that they do not answer is no reason to fail.
    mutating func end() async throws(SessionError) {
        let others = manager.clientIDs.otherClientIDs(in: request).map { SessionRecordKey($0) }
        for key in [state.key(of: "")].compactMap(\.self) + others {
            try await manager.end(key, &ended)
        }
        state = state.ended
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
        let key = SessionRecordKey(left.id)
        let answer = try await manager.commit(commit, to: key, container: "")
        if case .committed = answer { return }
        rotation = nil
        if let refusal = refusal(of: answer, container: "") { throw refusal }
    }

    /// Removes what named containers keep of the session that was left.
    func clearLeft() async {
        guard let left = state.left else { return }
        manager.events.record(.revoked, store: manager.containers.default.store.name)
        await manager.clearWhatAnswers(of: left.id.locator)
    }
}
