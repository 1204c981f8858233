// SPDX-License-Identifier: Apache-2.0

/// A store together with the policy for the sessions in it: zope.session's
/// `ISessionDataContainer`.
///
/// `Sendable`.
public struct SessionContainer: Sendable {
    /// Where the records are.
    public let store: any SessionStore
    /// Timeout, resolution and lifetime.
    public let policy: SessionPolicy
    /// The budgets.
    public let limits: SessionLimits

    /// Makes a container.
    ///
    /// Containers may share a store.
    ///
    /// - Parameters:
    ///   - store: where the records are.
    ///   - policy: by default an hour of inactivity, recorded every ten minutes.
    ///   - limits: by default 64 KiB for a value and 1 MiB for a session.
    public init(
        store: any SessionStore,
        policy: SessionPolicy = SessionPolicy(),
        limits: SessionLimits = SessionLimits()
    ) {
        self.store = store
        self.policy = policy
        self.limits = limits
    }
}
