// SPDX-License-Identifier: Apache-2.0

import TestSupport
package import WebSessions

/// A session whose fields `a` and `b` count together.
package struct Counter: Sendable {
    package struct HalfCommit: Error {}

    /// What became of increments.
    package struct Tally: Sendable {
        package var acknowledged = 0
        package var errors: [String] = []
    }

    package let id = ClientID(random: SystemRandomSource())

    package init() {}

    package func make(in store: any SessionStore) async throws {
        _ = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: SessionPolicy())
        )
    }

    /// Adds one to both fields; throws when that is not acknowledged.
    package func increment(in store: any SessionStore) async throws {
        let fields = try ["a", "b"].map { try SessionField(package: "p", key: $0) }
        let commit = SessionCommit(fields.map { .add($0, 1) }, policy: SessionPolicy())
        let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
        guard case .committed = result else {
            throw Program.Failure(description: "the commit is \(result)")
        }
    }

    /// What both fields say.
    package func value(in store: any SessionStore) async throws -> Int {
        let values = try await store.inspect(id.locator)?.values ?? [:]
        let numbers = try values.values.map { try $0.decode(as: Int.self) }
        guard numbers.count == 2, numbers[0] == numbers[1] else {
            if values.isEmpty { return 0 }
            throw HalfCommit()
        }
        return numbers[0]
    }

    /// Increments from many tasks at once, each until its first error.
    package func increment(in store: any SessionStore, times: Int, tasks: Int) async -> Tally {
        await withTaskGroup(of: Tally.self) { group in
            for _ in 0..<tasks {
                group.addTask { await increment(in: store, times: times / tasks) }
            }
            return await group.reduce(into: Tally()) { total, tally in
                total.acknowledged += tally.acknowledged
                total.errors += tally.errors
            }
        }
    }

    private func increment(in store: any SessionStore, times: Int) async -> Tally {
        var tally = Tally()
        do {
            for _ in 0..<times {
                try await increment(in: store)
                tally.acknowledged += 1
            }
        } catch {
            tally.errors = ["\(error)"]
        }
        return tally
    }

    /// Increments several counters at once.
    package static func increment(
        _ counters: [Counter],
        in store: any SessionStore,
        times: Int,
        tasks: Int = 5
    ) async -> [Tally] {
        await withTaskGroup(of: (Int, Tally).self) { group in
            for (index, counter) in counters.enumerated() {
                group.addTask {
                    (index, await counter.increment(in: store, times: times, tasks: tasks))
                }
            }
            var tallies = [Tally](repeating: Tally(), count: counters.count)
            for await (index, tally) in group {
                tallies[index] = tally
            }
            return tallies
        }
    }
}
