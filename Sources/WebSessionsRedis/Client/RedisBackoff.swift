// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

/// How long to wait before the next attempt: twice as long after each failure, up to a
/// limit, and a random part of it, so that many clients do not come back at once.
struct RedisBackoff: Sendable {
    var base: TimeAmount = .milliseconds(10)
    var maximum: TimeAmount = .seconds(1)
    /// A number from 0 to 1.
    var random: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// The time to wait after so many failures in a row: none after none, and from half of
    /// the full time to all of it else.
    func delay(afterFailures failures: Int) -> TimeAmount {
        guard failures > 0 else { return .zero }
        let doublings = min(failures - 1, 32)
        let (product, overflow) = base.nanoseconds.multipliedReportingOverflow(by: 1 << doublings)
        let full = overflow ? maximum.nanoseconds : min(product, maximum.nanoseconds)
        let half = Double(full) / 2
        return .nanoseconds(Int64(half + half * min(max(random(), 0), 1)))
    }
}
#endif
