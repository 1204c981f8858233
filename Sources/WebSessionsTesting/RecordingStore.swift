// SPDX-License-Identifier: Apache-2.0

import Synchronization
public import WebSessions

/// Passes everything on to another store and counts the calls.
///
/// `Sendable`.
public final class RecordingStore: SessionStoreLayer {
    /// One method of a store.
    public typealias Call = SessionStoreCall

    /// The other store.
    public let base: any SessionStore
    private let before: @Sendable (Call) async throws -> Void
    private let recorded = Mutex<[Call]>([])
    private let sweptRecords = Mutex(0)

    /// Makes a store around another one.
    ///
    /// - Parameters:
    ///   - base: the other one.
    ///   - before: runs before each call is passed on: something that comes in between, or, by
    ///     throwing, a failure of the store.
    public init(
        _ base: any SessionStore,
        before: @escaping @Sendable (Call) async throws -> Void = { _ in }
    ) {
        self.base = base
        self.before = before
    }

    /// The calls since the last ``reset()``, in their order.
    public var calls: [Call] { recorded.withLock(\.self) }

    /// How many records the sweeps since the last ``reset()`` removed.
    public var swept: Int { sweptRecords.withLock(\.self) }

    /// Forgets the calls, and what they did.
    public func reset() {
        recorded.withLock { $0 = [] }
        sweptRecords.withLock { $0 = 0 }
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        recorded.withLock { $0.append(call) }
        try await before(call)
        let answer = try await body(base)
        if call == .sweep, let count = answer as? Int {
            sweptRecords.withLock { $0 += count }
        }
        return answer
    }
}
