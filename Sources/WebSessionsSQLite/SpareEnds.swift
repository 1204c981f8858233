// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Synchronization
import WebSessions

/// Ends for which a full file has no room: what is to end must not live on for that.
///
/// They are in the memory of the process until they were told.
final class SpareEnds: Sendable {
    private let ends = Mutex(UntoldEnds())

    func keep(_ removal: SQLiteRemoval, at now: SessionInstant) {
        ends.withLock { ends in
            for end in removal.ends { ends.keep(end, revokedAs: removal.cause, at: now) }
        }
    }

    func give(limit: Int, at now: SessionInstant) -> [SessionEnd] {
        ends.withLock { $0.give(limit: limit, at: now) }
    }

    func ends(of locator: SessionLocator) -> [SessionEnd] {
        ends.withLock { $0.ends(of: locator) }
    }

    func forget(_ told: [SessionEnd]) {
        ends.withLock { $0.forget(told) }
    }
}
#endif
