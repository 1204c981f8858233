// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Dispatch
import Synchronization
import WebSessions

/// Something that will be there, for which many may wait, each until a deadline of its own.
final class PostgresPromise<Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Value, any Error>

    private enum State {
        case waiting([Int: Waiter], next: Int)
        case done(Result<Value, any Error>)
    }

    private let state = Mutex(State.waiting([:], next: 0))

    /// Gives everybody what they wait for; what comes second counts for nothing.
    func complete(_ result: Result<Value, any Error>) {
        let waiters = state.withLock { state -> [Waiter] in
            guard case .waiting(let waiters, _) = state else { return [] }
            state = .done(result)
            return Array(waiters.values)
        }
        for waiter in waiters { waiter.resume(with: result) }
    }

    /// Waits, but not beyond a deadline, nor when the task is cancelled.
    func get(before deadline: ContinuousClock.Instant) async throws -> Value {
        let number = state.withLock { state -> Int in
            guard case .waiting(let waiters, let next) = state else { return 0 }
            state = .waiting(waiters, next: next + 1)
            return next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                add(waiter, number, until: deadline)
                if Task.isCancelled { giveUp(number, CancellationError()) }
            }
        } onCancel: {
            giveUp(number, CancellationError())
        }
    }

    private func add(_ waiter: Waiter, _ number: Int, until deadline: ContinuousClock.Instant) {
        let done = state.withLock { state -> Result<Value, any Error>? in
            switch state {
            case .done(let result): return result
            case .waiting(var waiters, let next):
                waiters[number] = waiter
                state = .waiting(waiters, next: next)
                return nil
            }
        }
        if let done { return waiter.resume(with: done) }
        let rest = max(ContinuousClock.now.duration(to: deadline).milliseconds, 0)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(rest))) {
            self.giveUp(number, PostgresFailure.timedOut)
        }
    }

    private func giveUp(_ number: Int, _ error: any Error) {
        let waiter = state.withLock { state -> Waiter? in
            guard case .waiting(var waiters, let next) = state else { return nil }
            let waiter = waiters.removeValue(forKey: number)
            state = .waiting(waiters, next: next)
            return waiter
        }
        waiter?.resume(throwing: error)
    }
}
#endif
