import Synchronization

/// Passes everything on to another store, and does not wait longer than a deadline.
///
/// A call that takes longer throws ``SessionErrorCode/storeFailure``; it is cancelled, and
/// whether it was done nobody knows. `Sendable`.
///
/// ```swift
/// SessionContainer(store: DeadlineStore(store, deadline: .seconds(2)))
/// ```
public struct DeadlineStore: SessionStore {
    private let base: any SessionStore
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

    /// The name of the other store.
    public var name: String { base.name }

    private func within<Result: Sendable>(
        _ body: @escaping @Sendable (any SessionStore) async throws -> Result
    ) async throws -> Result {
        let race = Race<Result>()
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
            race.end(.failure(SessionError(.storeFailure, message, store: name)))
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

    // MARK: SessionStore

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await within { try await $0.create(locator, secretHash: secretHash, commit: commit) }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        try await within { store in
            try await store.read(locator, secretHash: secretHash, reads: reads, touch: touch)
        }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await within { try await $0.commit(locator, secretHash: secretHash, commit) }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?
    ) async throws -> Bool {
        try await within { try await $0.revoke(locator, secretHash: secretHash) }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        try await within { try await $0.records(ofPrincipal: principal) }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        try await within { try await $0.revokeAll(ofPrincipal: principal, except: locator) }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        try await within { try await $0.records(after: cursor, limit: limit) }
    }

    /// Passes on.
    ///
    /// - Throws: ``SessionErrorCode/storeFailure`` after the deadline; else what the
    ///   other store throws.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await within { try await $0.inspect(locator) }
    }

    /// Passes on, without a deadline: a sweep keeps no request waiting.
    ///
    /// - Throws: what the other store throws.
    public func sweep(limit: Int) async throws -> Int {
        try await base.sweep(limit: limit)
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
