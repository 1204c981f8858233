// SPDX-License-Identifier: Apache-2.0

package import WebSessions

/// The same session in two stores.
package struct StorePair {
    package let memory: MemorySessionStore
    package let other: any SessionStore
    package let id = ClientID(random: SystemRandomSource())

    package init(memory: MemorySessionStore, other: any SessionStore) {
        self.memory = memory
        self.other = other
    }

    package func create() async throws {
        for store in [memory, other] as [any SessionStore] {
            _ = try await store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: SessionCommit(policy: SessionPolicy())
            )
        }
    }

    /// What each says to a commit, as text that can be compared.
    package func commit(_ commit: SessionCommit) async throws -> (memory: String, other: String) {
        (try await say(memory, commit), try await say(other, commit))
    }

    private func say(_ store: any SessionStore, _ commit: SessionCommit) async throws -> String {
        do {
            let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
            switch result {
            case .committed(let record): return "committed \(record)"
            case .conflict(let fields):
                return "conflict "
                    + fields.map { "\($0.key.path) \($0.value?.storedBytes ?? [])" }
                    .sorted().joined(separator: ", ")
            case .gone, .rotated, .wrongSecret, .expired: return "\(result)"
            }
        } catch let error as SessionError {
            return error.code.rawValue
        }
    }

    package func contents() async throws -> (
        memory: [SessionField: SessionValue]?, other: [SessionField: SessionValue]?
    ) {
        (await memory.inspect(id.locator)?.values, try await other.inspect(id.locator)?.values)
    }
}
