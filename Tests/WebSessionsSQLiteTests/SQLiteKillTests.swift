// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import Testing
import WebSessionsSQLite

/// Processes that are killed while they commit.
@Suite struct SQLiteKillTests {
    private static let commits = 10_000

    @Test func killedProcessesLoseNoAcknowledgedCommit() async throws {
        let folder = try SQLiteFolder()
        let (database, notes) = (folder.path(), folder.path("notes"))
        let process = CommittingProcess(database: database, notes: notes)
        #expect(FileManager.default.createFile(atPath: notes, contents: nil))
        try await make(database)
        var kills = 0
        while process.acknowledged.reduce(0, +) < Self.commits {
            let count = Int.random(in: 300...1500)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [database = database as String, notes = notes as String, count = count as Int] in
                let process = CommittingProcess(database: database, notes: notes)
                try await process.run(killedAfter: count)
            }
            kills += 1
            let acknowledged = process.acknowledged
            try #require(acknowledged.reduce(0, +) > 0, "the process commits nothing")
            try await check(database, acknowledged, kills: kills)
        }
        #expect(kills >= 6)
    }

    private func make(_ database: String) async throws {
        let store = try SQLiteSessionStore(path: database)
        for seed in 0..<CommittingProcess.sessions {
            try await CountingSession(UInt64(seed), in: store).make()
        }
        try store.close()
    }

    /// Each session has what was acknowledged, and perhaps what was under way at each kill.
    private func check(_ database: String, _ acknowledged: [Int], kills: Int) async throws {
        let store = try SQLiteSessionStore(path: database)
        for (seed, least) in acknowledged.enumerated() {
            let count = try await CountingSession(UInt64(seed), in: store).count
            let most = least + kills * CommittingProcess.tasks
            #expect((least...most).contains(count), "session \(seed) after kill \(kills)")
        }
        try store.close()
    }
}
#endif
