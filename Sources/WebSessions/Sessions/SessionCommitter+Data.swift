// SPDX-License-Identifier: Apache-2.0

/// The data that named containers keep of a session.
extension SessionCommitter {
    /// Stores what is recorded, in a new record where there is none.
    mutating func storeData(in name: String) async throws(SessionError) {
        let container = state[container: name]
        let isNew = container.isAbsent && !container.compares
        if !isNew, try await updateData(in: name) { return }
        guard state.needsRecord(in: name) else { return }
        do {
            return try await make(name)
        } catch {
            guard error.code == .duplicate else { throw error }
        }
        // Another request of the same client made it first, or an earlier session had it.
        if try await !updateData(in: name) { try await replaceData(in: name) }
    }

    /// Returns whether there is a record.
    private mutating func updateData(in name: String) async throws(SessionError) -> Bool {
        var commit = SessionCommit(in: name, self)
        commit.expiry = state.changes.expiry
        let answer = try await send(commit, container: name)
        if case .committed(let record) = answer {
            take(record, container: name)
            return true
        }
        let refusal = refusal(of: answer, container: name)
        if let refusal, refusal.code == .conflict || state[container: name].isAlive {
            throw refusal
        }
        return false
    }

    /// Makes a record in the place of one that belongs to an earlier session under the same
    /// locator.
    private mutating func replaceData(in name: String) async throws(SessionError) {
        guard let key = state.key(of: name) else { return }
        _ = try await manager.revoke(key.locator, container: name)
        try await make(name)
    }

    /// Data ends with its session: it gets an expiry that the session is given.
    ///
    /// A container that does not answer keeps its data for a shorter time.
    func extendData(but names: [String]) async {
        guard let expiry = state.changes.expiry, state[container: ""].isAlive else { return }
        for name in manager.containers.names.dropFirst() where !names.contains(name) {
            let container = manager.containers[name]
            let commit = SessionCommit(
                policy: container.policy,
                limits: container.limits,
                expiry: expiry
            )
            do {
                _ = try await send(commit, container: name)
            } catch {
                manager.noteOutage(error)
            }
        }
    }
}
