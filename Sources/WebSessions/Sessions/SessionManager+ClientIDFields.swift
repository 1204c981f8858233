// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// What a response tells the client of its id.
extension SessionManager {
    /// The response fields for the client id.
    ///
    /// - Parameters:
    ///   - state: the session after its commit.
    ///   - id: the id that the client must be given; nil for none.
    ///   - request: the request.
    /// - Returns: the fields.
    func fields(
        for state: SessionState,
        issuing id: ClientID?,
        to request: ClientRequest
    ) -> [HTTPField] {
        let expiry = state.changes.expiry ?? state[container: ""].record?.expiry ?? .configured
        if let id { return issue(id, expiry, to: request) }
        guard !state.changes.revokes else { return clientIDs.fields(removingFor: request) }
        guard case .accepted(let id, let isOutdated) = state.client, state.isVerified else {
            return []
        }
        let hasIdleExpiry = if case .idle = expiry { true } else { false }
        let renews = clientIDs.renewsClientIDs || hasIdleExpiry
        let isDue = isOutdated || state.changes.expiry != nil || state.wasTouched && renews
        return isDue ? issue(id, expiry, to: request) : []
    }

    private func issue(
        _ id: ClientID,
        _ expiry: SessionExpiry,
        to request: ClientRequest
    ) -> [HTTPField] {
        let now = clock.now
        let lifetime = Self.lifetime(expiry, at: now)
        return clientIDs.fields(issuing: id, to: request, lifetime: lifetime, now: now)
    }

    private static func lifetime(
        _ expiry: SessionExpiry,
        at now: SessionInstant
    ) -> ClientIDLifetime? {
        switch expiry {
        case .configured: nil
        case .browserSession: .browserSession
        // As long as the record: both are renewed by an access that is recorded.
        case .idle(.zero): .seconds(CookieClientIDManager.longestLifetime)
        case .idle(let duration): .seconds(max(Int(duration.milliseconds / 1000), 0))
        case .date(let date): .seconds(Int(now.duration(to: date).components.seconds))
        }
    }
}
