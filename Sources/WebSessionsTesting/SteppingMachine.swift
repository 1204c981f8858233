// SPDX-License-Identifier: Apache-2.0

import Synchronization
package import WebSessions

/// The clocks of a machine of its own: time passes, and somebody sets the wall clock.
package final class SteppingMachine: Sendable {
    private struct State {
        var wall = SessionInstant(millisecondsSince1970: 1_780_000_000_000)
        var uptime = Duration.seconds(1000)
    }

    private let state = Mutex(State())

    package init() {}

    /// What the wall clock shows.
    package var wall: SessionInstant { state.withLock(\.wall) }

    /// The clock of a process that is started now.
    package func clockOfNewProcess() -> SystemSessionClock {
        SystemSessionClock(wall: { wall }, uptime: { [self] in state.withLock(\.uptime) })
    }

    /// Lets time pass.
    package func pass(_ duration: Duration) {
        state.withLock { state in
            state.wall = state.wall.advanced(by: duration)
            state.uptime += duration
        }
    }

    /// Sets the wall clock.
    package func step(by duration: Duration) {
        state.withLock { $0.wall = $0.wall.advanced(by: duration) }
    }
}

/// What a store does that goes by the clock of a machine, when that is set by an hour.
package enum ClockSteps {
    /// A step, in words.
    package struct Broken: Error, CustomStringConvertible {
        package let description: String
    }

    private static let policy = SessionPolicy(timeout: .seconds(1800), resolution: .seconds(60))

    /// Checks that a step ends nothing, and that none lives on by one.
    ///
    /// - Parameters:
    ///   - step: how far the wall clock is set.
    ///   - machine: whose wall clock is set.
    ///   - store: a store of one process on that machine.
    /// - Throws: what is wrong.
    package static func check(
        _ step: Duration,
        of machine: SteppingMachine,
        in store: any SessionStore
    ) async throws {
        let id = ClientID(random: SystemRandomSource())
        _ = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: policy, principal: "ada")
        )
        machine.pass(.seconds(900))
        machine.step(by: step)
        try await require("found", id, in: store, touch: policy)
        guard try await store.sweep(limit: 10) == 0 else { throw Broken(description: "swept") }
        machine.pass(.seconds(1799))
        try await require("found", id, in: store)
        machine.step(by: .zero - step)
        try await require("found", id, in: store)
        machine.step(by: step)
        machine.pass(.seconds(61))
        try await require("expired", id, in: store)
        guard try await store.sweep(limit: 10) == 1 else { throw Broken(description: "not swept") }
    }

    private static func require(
        _ word: String,
        _ id: ClientID,
        in store: any SessionStore,
        touch: SessionPolicy? = nil
    ) async throws {
        let result = try await store.read(
            id.locator,
            secretHash: id.secretHash,
            reads: .nothing,
            touch: touch
        )
        guard result.word == word else {
            throw Broken(description: "the session is \(result.word) and not \(word)")
        }
    }
}
