// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Testing
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// Somebody sets the wall clock of the machine by an hour.
@Suite struct SQLiteClockTests {
    private let folder: SQLiteFolder
    private let machine = SteppingMachine()

    init() throws {
        folder = try SQLiteFolder()
    }

    @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
    func aStepNeitherEndsSessionsNorLetsThemLiveOn(_ step: Duration) async throws {
        let store = try folder.store(clock: machine.clockOfNewProcess())
        try await ClockSteps.check(step, of: machine, in: store)
    }

    /// What no process can tell from time that passed while there was none.
    @Test func aStepBetweenProcessesIsTimeThatPasses() async throws {
        let id = ClientID(random: SystemRandomSource())
        let before = try folder.store(clock: machine.clockOfNewProcess())
        _ = try await before.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: SessionPolicy())
        )
        machine.step(by: .seconds(2 * 3600))
        #expect(try await before.inspect(id.locator) != nil)
        let after = try folder.store(clock: machine.clockOfNewProcess())
        #expect(try await after.inspect(id.locator) == nil)
    }
}
#endif
