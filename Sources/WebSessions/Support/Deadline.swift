// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What `body` returns; nil where it takes longer than `deadline`, and is cancelled.
///
/// It is not waited for then.
func withDeadline<Answer: Sendable>(
    _ deadline: Duration,
    _ clock: any SessionClock,
    _ body: @escaping @Sendable () async throws -> Answer
) async throws -> Answer? {
    let race = Race<Answer?>()
    let work = Task {
        do {
            race.end(.success(try await body()))
        } catch {
            race.end(.failure(error))
        }
    }
    let timer = Task {
        guard (try? await clock.sleep(for: deadline)) != nil else { return }
        race.end(.success(nil))
    }
    defer {
        work.cancel()
        timer.cancel()
    }
    return try await withTaskCancellationHandler {
        try await race.result()
    } onCancel: {
        work.cancel()
    }
}

/// The first of several results counts.
private final class Race<Value: Sendable>: Sendable {
    private struct State {
        var result: Result<Value, any Error>?
        var waiting: CheckedContinuation<Value, any Error>?
    }

    private let state = Mutex(State())

    func end(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state in
            guard state.result == nil else { return CheckedContinuation<Value, any Error>?.none }
            state.result = result
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(with: result)
    }

    func result() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state in
                if state.result == nil { state.waiting = continuation }
                return state.result
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
