// SPDX-License-Identifier: Apache-2.0

/// Replacing the secret, and taking that back.
extension SessionCommitter {
    /// Updates the records, and renews the secret where that is due.
    ///
    /// Of concurrent requests one gives the client its new secret. The others are not
    /// concerned, unless they write. A page that needs nothing of the store but the renewal must
    /// not fail by it: it is left to a later request.
    mutating func renewOrUpdate() async throws(SessionError) {
        let needsCommit = !state[container: ""].operations.isEmpty || !state.changes.isEmpty
        renews = manager.isRenewalDue(for: state, request)
        guard renews else { return try await update() }
        state.changes.rotates = true
        do {
            try await update()
        } catch {
            let isPostponed = error.isOutage ? rotation != nil : error.code == .rotated
            guard !needsCommit, isPostponed else { throw error }
            manager.noteOutage(error)
            await undo()
            rotation = nil
            renews = false
            state.changes.rotates = false
        }
    }

    /// Gives the session the secret back that the client has, or ends one that it will not
    /// learn of.
    ///
    /// A store is asked here even where its circuit breaker is open: nobody else asks later.
    mutating func undo() async {
        let careful = manager
        manager = careful.insisting
        defer { manager = careful }
        for name in made {
            guard let key = state.key(of: name) else { continue }
            _ = try? await manager.revoke(key.locator, secretHash: key.hash, container: name)
        }
        if !made.isEmpty { hasStored = false }
        if let rotation { try? await restore(rotation) }
    }

    private func restore(_ rotation: SessionRotation) async throws(SessionError) {
        let container = manager.containers.default
        let before = rotation.before
        let commit = SessionCommit(
            policy: container.policy,
            limits: container.limits,
            newSecretHash: rotation.old.secretHash,
            principal: before.map(\.principal),
            expiry: before.map(\.expiry)
        )
        let key = SessionRecordKey(rotation.new)
        _ = try await manager.commit(commit, to: key, container: "")
    }
}
