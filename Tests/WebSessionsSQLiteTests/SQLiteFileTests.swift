// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

@Suite struct SQLiteFileTests {
    private let folder: SQLiteFolder

    init() throws {
        folder = try SQLiteFolder()
    }

    @Test func recordsThatLiveAreCounted() async throws {
        let clock = ManualClock()
        let folder = try SQLiteFolder()
        let store = try folder.store("count.db", clock: clock)
        let site = try SessionTestSite(store: store, clock: clock)
        for _ in 0..<3 { _ = try await site.seed { try $0["p"].set(1, for: "n") } }
        #expect(try await store.countLive() == 3)
        clock.advance(by: .seconds(3600))
        #expect(try await store.countLive() == 0)
    }

    @Test func aMissingFolderIsNamed() {
        expectUnavailable("missing/sessions.db", "folder must exist")
    }

    @Test func newFilesBelongToTheirOwnerAlone() async throws {
        let store = try folder.store()
        try await write(to: store)
        for suffix in ["", "-wal", "-shm"] {
            let path = folder.path() + suffix
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(path)")
        }
    }

    @Test func aFolderIsNoFile() throws {
        expectUnavailable("", "folder must exist")
    }

    @Test func aTextFileIsNoDatabase() throws {
        let text = String(repeating: "not a database\n", count: 1000)
        try text.write(toFile: folder.path(), atomically: true, encoding: .utf8)
        expectUnavailable("sessions.db", "is not a database")
    }

    @Test func aDamagedFileIsNamed() async throws {
        let store = try folder.store()
        for _ in 0..<50 { try await write(to: store) }
        try await store.writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try store.close()
        var data = try Data(contentsOf: URL(fileURLWithPath: folder.path()))
        for index in 100..<data.count { data[index] = 0xAA }
        try data.write(to: URL(fileURLWithPath: folder.path()))
        expectUnavailable("sessions.db", "is damaged")
    }

