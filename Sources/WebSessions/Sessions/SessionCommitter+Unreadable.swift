import HTTPTypes

/// Logging in over a record that cannot be read.
///
/// Only a login replaces one: what else a request writes must not end data that a newer
/// version of the library can read. A logout ends it as it is.
extension SessionCommitter {
    /// Runs; where somebody logs in, takes away what cannot be read, and runs again.
    mutating func runPastUnreadable() async throws(SessionError) -> [HTTPField] {
        guard state.client.clientID != nil, state.changes.needsRecord, !state.changes.revokes else {
            return try await run()
        }
        let before = self
        let problem: SessionError
        if let outage = state.outage {
            problem = outage
        } else {
            do {
                return try await run()
            } catch {
                problem = error
            }
        }
        guard problem.code == .unreadableRecord else { throw problem }
        let keys = try await unreadableKeys()
        let endsSession = keys[""] != nil
        guard endsSession || !keys.isEmpty && !hasStored else { throw problem }
        self = before
        state.changes.revokes = endsSession
        for (name, key) in keys where !endsSession {
            _ = try await manager.revoke(key.locator, container: name)
        }
        for name in endsSession ? manager.containers.names : Array(keys.keys) {
            state[container: name].status = .absent
        }
        return try await run()
    }

    /// What of the session cannot be read, by container.
    private func unreadableKeys() async throws(SessionError) -> [String: SessionRecordKey] {
        var found: [String: SessionRecordKey] = [:]
        for name in manager.containers.names {
            guard let key = state.key(of: name) else { continue }
            do {
                _ = try await manager.read(key, container: name)
            } catch {
                guard error.code == .unreadableRecord else { throw error }
                manager.noteOutage(error)
                found[name] = key
            }
        }
        return found
    }
}

extension SessionState {
    /// Why nothing can be stored: a record that cannot be read hinders neither its end nor
    /// the login that replaces it.
    var hindrance: SessionError? {
        let endsRecord = changes.revokes || changes.needsRecord
        return outage?.code == .unreadableRecord && endsRecord ? nil : outage
    }
}
