// SPDX-License-Identifier: Apache-2.0

/// Ends in the memory of the process that nobody was told of, by when they may be given.
package struct UntoldEnds: Sendable {
    private var queue = ExpiryQueue<SessionEnd>()
    private var ends: [SessionLocator: Set<SessionEnd>] = [:]

    package init() {}

    /// Keeps the end of a record that was removed for `cause`.
    package mutating func keep(
        _ end: SessionEnd,
        revokedAs cause: SessionEndCause,
        at now: SessionInstant
    ) {
        queue.set(end, end: end.due(revokedAs: cause, at: now))
        ends[end.locator, default: []].insert(end)
    }

    /// Gives ends that are due, and are not for a while then.
    package mutating func give(limit: Int, at now: SessionInstant) -> [SessionEnd] {
        var given: [SessionEnd] = []
        while given.count < limit, let end = queue.popDue(at: now) { given.append(end) }
        for end in given { queue.set(end, end: now.advanced(by: SessionEnd.patience)) }
        return given
    }

    package func ends(of locator: SessionLocator) -> [SessionEnd] {
        (ends[locator] ?? []).sorted { $0.ended < $1.ended }
    }

    package mutating func forget(_ told: [SessionEnd]) {
        for end in told {
            queue.set(end, end: nil)
            ends[end.locator]?.remove(end)
            if ends[end.locator]?.isEmpty == true { ends[end.locator] = nil }
        }
    }
}

extension SessionEnd {
    /// From when on an end is given: whoever revokes tells of it first.
    package func due(revokedAs cause: SessionEndCause, at now: SessionInstant) -> SessionInstant {
        let isRevoked = self.cause == cause && cause != .expired
        return isRevoked ? now.advanced(by: Self.patience) : now
    }
}
