/// Replaces secrets from time to time, without a login: the renewal timeout of the OWASP
/// Session Management Cheat Sheet.
///
/// The age of a secret is told by the store's clock. The request that finds the secret due gives the client a new one. Requests that are on
/// their way with the old one can still read for the grace; what they write is refused as
/// ``SessionErrorCode/rotated``, for at least half a minute. `Sendable`.
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
