// SPDX-License-Identifier: Apache-2.0

#if SQLite
import WebSessions
import WebSessionsTesting

/// A session that every process finds, because its client id comes from a fixed seed.
struct SharedCounter: Sendable {
    let store: any SessionStore
    private let id = ClientID(random: SeededRandomSource(seed: 42))

    init(store: any SessionStore) {
        self.store = store
    }

    func make() async throws -> SessionRecord {
        try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: SessionPolicy())
        )
    }

    func increment(_ times: Int) async throws {
        let field = try SessionField(package: "p", key: "n")
        for _ in 0..<times {
            let commit = SessionCommit([.add(field, 1)], policy: SessionPolicy())
            let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
            guard case .committed = result else { throw CancellationError() }
        }
    }

    var value: Int? {
        get async throws {
            let snapshot = try await store.inspect(id.locator)
            return try snapshot?.values.values.first?.decode(as: Int.self)
        }
    }
}
#endif