    @Test func aNewerSchemaIsRefused() throws {
        try folder.store().close()
        let queue = try DatabaseQueue(path: folder.path())
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO grdb_migrations (identifier) VALUES ('sessions-99')"
            )
        }
        try queue.close()
        expectUnavailable("sessions.db", "newer version")
    }

    @Test func anOlderSchemaIsBroughtUpToDate() async throws {
        let queue = try DatabaseQueue(path: folder.path())
        try await queue.write { try SQLiteSchema.own.migrate($0, upTo: "sessions-1") }
        let locator = try #require(SessionLocator(bytes: [UInt8](1...12)))
        try await queue.write { database in
            try database.execute(
                sql: "INSERT INTO sessions VALUES (?, ?, 7, 7, 0, 0, 0, 0, 0, NULL, 'ada', 1)",
                arguments: [Data(locator.bytes), Data(count: 32)]
            )
        }
        try queue.close()
        let records = try await folder.store().records(ofPrincipal: "ada").records
        #expect(records.map(\.locator) == [locator])
        #expect(records.map(\.rotated) == [SessionInstant(millisecondsSince1970: 7)])
    }

    @Test(arguments: [
        (ResultCode.SQLITE_READONLY, "writable"), (ResultCode.SQLITE_BUSY, "locked"),
        (ResultCode.SQLITE_FULL, "make room"), (ResultCode.SQLITE_IOERR, "underlying"),
    ])
    func problemsNameTheRemedy(_ code: ResultCode, _ remedy: String) {
        let error = SessionError(opening: "/a.db", store: "s", DatabaseError(resultCode: code))
        #expect(error.code == .storeUnavailable)
        #expect(error.message.hasPrefix("/a.db "))
        #expect(error.message.contains(remedy))
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write everything"))
    func aReadOnlyFileIsNamed() throws {
        try folder.store().close()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o444]
        try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path())
        expectUnavailable("sessions.db", "writable")
    }

    @Test func sessionsOutliveTheStore() async throws {
        let site = try SessionTestSite(store: folder.store())
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let again = try SessionTestSite(
            store: folder.store(),
            clientIDs: site.manager.clientIDs
        )
        let reply = try await again.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(reply.result == "red")
    }

    @Test func anAcknowledgedCommitIsInTheFiles() async throws {
        let store = try SQLiteSessionStore(path: folder.path())
        let site = try SessionTestSite(store: store)
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        // What a killed process leaves: the file and its log, and nothing in order.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.path() + suffix,
                toPath: folder.path("copy.db") + suffix
            )
        }
        let copy = try SessionTestSite(
            store: folder.store("copy.db"),
            clientIDs: site.manager.clientIDs
        )
        let reply = try await copy.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(reply.result == "red")
    }

    @Test func durabilityIsWhatWasAskedFor() async throws {
        for (durability, expected) in [(SQLiteSessionStore.Durability.full, 2), (.normal, 1)] {
            let path = folder.path("\(expected).db")
            let store = try SQLiteSessionStore(path: path, durability: durability)
            let mode = try await store.writer.writeWithoutTransaction { database in
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            }
            #expect(mode == expected)
        }
    }

    @Test func aFullFileIsATypedErrorAndWritesNothing() async throws {
        let store = try folder.store(maximumFileSize: 200_000)
        let site = try SessionTestSite(store: store)
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        var failure: SessionError?
        let large = [UInt8](repeating: 1, count: 50_000)
        for number in 0..<10 where failure == nil {
            do {
                try await site.visit(cookie: cookie) { session in
                    try session["p"].set(number, for: "last")
                    try session["p"].set(large, for: "large\(number)")
                }
            } catch let error as SessionError {
                failure = error
            }
        }
        #expect(failure?.code == .storeFull)
        #expect(failure?.message == "the disk or the file is full")
        #expect(failure?.cause == "SQLite result code 13 (database or disk is full)")
        let values = try await site.visit(cookie: cookie) { session in
            let last = try await session["p"].value("last", as: Int.self)
            return (last, try await session["p"].keys().count)
        }
        #expect(values.result.0.map { $0 + 3 } == values.result.1)
    }

    /// So that no request does it, in whose commit the log has become long.
    @Test func aSweepWritesTheLogBack() async throws {
        let clock = ManualClock()
        let store = try folder.store(clock: clock)
        let site = try SessionTestSite(store: store)
        for _ in 0..<5 { _ = try await site.seed { try $0["p"].set("red", for: "color") } }
        clock.advance(by: .seconds(100_000))
        #expect(try await store.sweep(limit: 3) == 3)
        try FileManager.default.copyItem(atPath: folder.path(), toPath: folder.path("copy.db"))
        let copy = try DatabaseQueue(path: folder.path("copy.db"))
        let count = try await copy.read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sessions")
        }
        #expect(count == 2)
    }

    /// Commits are as durable after a sweep as before it, also after one that fails.
    @Test(arguments: [(SQLiteSessionStore.Durability.full, 2), (.normal, 1)])
    func aSweepChangesNoDurability(
        durability: SQLiteSessionStore.Durability,
        expected: Int
    ) async throws {
        let store = try SQLiteSessionStore(path: folder.path(), durability: durability)
        for isDamaged in [false, true] {
            if isDamaged {
                try await store.writer.write { try $0.execute(sql: "DROP TABLE sessions") }
                await #expect(throws: SessionError.self) { try await store.sweep(limit: 3) }
            } else {
                #expect(try await store.sweep(limit: 3) == 0)
            }
            let mode = try await store.writer.writeWithoutTransaction { database in
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            }
            #expect(mode == expected)
        }
    }

    @Test func twoStoresOnOneFileSeeEachOther() async throws {
        let first = try SessionTestSite(store: folder.store())
        let second = try SessionTestSite(store: folder.store(), clientIDs: first.manager.clientIDs)
        let cookie = try await first.seed { try $0["p"].set(0, for: "n") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for site in [first, second] {
                for _ in 0..<10 {
                    group.addTask {
                        for _ in 0..<20 {
                            try await site.visit(cookie: cookie) { try $0["p"].increment("n") }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let reply = try await second.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 400)
    }

    @Test func twoProcessesOnOneFileLoseNothing() async throws {
        let store = try folder.store()
        _ = try await SharedCounter(store: store).make()
        let path = folder.path()
        async let parent: Void = SharedCounter(store: store).increment(100)
        await #expect(processExitsWith: .success) { [path = path as String] in
            let store = try SQLiteSessionStore(path: path, durability: .normal)
            try await SharedCounter(store: store).increment(100)
        }
        try await parent
        #expect(try await SharedCounter(store: store).value == 200)
    }

    private func write(to store: SQLiteSessionStore) async throws {
        let site = try SessionTestSite(store: store)
        _ = try await site.seed { try $0["p"].set(String(repeating: "x", count: 500), for: "k") }
    }

    private func expectUnavailable(_ name: String, _ remedy: String) {
        let error = #expect(throws: SessionError.self) { try folder.store(name) }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.hasPrefix(folder.path(name)) == true)
        #expect(error?.message.contains(remedy) == true, "\(error?.message ?? "")")
    }
}
#endif
