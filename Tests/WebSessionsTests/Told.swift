// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

/// An observer of ends.
final class Told: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String { "secret" }
    }

    private struct State {
        var ends: [SessionEnd] = []
        var calls = 0
        var locators: Set<SessionLocator> = []
        var fails = false
        var poison: SessionLocator?
    }

    private let state = Mutex(State())

    /// What it has taken.
    var ends: [SessionEnd] { state.withLock(\.ends) }
    /// How often it was told.
    var calls: Int { state.withLock(\.calls) }
    /// The sessions that it was told of.
    var locators: Set<SessionLocator> { state.withLock(\.locators) }
    var fails: Bool {
        get { state.withLock(\.fails) }
        set { state.withLock { $0.fails = newValue } }
    }
    /// The session of which it takes nothing.
    var poison: SessionLocator? {
        get { state.withLock(\.poison) }
        set { state.withLock { $0.poison = newValue } }
    }

    func take(_ end: SessionEnd) throws {
        try state.withLock { state in
            state.calls += 1
            state.locators.insert(end.locator)
            guard !state.fails, state.poison != end.locator else { throw Failure() }
            state.ends.append(end)
        }
    }
}
