// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// One call of a store: all that is sent for it shares its time.
struct PostgresCall: Sendable {
    /// When its caller stops waiting.
    let deadline: ContinuousClock.Instant

    /// Begins a call now.
    init(timeout: Duration) {
        deadline = .now + timeout
    }
}

/// What the clock of a server says, reckoned from one look at it with this machine's
/// monotonic clock: no step of this machine's wall clock changes it.
struct PostgresServerTime: Sendable {
    let sampled: ContinuousClock.Instant
    let milliseconds: Int64

    /// The server's time at an instant of this machine.
    func milliseconds(at instant: ContinuousClock.Instant) -> Int64 {
        milliseconds + sampled.duration(to: instant).milliseconds
    }
}
#endif
