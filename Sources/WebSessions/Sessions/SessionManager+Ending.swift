// SPDX-License-Identifier: Apache-2.0

/// Ending a session by its own secret.
extension SessionManager {
    /// Ends a session whose secret is shown; another one stays.
    ///
    /// Whoever calls tells of the end of one that was there, and is noted.
    func end(
        _ key: SessionRecordKey,
        _ ended: inout [SessionLocator]
    ) async throws(SessionError) {
        guard try await mayEnd(key) else { return }
        if try await revoke(key.locator, cause: .loggedOut, container: "") {
            events.record(.revoked, store: containers.default.store.name)
            ended.append(key.locator)
        }
        await clearWhatAnswers(of: key.locator)
    }

    /// Whether a secret is the session's, or was it until half a minute ago.
    ///
    /// An older one, which may have been planted or copied, ends nobody's session. A record
    /// that cannot be read is its own visitor's to end.
    private func mayEnd(_ key: SessionRecordKey) async throws(SessionError) -> Bool {
        do {
            switch try await read(key, container: "") {
            case .found, .rotated: return true
            case .absent, .wrongSecret, .expired: return false
            }
        } catch {
            guard error.unreadableRecord != nil else { throw error }
            return true
        }
    }

    /// Removes what named containers keep of a session that is over, where they answer: it is
    /// out of reach anyway.
    func clearWhatAnswers(of locator: SessionLocator) async {
        do {
            try await clearData(of: [locator])
        } catch {
            noteOutage(error)
        }
    }
}
