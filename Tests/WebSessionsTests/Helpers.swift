// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import WebSessions
import WebSessionsTesting

/// A store that can do nothing.
struct FailingStore: SessionStoreLayer {
    struct Failure: Error {}

    let base: any SessionStore = MemorySessionStore()

    var name: String { "failing" }

    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        throw Failure()
    }
}

extension SessionTestSite {
    /// Runs a handler behind a manager that is not the site's, and returns the cookie that the
    /// client has after it.
    func visit(
        _ manager: SessionManager,
        _ cookie: String?,
        _ handler: (Session) async throws -> Void
    ) async throws -> String {
        let session = manager.session(for: request(.post, cookies: cookie.map { [$0] } ?? []))
        try await handler(session)
        let outcome = try await session.commit()
        let header = outcome.clientIDFields.first?.value ?? cookie ?? ""
        return String(header.prefix { $0 != ";" })
    }
}
