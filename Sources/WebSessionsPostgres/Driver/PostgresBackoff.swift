// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// How long to wait before the next attempt: twice as long after each failure, up to a
/// limit, and a random part of it, so that many clients do not come back at once.
struct PostgresBackoff: Sendable {
    var base = Duration.milliseconds(10)
    var maximum = Duration.seconds(1)
    /// A number from 0 to 1.
    var random: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// The time to wait after so many failures in a row: none after none, and from half of
    /// the full time to all of it else.
    func delay(afterFailures failures: Int) -> Duration {
        guard failures > 0 else { return .zero }
        // Beyond so many doublings it is the maximum in any case.
        let full = min(base * (1 << min(failures - 1, 20)), maximum)
        return full / 2 + full / 2 * min(max(random(), 0), 1)
    }
}
#endif
