// SPDX-License-Identifier: Apache-2.0

/// Replaces secrets from time to time, without a login: the renewal timeout of the OWASP
/// Session Management Cheat Sheet.
///
/// The age of a secret is told by the store's clock. The request that finds the secret due gives
/// the client a new one. Requests that are on their way with the old one can still read for the
/// grace; what they write is refused as ``SessionErrorCode/rotated``, for at least half a
/// minute. `Sendable`.
public struct SessionRenewal: Sendable, Hashable {
    /// How old a secret becomes.
    public let interval: Duration
    /// How long the old secret reads; 30 seconds by default.
    public let grace: Duration

    /// Makes a rule.
    public init(every interval: Duration, grace: Duration = .seconds(30)) {
        self.interval = interval
        self.grace = grace
    }
}

extension SessionManager {
    /// Whether a commit replaces the secret without a login.
    ///
    /// Goes by the clock of the store alone, which dated the secret: the one of this machine
    /// may be another.
    ///
    /// What links and forms carry is not renewed, nor what somebody else issues: the pages that
    /// are open would lose their session.
    func isRenewalDue(for state: SessionState, _ request: ClientRequest) -> Bool {
        let container = state[container: ""]
        guard let renewal, !state.changes.rotates, !state.changes.revokes, !state.isSuperseded,
            let record = container.record, let time = container.time,
            let id = state.client.clientID,
            record.rotated.duration(to: time) >= renewal.interval
        else { return false }
        return clientIDs.carriers(of: id, in: request, now: clock.now).isEmpty
            && !clientIDs.fields(issuing: id, to: request, lifetime: nil, now: clock.now).isEmpty
    }
}
