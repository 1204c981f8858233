// SPDX-License-Identifier: Apache-2.0

/// The administration of one stored session: zope.session's `ISessionData`.
///
/// A pure value: ``isExpired(at:)`` and ``touched(at:policy:)`` are the rules of expiry
/// for every store. `Sendable`.
public struct SessionRecord: Sendable, Hashable {
    /// The storage key.
    public let locator: SessionLocator
    /// When the session was created.
    public let created: SessionInstant
    /// When it was last used, up to the resolution.
    public var lastAccess: SessionInstant
    /// The policy as of the last touch.
    public var policy: SessionPolicy
    /// An expiry of the session's own.
    public var expiry: SessionExpiry
    /// Who is logged in, where somebody is.
    public var principal: String?
    /// Grows by one with each commit that changes something.
    public var version: Int64
    /// Since when the present secret is valid.
    public var rotated: SessionInstant
    /// What the application calls the client, such as `Firefox on Linux`, for lists of
    /// sessions.
    public var clientHint: String?

    /// Makes a record; for stores.
    ///
    /// `rotated` is the time of creation where it is nil.
    public init(
        locator: SessionLocator,
        created: SessionInstant,
        lastAccess: SessionInstant,
        policy: SessionPolicy,
        expiry: SessionExpiry = .configured,
        principal: String? = nil,
        version: Int64 = 1,
        rotated: SessionInstant? = nil,
        clientHint: String? = nil
    ) {
        self.locator = locator
        self.created = created
        self.lastAccess = lastAccess
        self.policy = policy
        self.expiry = expiry
        self.principal = principal
        self.version = version
        self.rotated = rotated ?? created
        self.clientHint = clientHint
    }

    /// The record that a commit makes at `now`.
    public init(_ locator: SessionLocator, createdBy commit: SessionCommit, at now: SessionInstant)
    {
        self.init(
            locator: locator,
            created: now,
            lastAccess: now,
            policy: commit.policy,
            expiry: commit.expiry ?? .configured,
            principal: commit.principal ?? nil,
            clientHint: commit.clientHint
        )
    }

    /// From when on the session is refused; nil for never.
    ///
    /// The recorded access may be older than the last one by up to the resolution, by which
    /// the session may end before its timeout.
    public var end: SessionInstant? {
        [idleEnd, fixedEnd].compactMap(\.self).min()
    }

    /// Whether a principal is logged in: names are compared by their bytes.
    public func isOf(_ principal: String) -> Bool {
        self.principal?.hasBytes(of: principal) == true
    }

    /// Whether the session is refused at `now`, whether or not it was swept.
    public func isExpired(at now: SessionInstant) -> Bool {
        end.map { now >= $0 } ?? false
    }

    /// The record after an access at `now`; nil where the access writes nothing, because
    /// the recorded one is younger than the resolution and the policy is the same.
    ///
    /// Without an idle timeout no access is recorded. A recorded access is never moved
    /// back (zope.session resolves concurrent access times to the maximum).
    public func touched(at now: SessionInstant, policy new: SessionPolicy) -> SessionRecord? {
        let isDue = idleTimeout > .zero && lastAccess.duration(to: now) >= resolution
        guard isDue || new != policy else { return nil }
        var copy = self
        copy.lastAccess = max(lastAccess, now)
        copy.policy = new
        return copy
    }

    /// The record after a commit at `now`, apart from its version.
    ///
    /// The access is recorded as by ``touched(at:policy:)``, and always where the expiry
    /// changes: what was recorded under another kind of expiry may be long ago.
    public func administered(by commit: SessionCommit, at now: SessionInstant) -> SessionRecord {
        var copy = touched(at: now, policy: commit.policy) ?? self
        copy.principal = commit.principal ?? principal
        copy.clientHint = commit.clientHint ?? clientHint
        if commit.newSecretHash != nil { copy.rotated = max(rotated, now) }
        if let expiry = commit.expiry {
            copy.expiry = expiry
            copy.lastAccess = max(lastAccess, now)
        }
        return copy
    }

    private var idleTimeout: Duration {
        switch expiry {
        case .configured, .browserSession: policy.timeout
        case .idle(let timeout): timeout
        case .date: .zero
        }
    }

    /// When the session ends without further use.
    var idleEnd: SessionInstant? {
        guard idleTimeout != .zero else { return nil }
        return lastAccess.advanced(by: max(idleTimeout, .zero))
    }

    /// How old the recorded access may become without ending a session that is used.
    private var resolution: Duration {
        min(policy.resolution, .milliseconds(idleTimeout.milliseconds / 2))
    }

    /// When the session ends however much it is used.
    var fixedEnd: SessionInstant? {
        [lifetimeEnd, dateEnd].compactMap(\.self).min()
    }

    private var lifetimeEnd: SessionInstant? {
        policy.lifetime > .zero ? created.advanced(by: policy.lifetime) : nil
    }

    private var dateEnd: SessionInstant? {
        if case .date(let date) = expiry { date } else { nil }
    }
}
