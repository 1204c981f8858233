// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

/// What the clock of a server says, reckoned from one look at it with this machine's
/// monotonic clock: no step of this machine's wall clock changes it.
struct RedisServerTime: Sendable {
    private let sampled: NIODeadline
    private let milliseconds: Int64

    init(milliseconds: Int64, sampled: NIODeadline) {
        self.milliseconds = milliseconds
        self.sampled = sampled
    }

    /// The reply to `TIME`: seconds, and microseconds.
    init?(reply: RESPValue, sampled: NIODeadline) {
        guard let parts = reply.elements, parts.count == 2, let seconds = parts[0].number,
            let microseconds = parts[1].number
        else { return nil }
        self.init(milliseconds: seconds &* 1000 &+ microseconds / 1000, sampled: sampled)
    }

    /// The server's time at an instant of this machine.
    func milliseconds(at instant: NIODeadline) -> Int64 {
        milliseconds + (instant - sampled).nanoseconds / 1_000_000
    }
}
#endif
