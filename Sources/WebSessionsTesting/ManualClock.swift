// SPDX-License-Identifier: Apache-2.0

import Synchronization
public import WebSessions

/// A clock that moves only when it is told to.
///
/// `Sendable`.
public final class ManualClock: SessionClock {
    private struct Sleeper {
        let id: Int
        let end: SessionInstant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: SessionInstant
        var nextID = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var arrivals: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// Makes a clock that stands at a time; by default some time in 2026.
    public init(
        now: SessionInstant = SessionInstant(millisecondsSince1970: 1_780_000_000_000)
    ) {
        state = Mutex(State(now: now))
    }

    /// The time that the clock stands at.
    public var now: SessionInstant { state.withLock(\.now) }

    /// Moves the clock, and wakes those whose time has come.
    public func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let now = state.now
            let woken = state.sleepers.filter { $0.end <= now }
            state.sleepers.removeAll { $0.end <= now }
            return woken
        }
        for sleeper in woken {
            sleeper.continuation.resume()
        }
    }

    /// Waits until the clock is moved far enough.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(id, duration, continuation)
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Waits until somebody sleeps on this clock.
    public func waitForSleeper() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.isEmpty { state.arrivals.append(continuation) }
                return !state.sleepers.isEmpty
            }
            if isThere { continuation.resume() }
        }
    }

    private func enter(
        _ id: Int,
        _ duration: Duration,
        _ continuation: CheckedContinuation<Void, any Error>
    ) {
        let (isCancelled, arrivals) = state.withLock { state in
            guard state.cancelled.remove(id) == nil else {
                return (true, [CheckedContinuation<Void, Never>]())
            }
            let end = state.now.advanced(by: duration)
            state.sleepers.append(Sleeper(id: id, end: end, continuation: continuation))
            defer { state.arrivals = [] }
            return (false, state.arrivals)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        for arrival in arrivals {
            arrival.resume()
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return Sleeper?.none
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
