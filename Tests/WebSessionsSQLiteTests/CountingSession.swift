// SPDX-License-Identifier: Apache-2.0

#if SQLite
import WebSessions
import WebSessionsTesting

/// A session that counts its commits in several fields and in its version.
///
/// Every process finds it, because its client id comes from a seed.
struct CountingSession: Sendable {
    struct HalfCommit: Error {
        let counts: [Int]
    }

    private static let keys = ["a", "b", "c"]

    let store: any SessionStore
    private let id: ClientID

    init(_ seed: UInt64, in store: any SessionStore) {
        self.store = store
        id = ClientID(random: SeededRandomSource(seed: seed))
    }

    func make() async throws {
        let policy = SessionPolicy()
        _ = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: policy)
        )
    }

    /// Returns when the commit is acknowledged.
    func commit() async throws {
        let operations = try Self.keys.map { key in
            SessionOperation.add(try SessionField(package: "p", key: key), 1)
        }
        let commit = SessionCommit(operations, policy: SessionPolicy())
        let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        guard case .committed = result else { throw CancellationError() }
    }

    /// How many commits there were, when all fields and the version agree.
    var count: Int {
        get async throws {
            guard let snapshot = try await store.inspect(id.locator) else {
                throw HalfCommit(counts: [])
            }
            let numbers = try snapshot.values.values.map { try $0.decode(as: Int.self) }
            let fields = numbers.isEmpty ? Self.keys.map { _ in 0 } : numbers
            let counts = fields + [Int(snapshot.record.version) - 1]
            guard counts.count == Self.keys.count + 1, Set(counts).count == 1 else {
                throw HalfCommit(counts: counts)
            }
            return counts[0]
        }
    }
}
#endif
