// SPDX-License-Identifier: Apache-2.0

/// How long a store waits before its next attempt at a server: twice as long after each failure, up
/// to a limit, and a random part of it, so that many clients do not come back at once.
package struct RetryBackoff: Sendable {
    private let base: Duration
    private let maximum: Duration
    /// A number from 0 to 1.
    private let random: @Sendable () -> Double

    /// - Parameters:
    ///   - base: the time after the first failure; 10 milliseconds by default.
    ///   - maximum: the longest time; a second by default.
    ///   - random: a number from 0 to 1.
    package init(
        base: Duration = .milliseconds(10),
        maximum: Duration = .seconds(1),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.base = base
        self.maximum = maximum
        self.random = random
    }

    /// The time to wait after so many failures in a row: none after none, and from half of
    /// the full time to all of it else.
    package func delay(afterFailures failures: Int) -> Duration {
        guard failures > 0 else { return .zero }
        // Beyond so many doublings it is the maximum in any case.
        let full = min(base * (1 << min(failures - 1, 20)), maximum)
        return full / 2 + full / 2 * min(max(random(), 0), 1)
    }
}
