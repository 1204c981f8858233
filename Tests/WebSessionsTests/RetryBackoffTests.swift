// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions

@Suite struct RetryBackoffTests {
    private func delays(_ random: Double) -> [Duration] {
        let backoff = RetryBackoff(base: .milliseconds(10), maximum: .milliseconds(100)) { random }
        return (0...6).map { backoff.delay(afterFailures: $0) }
    }

    private func milliseconds(_ numbers: Int...) -> [Duration] {
        numbers.map { .milliseconds($0) }
    }

    @Test func delaysDoubleUpToTheMaximum() {
        #expect(delays(1) == milliseconds(0, 10, 20, 40, 80, 100, 100))
    }

    @Test func delaysAreAtLeastHalf() {
        #expect(delays(0) == milliseconds(0, 5, 10, 20, 40, 50, 50))
    }

    @Test func aWildRandomNumberIsBounded() {
        #expect(delays(7) == delays(1))
        #expect(delays(-7) == delays(0))
    }

    @Test func anyNumberOfFailuresHasADelay() {
        let backoff = RetryBackoff { 1 }
        #expect(backoff.delay(afterFailures: .max) == .seconds(1))
    }
}
