// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Tokens that pages get by themselves.
extension Session {
    /// A token for the forms of a page, as ``csrfToken()`` makes it; nil where there is none.
    ///
    /// A page does not fail by it: where the store does not answer, or the client cannot be given
    /// an id, there is none.
    ///
    /// - Parameter begins: whether a session is begun where the client has none. The commit drops
    ///   one that cannot be stored.
    /// - Returns: the token.
    /// - Throws: what loading a session throws, but for an outage.
    package func formToken(begins: Bool) async throws(SessionError) -> String? {
        // That there is no session is something about it, too.
        state.withLock { $0.isAccessed = true }
        do throws(SessionError) {
            if let token = try await csrfToken() { return token }
            return begins && begin() ? try await csrfToken() : nil
        } catch {
            state.withLock { $0.changes.begins = false }
            let getsNoID = [.missingClientID, .foreignClientID].contains(error.code)
            guard getsNoID || error.isOutage else { throw error }
            return nil
        }
    }

    /// Whether a token was made for this session, and it lives.
    ///
    /// - Throws: what loading a session throws.
    package func acceptsFormToken(_ text: String) async throws(SessionError) -> Bool {
        guard try await verifyCSRFToken(text) else { return false }
        try await loadRecord()
        return state.withLock { $0[container: ""].isAlive }
    }

    /// Begins a session, unless the client may have one that this request does not know.
    private func begin() -> Bool {
        state.withLock { state in
            guard case .open = state.phase, state.outage == nil, !state.isWithheld,
                !state.isReplaced, !state.isOpened
            else { return false }
            state.changes.begins = true
            return true
        }
    }
}
