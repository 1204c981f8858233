// SPDX-License-Identifier: Apache-2.0

import MetricsTestKit
import Testing
import WebSessions
import WebSessionsTesting

/// How many sessions the sweeper says there are.
@Suite struct LiveGaugeTests {
    private let clock = ManualClock()
    private let metrics = TestMetrics()

    @Test func aSweepTellsWhatIsLeft() async throws {
        let memory = MemorySessionStore(clock: clock)
        let layered = DeadlineStore(memory, deadline: .seconds(60))
        let site = try SessionTestSite(store: layered, clock: clock)
        for _ in 0..<3 { _ = try await site.seed { try $0["p"].set(1, for: "n") } }
        clock.advance(by: .seconds(1800))
        _ = try await site.seed { try $0["p"].set(1, for: "n") }
        let sweeper = SessionSweeper(
            containers: site.manager.containers,
            clock: clock,
            metrics: metrics
        )
        try await sweeper.sweep()
        let dimensions = [("store", "memory"), ("container", "default")]
        let gauge = try metrics.expectGauge("sessions.live", dimensions)
        #expect(gauge.lastValue == 4)
        clock.advance(by: .seconds(1800))
        try await sweeper.sweep()
        #expect(try metrics.expectGauge("sessions.live", dimensions).lastValue == 1)
    }
}
