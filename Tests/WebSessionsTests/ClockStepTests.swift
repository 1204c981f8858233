// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

/// Somebody sets the wall clock of the machine by an hour.
@Suite struct ClockStepTests {
    private let machine = SteppingMachine()

    @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
    func aStepNeitherEndsSessionsNorLetsThemLiveOn(_ step: Duration) async throws {
        let store = MemorySessionStore(clock: machine.clockOfNewProcess())
        try await ClockSteps.check(step, of: machine, in: store)
    }

    @Test func timeThatPassesIsTime() {
        let clock = machine.clockOfNewProcess()
        let start = clock.now
        #expect(start == machine.wall)
        machine.pass(.seconds(10))
        #expect(start.duration(to: clock.now) == .seconds(10))
        machine.step(by: .seconds(3600))
        #expect(start.duration(to: clock.now) == .seconds(10))
        #expect(machine.clockOfNewProcess().now == machine.wall)
    }

    @Test func theClocksOfAProcessAgree() {
        let first = SystemSessionClock()
        let second = SystemSessionClock()
        let times = [first.now, second.now, first.now, second.now]
        #expect(times == times.sorted())
        #expect(times[0].duration(to: times[3]) < .seconds(60))
    }
}
