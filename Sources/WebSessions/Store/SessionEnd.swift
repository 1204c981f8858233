// SPDX-License-Identifier: Apache-2.0

/// The end of a session, as an observer is told of it: without data, secrets and tokens.
///
/// `Sendable`.
public struct SessionEnd: Sendable, Hashable {
    /// For how long a store gives an end to nobody else once it has given it: 30 seconds, by its
    /// own clock.
    public static let patience = Duration.seconds(30)

    /// The session that has ended.
    public let locator: SessionLocator
    /// What ended it.
    public let cause: SessionEndCause
    /// Who was logged in last; nil for nobody, and where the store has nothing left to know it by.
    public let principal: String?
    /// When the session began; nil where the store has nothing left to know it by.
    public let created: SessionInstant?
    /// When it ended, by the clock of the store.
    public let ended: SessionInstant

    /// Makes an end; for stores and tests.
    public init(
        locator: SessionLocator,
        cause: SessionEndCause,
        principal: String? = nil,
        created: SessionInstant? = nil,
        ended: SessionInstant
    ) {
        self.locator = locator
        self.cause = cause
        self.principal = principal
        self.created = created
        self.ended = ended
    }

    /// The end of a record that is removed at `now`, for `cause` unless it has expired by then.
    ///
    /// A record that its last principal has left, because another one logged in, was logged out.
    package init(
        _ locator: SessionLocator,
        created: SessionInstant?,
        expiring end: SessionInstant?,
        principal: String?,
        lastPrincipal: String?,
        cause: SessionEndCause,
        at now: SessionInstant
    ) {
        let expired = end.flatMap { now >= $0 ? $0 : nil }
        let wasLeft = principal == nil && lastPrincipal != nil
        self.init(
            locator: locator,
            cause: expired == nil ? cause : wasLeft ? .loggedOut : .expired,
            principal: principal ?? lastPrincipal,
            created: created,
            ended: expired ?? now
        )
    }
}

/// What ended a session.
///
/// `Sendable`.
@nonexhaustive public enum SessionEndCause: String, Sendable, CaseIterable {
    /// Its time was over.
    case expired
    /// Its visitor logged out, or another one logged in to it.
    case loggedOut = "logged-out"
    /// The application or its administration ended it, or a limit of sessions did.
    case revoked
}

/// What an application does when a session has ended, such as giving back what a cart has
/// reserved.
///
/// <doc:Ends> says when it is called. It must bear to be told of an end twice. Where it throws, or
/// takes too long, in which case it is cancelled, it is told again.
public typealias SessionEndObserver = @Sendable (SessionEnd) async throws -> Void
