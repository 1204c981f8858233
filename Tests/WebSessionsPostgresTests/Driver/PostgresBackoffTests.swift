// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions
import Testing

@testable import WebSessionsPostgres

@Suite struct PostgresBackoffTests {
    private func delays(_ random: Double) -> [Int64] {
        let backoff = PostgresBackoff(base: .milliseconds(10), maximum: .milliseconds(100)) {
            random
        }
        return (0...6).map { backoff.delay(afterFailures: $0).milliseconds }
    }

    @Test func delaysDoubleUpToTheMaximum() {
        #expect(delays(1) == [0, 10, 20, 40, 80, 100, 100])
    }

    @Test func delaysAreAtLeastHalf() {
        #expect(delays(0) == [0, 5, 10, 20, 40, 50, 50])
    }

    @Test func aWildRandomNumberIsBounded() {
        #expect(delays(7) == delays(1))
        #expect(delays(-7) == delays(0))
    }

    @Test func anyNumberOfFailuresHasADelay() {
        let backoff = PostgresBackoff { 1 }
        #expect(backoff.delay(afterFailures: .max) == .seconds(1))
    }
}
#endif
