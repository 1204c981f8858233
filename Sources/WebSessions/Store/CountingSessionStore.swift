// SPDX-License-Identifier: Apache-2.0

/// A store that can tell how many records live in it, without going through all of them.
///
/// ``SessionSweeper`` makes a gauge of it. `Sendable`.
public protocol CountingSessionStore: SessionStore {
    /// The number of records that have not expired, those of named containers among them.
    ///
    /// - Throws: only what prevents the store from answering.
    func countLive() async throws -> Int
}

extension SessionStore {
    /// The store itself, or the one under its layers, where that counts.
    var counting: (any CountingSessionStore)? {
        if let store = self as? any CountingSessionStore { return store }
        return (self as? any SessionStoreLayer)?.base.counting
    }
}
