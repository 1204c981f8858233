// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a handler may want to know of its own session, such as for "you will be signed out in
/// two minutes".
///
/// ```swift
/// if let remaining = try await session.info?.remaining, remaining < .seconds(120) {
///     warn(signedOutIn: remaining)
/// }
/// ```
///
/// All times are by the clock of the store. `Sendable`.
public struct SessionInfo: Sendable, Hashable {
    /// When the session was made.
    public let created: SessionInstant
    /// When it was last used, up to the resolution of its container.
    public let lastAccess: SessionInstant
    /// When it ends unless it is used again; nil where inactivity does not end it.
    ///
    /// Use moves it on in the steps of the resolution, so that it may be that much earlier
    /// than the timeout from now.
    public let timeoutEnd: SessionInstant?
    /// When it ends however much it is used, by the lifetime of its container or a date of
    /// its own; nil where nothing but inactivity ends it.
    public let lifetimeEnd: SessionInstant?
    /// Who is logged in.
    public let principal: String?
    /// What lists of sessions call the client, such as `Firefox on Linux`.
    public let clientHint: String?
    /// When this was found out.
    public let time: SessionInstant

    /// From when on the session is refused: the earlier of ``timeoutEnd`` and
    /// ``lifetimeEnd``; nil for never.
    public var end: SessionInstant? { [timeoutEnd, lifetimeEnd].compactMap(\.self).min() }

    /// How long the session lives on from ``time`` if it is not used again; nil for ever.
    public var remaining: Duration? { end.map(time.duration(to:)) }
}

extension Session {
    /// What is known of the session in its default container; nil where the client has none.
    ///
    /// Comes with the values: it asks the store only where nothing was loaded yet. What this
    /// request has written is not in it, but for a login.
    ///
    /// - Throws: what ``load(_:)-(SessionReads)`` throws.
    public var info: SessionInfo? {
        get async throws(SessionError) {
            try await loadRecord()
            return loadedInfo
        }
    }

    /// What is known of the session without asking a store; see ``info``.
    public var loadedInfo: SessionInfo? {
        state.withLock { state in
            let container = state[container: ""]
            guard let record = container.record, let time = container.time else { return nil }
            return SessionInfo(
                created: record.created,
                lastAccess: record.lastAccess,
                timeoutEnd: record.idleEnd,
                lifetimeEnd: record.fixedEnd,
                principal: state.changes.principal ?? record.principal,
                clientHint: state.changes.clientHint ?? record.clientHint,
                time: time
            )
        }
    }
}
