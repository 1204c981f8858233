// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

/// Room that is free in the file goes back to the disk.
@Suite struct SQLiteFreePagesTests {
    private static let large = String(repeating: "x", count: 20_000)

    private let folder: SQLiteFolder
    private let clock = ManualClock()

    init() throws {
        folder = try SQLiteFolder()
    }

    /// Sessions of five pages each, of which batches of few records leave many behind.
    @Test func aSweepGivesFreePagesBack() async throws {
        let store = try folder.store(clock: clock)
        try await fill(store, 200)
        try await checkpoint(store)
        let before = try size()
        #expect(before > 4_000_000)
        clock.advance(by: .seconds(5000))
        #expect(try await SessionSweeper(containers: SessionContainers(store)).sweep() == 200)
        #expect(try await free(store) == 64)
        #expect(try size() < 100 * 4096)
        try await fill(store, 1)
        let result = try await store.writer.read { database in
            try String.fetchOne(database, sql: "PRAGMA integrity_check")
        }
        #expect(result == "ok")
    }

    @Test func oneBatchGivesFewPagesBack() async throws {
        let store = try folder.store(clock: clock)
        try await fill(store, 100)
        clock.advance(by: .seconds(5000))
        let pages = try await number("page_count", store)
        #expect(try await store.sweep(limit: 100) == 100)
        #expect(try await number("page_count", store) == pages - 100)
        for _ in 0..<3 { #expect(try await store.sweep(limit: 20) == 0) }
        #expect(try await number("page_count", store) == pages - 160)
        #expect(try await store.sweep(limit: 0) == 0)
        #expect(try await number("page_count", store) == pages - 160)
    }

    /// What sessions come and go with is used again, not given back and asked for anew.
    @Test func aPartOfTheFileIsKeptForNewSessions() async throws {
        let store = try folder.store(clock: clock)
        try await fill(store, 500)
        clock.advance(by: .seconds(2000))
        try await fill(store, 500)
        clock.advance(by: .seconds(2000))
        #expect(try await SessionSweeper(containers: SessionContainers(store)).sweep() == 500)
        let pages = try await number("page_count", store)
        let free = try await free(store)
        #expect(free > 64)
        #expect((pages / 16...pages / 16 + 40).contains(free), "\(free) of \(pages)")
    }

    /// A file of before is used as it is: to write it anew would take long.
    @Test func aFileThatCannotShrinkIsSwept() async throws {
        let queue = try DatabaseQueue(path: folder.path())
        try await queue.write { try SQLiteSchema.own.migrate($0) }
        try queue.close()
        let store = try folder.store(clock: clock)
        #expect(try await number("auto_vacuum", store) == 0)
        try await fill(store, 100)
        clock.advance(by: .seconds(5000))
        #expect(try await SessionSweeper(containers: SessionContainers(store)).sweep() == 100)
        #expect(try await free(store) > 400)
        try store.close()
        // As the documentation says.
        let tool = try DatabaseQueue(path: folder.path())
        try await tool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
        }
        try tool.close()
        let shrunk = try folder.store(clock: clock)
        #expect(try await number("auto_vacuum", shrunk) == 2)
        let left = try await free(shrunk)
        #expect(left < 8, "\(left)")
    }

    private func fill(_ store: SQLiteSessionStore, _ count: Int) async throws {
        let site = try SessionTestSite(store: store, clock: clock)
        for _ in 0..<count {
            _ = try await site.seed { try $0["p"].set(Self.large, for: "k") }
        }
    }

    private func free(_ store: SQLiteSessionStore) async throws -> Int {
        try await number("freelist_count", store)
    }

    private func number(_ pragma: String, _ store: SQLiteSessionStore) async throws -> Int {
        try await store.writer.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? -1
        }
    }

    private func checkpoint(_ store: SQLiteSessionStore) async throws {
        try await store.writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    private func size() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path())
        return attributes[.size] as? Int ?? 0
    }
}
#endif
