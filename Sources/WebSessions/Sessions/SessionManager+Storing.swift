// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Storing what a request recorded, also over a record that cannot be read.
///
/// Only a login replaces one: what else a request writes must not end data that a newer
/// version of the library can read. A logout ends it as it is.
extension SessionManager {
    /// What became of a commit.
    struct Stored {
        /// The response fields for the client, or why there are none.
        let result: Result<[HTTPField], SessionError>
        /// Whether any store has changed anything for it.
        let hasStored: Bool
    }

    /// Stores a session, and tells at last which ones it has ended.
    func store(_ state: SessionState, for request: ClientRequest) async -> Stored {
        var committer = SessionCommitter(manager: self, request: request, state: state)
        let result: Result<[HTTPField], SessionError>
        do throws(SessionError) {
            let fields = try await run(&committer)
            result = .success(fields + (try await storeFields()))
        } catch {
            result = .failure(error)
        }
        await tellEnds(of: committer.ended)
        return Stored(result: result, hasStored: committer.hasStored)
    }

    /// Runs; where somebody logs in, takes away what cannot be read, and runs again.
    private func run(
        _ committer: inout SessionCommitter
    ) async throws(SessionError) -> [HTTPField] {
        let state = committer.state
        do throws(SessionError) {
            if state.replacesUnreadable, let outage = state.outage { throw outage }
            return try await committer.run()
        } catch {
            guard error.code == .unreadableRecord, state.replacesUnreadable,
                let keys = try await unreadableKeys(of: committer.state),
                keys[""] != nil || !committer.hasStored
            else { throw error }
            let cleared = try await clear(keys, of: state)
            let (request, ended) = (committer.request, committer.ended)
            committer = SessionCommitter(manager: self, request: request, state: cleared)
            committer.ended = ended
            return try await committer.run()
        }
    }

    /// The session to be stored, once what cannot be read is out of the way.
    private func clear(
        _ keys: [String: SessionRecordKey],
        of state: SessionState
    ) async throws(SessionError) -> SessionState {
        var state = state
        let endsSession = keys[""] != nil
        state.changes.revokes = endsSession
        for (name, key) in keys where !endsSession {
            _ = try await revoke(key.locator, container: name)
        }
        for name in endsSession ? containers.names : Array(keys.keys) {
            state[container: name].status = .absent
        }
        return state
    }

    /// What of the session cannot be read, by container; nil for nothing.
    ///
    /// The commit that failed has found out where named containers keep theirs.
    private func unreadableKeys(
        of state: SessionState
    ) async throws(SessionError) -> [String: SessionRecordKey]? {
        var found: [String: SessionRecordKey] = [:]
        for name in containers.names {
            guard let key = state.key(of: name) else { continue }
            do {
                _ = try await read(key, container: name)
            } catch {
                guard error.code == .unreadableRecord else { throw error }
                noteOutage(error)
                found[name] = key
            }
        }
        return found.isEmpty ? nil : found
    }
}

extension SessionState {
    /// Why nothing can be stored: a record that cannot be read hinders neither its end nor
    /// the login that replaces it.
    var hindrance: SessionError? {
        let endsRecord = changes.revokes || changes.needsRecord
        return outage?.code == .unreadableRecord && endsRecord ? nil : outage
    }

    /// Whether a record that cannot be read gives way.
    fileprivate var replacesUnreadable: Bool {
        client.clientID != nil && changes.needsRecord && !changes.revokes
    }
}
