// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

/// A memory store that can be out of reach.
final class BreakableStore: SessionStoreLayer {
    /// Prints what a database may print: a row.
    struct Broken: Error, CustomStringConvertible {
        let description = "cannot read [principal: ada, client_hint: Firefox, field: shop/color]"
    }

    let base: any SessionStore = MemorySessionStore()
    private let broken = Mutex(false)

    var name: String { "breakable" }

    var isBroken: Bool {
        get { broken.withLock(\.self) }
        set { broken.withLock { $0 = newValue } }
    }

    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        guard !isBroken else { throw Broken() }
        return try await body(base)
    }
}
