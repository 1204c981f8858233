// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets the requests of one session run one after another while they conflict.
///
/// Without it, of many requests that change what they read, some would lose every race. Where
/// nothing conflicts nobody waits. It reaches as far as the process; the store decides between
/// processes.
final class SessionTurns: Sendable {
    /// A place in the line of a session.
    struct Turn: Sendable {
        fileprivate let locator: SessionLocator
        fileprivate let id: Int
    }

    private struct Waiting {
        let id: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct Line {
        var holder: Int
        var waiting: [Waiting] = []
    }

    private struct State {
        var lines: [SessionLocator: Line] = [:]
        var lastID = 0
    }

    private let state = Mutex(State())
    private let patience: Duration
    private let clock: any SessionClock

    /// - Parameters:
    ///   - patience: how long a request waits for its turn; then it goes without.
    ///   - clock: waits.
    init(patience: Duration, clock: any SessionClock) {
        self.patience = patience
        self.clock = clock
    }

    /// Whether requests of the session conflict at present.
    func isContended(_ locator: SessionLocator) -> Bool {
        state.withLock { $0.lines[locator] != nil }
    }

    /// Waits until it is this request's turn; nil when that takes too long, or the request is
    /// cancelled.
    func enter(_ locator: SessionLocator) async -> Turn? {
        let turn = state.withLock { state in
            state.lastID += 1
            return Turn(locator: locator, id: state.lastID)
        }
        let timer = Task {
            guard (try? await clock.sleep(for: patience)) != nil else { return }
            giveUp(turn)
        }
        defer { timer.cancel() }
        let hasTurn = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(turn, $0) }
        } onCancel: {
            giveUp(turn)
        }
        return hasTurn ? turn : nil
    }

    /// Lets the next one run.
    func leave(_ turn: Turn) {
        let next = state.withLock { state -> Waiting? in
            guard var line = state.lines[turn.locator], line.holder == turn.id else { return nil }
            guard !line.waiting.isEmpty else {
                state.lines[turn.locator] = nil
                return nil
            }
            let next = line.waiting.removeFirst()
            line.holder = next.id
            state.lines[turn.locator] = line
            return next
        }
        next?.continuation.resume(returning: true)
    }

    private func wait(_ turn: Turn, _ continuation: CheckedContinuation<Bool, Never>) {
        let isFirst = state.withLock { state in
            let isFirst = state.lines[turn.locator] == nil
            if isFirst {
                state.lines[turn.locator] = Line(holder: turn.id)
            } else {
                let waiting = Waiting(id: turn.id, continuation: continuation)
                state.lines[turn.locator]?.waiting.append(waiting)
            }
            return isFirst
        }
        if isFirst { continuation.resume(returning: true) }
        if !isFirst, Task.isCancelled { giveUp(turn) }
    }

    private func giveUp(_ turn: Turn) {
        let waiting = state.withLock { state -> Waiting? in
            let line = state.lines[turn.locator]
            guard let index = line?.waiting.firstIndex(where: { $0.id == turn.id }) else {
                return nil
            }
            return state.lines[turn.locator]?.waiting.remove(at: index)
        }
        waiting?.continuation.resume(returning: false)
    }
}
