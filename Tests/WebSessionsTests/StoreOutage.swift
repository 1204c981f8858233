// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions
import WebSessionsTesting

/// A time in which a store does not answer; for the `before` of a ``RecordingStore``.
final class StoreOutage: Sendable {
    private let calls = Mutex<Set<RecordingStore.Call>>([])

    /// Begins for these calls.
    func begin(for calls: RecordingStore.Call...) {
        self.calls.withLock { $0 = Set(calls) }
    }

    func end() {
        calls.withLock { $0 = [] }
    }

    @Sendable func check(_ call: RecordingStore.Call) throws {
        guard calls.withLock({ $0.contains(call) }) else { return }
        throw SessionError(.storeUnavailable, "the store is away")
    }
}

/// Something that another request does before a call of a store.
final class Interruption: Sendable {
    private let pending = Mutex<(@Sendable () async throws -> Void)?>(nil)
    private let call: RecordingStore.Call

    init(before call: RecordingStore.Call) {
        self.call = call
    }

    func set(_ body: @escaping @Sendable () async throws -> Void) {
        pending.withLock { $0 = body }
    }

    /// Runs what is set, once.
    @Sendable func run(_ call: RecordingStore.Call) async throws {
        guard call == self.call else { return }
        let body = pending.withLock { pending in
            defer { pending = nil }
            return pending
        }
        try await body?()
    }
}
