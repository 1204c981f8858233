import Synchronization

/// Passes everything on to another store, and does not wait longer than a deadline.
///
/// A call that takes longer throws ``SessionErrorCode/storeFailure``; it is cancelled, and
/// whether it was done nobody knows. `Sendable`.
///
/// ```swift
/// SessionContainer(store: DeadlineStore(store, deadline: .seconds(2)))
/// ```
public struct DeadlineStore: SessionStoreLayer {
    /// The other store.
    public let base: any SessionStore
    private let deadline: Duration
    private let clock: any SessionClock

    /// Makes a store around another one.
    ///
    /// - Parameters:
    ///   - base: the other one.
    ///   - deadline: how long a call may take.
    ///   - clock: measures it.
    public init(
        _ base: any SessionStore,
        deadline: Duration,
        clock: any SessionClock = SystemSessionClock()
    ) {
        self.base = base
        self.deadline = deadline
        self.clock = clock
    }

    /// Passes a call on; a sweep without a deadline, for it keeps no request waiting.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        guard call != .sweep else { return try await body(base) }
        let race = Race<Answer>()
        let work = Task { [base] in
            do {
                race.end(.success(try await body(base)))
            } catch {
                race.end(.failure(error))
            }
        }
        let timer = Task { [clock, deadline, name] in
            guard (try? await clock.sleep(for: deadline)) != nil else { return }
            let message = "the store did not answer within \(deadline)"
            let error = SessionError(.storeFailure, message, store: name, isStoreAway: true)
            race.end(.failure(error))
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
