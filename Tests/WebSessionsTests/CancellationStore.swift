// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// A store that, as databases do, does not work for a cancelled task.
struct CancellationStore: SessionStoreLayer {
    let base: any SessionStore

    init(_ base: any SessionStore) {
        self.base = base
    }

    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        try Task.checkCancellation()
        return try await body(base)
    }
}
