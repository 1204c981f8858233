// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Testing
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// A sweeper beside visitors that make sessions as fast as the file takes them.
@Suite(.serialized) struct SQLiteSweepLoadTests {
    private static let tasks = 64
    private static let count = 6000

    private let folder: SQLiteFolder
    private let random = SystemRandomSource()

    init() throws {
        folder = try SQLiteFolder()
    }

    /// Each session has ended when it is made, so that as many end as are made.
    @Test(arguments: [SQLiteSessionStore.Durability.full, .normal])
    func theSweeperKeepsUpWithCreation(_ durability: SQLiteSessionStore.Durability) async throws {
        let store = try SQLiteSessionStore(path: folder.path(), durability: durability)
        let sweeper = SessionSweeper(containers: SessionContainers(store))
        let sweeping = Task {
            while !Task.isCancelled { _ = try? await sweeper.sweep() }
        }
        var left: [Int] = []
        for _ in 0..<3 {
            try await make(Self.count / 3, in: store)
            left.append(try await ended())
        }
        sweeping.cancel()
        await sweeping.value
        #expect(left[2] < Self.count / 6, "\(left)")
        #expect(left[2] < left[0] + Self.count / 12, "\(left)")
        try store.close()
    }

    private func make(_ count: Int, in store: SQLiteSessionStore) async throws {
        try await withThrowingTaskGroup { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    for _ in stride(from: task, to: count, by: Self.tasks) {
                        try await make(in: store)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func make(in store: SQLiteSessionStore) async throws {
        let id = ClientID(random: random)
        let commit = SessionCommit(
            [.set(try SessionField(package: "p", key: "n"), try SessionValue(encoding: "red"))],
            policy: SessionPolicy(),
            expiry: .date(SystemSessionClock().now)
        )
        _ = try await store.create(id.locator, secretHash: id.secretHash, commit: commit)
    }

    /// How many have ended and are still in the file.
    private func ended() async throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: folder.path(), configuration: configuration)
        return try await queue.read { database in
            try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sessions") ?? 0
        }
    }
}
#endif
