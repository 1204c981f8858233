// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import WebSessions

/// Sessions in great number, each with a text of 300 bytes.
struct ManySessions {
    let store: any SessionStore

    private static let field = SessionField(path: "shop/data")
    private let random = SystemRandomSource()

    /// Makes sessions through the store's own verb, many at a time, each of which ends as
    /// `expiry` says.
    func make(
        _ count: Int,
        ending expiry: @escaping @Sendable () -> SessionExpiry
    ) async throws {
        let tasks = 64
        try await withThrowingTaskGroup { group in
            for task in 0..<tasks {
                group.addTask {
                    for _ in stride(from: task, to: count, by: tasks) {
                        try await make(ending: expiry())
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Makes one session.
    func make(ending expiry: SessionExpiry) async throws {
        guard let field = Self.field,
            let hash = SessionSecretHash(bytes: random.bytes(SessionSecretHash.byteCount))
        else { return }
        // No two texts are alike, so that nobody can shorten them.
        let text = Data(random.bytes(225)).base64EncodedString()
        let operation = SessionOperation.set(field, try SessionValue(encoding: text))
        _ = try await store.create(
            SessionLocator(random: random),
            secretHash: hash,
            commit: SessionCommit([operation], policy: SessionPolicy(), expiry: expiry)
        )
    }
}
#endif
