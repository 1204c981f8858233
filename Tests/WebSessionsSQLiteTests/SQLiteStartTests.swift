// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import Testing
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// Several processes of one application that start at the same moment.
@Suite struct SQLiteStartTests {
    @Test func storesThatOpenANewFileAtOnceShareIt() async throws {
        let folder = try SQLiteFolder()
        for round in 0..<20 {
            let stores = try await open(8, folder.path("\(round).db"))
            for store in stores {
                let site = try SessionTestSite(store: store)
                _ = try await site.seed { try $0["p"].set(1, for: "n") }
            }
            for store in stores {
                let listed = try await store.records(after: nil, limit: 100).records
                #expect(listed.count == stores.count)
                try store.close()
            }
        }
    }

    private func open(_ count: Int, _ path: String) async throws -> [SQLiteSessionStore] {
        try await withThrowingTaskGroup(of: SQLiteSessionStore.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try SQLiteSessionStore(
                        path: path,
                        durability: .normal,
                        busyTimeout: .seconds(60)
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
#endif
