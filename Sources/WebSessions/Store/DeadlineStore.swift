// SPDX-License-Identifier: Apache-2.0

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
        let answer = try await withDeadline(deadline, clock) { [base] in try await body(base) }
        guard let answer else {
            let message = "the store did not answer within \(deadline)"
            throw SessionError(.storeFailure, message, store: name, isStoreAway: true)
        }
        return answer
    }
}
