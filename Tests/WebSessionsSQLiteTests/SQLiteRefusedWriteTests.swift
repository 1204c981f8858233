// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

/// A file that can be read, and takes no writes.
@Suite struct SQLiteRefusedWriteTests {
    enum Reason: CaseIterable {
        case isReadOnly
        case isLocked
    }

    private let folder: SQLiteFolder
    private let clock = ManualClock()
    private let store: SQLiteSessionStore
    private let site: SessionTestSite

    init() throws {
        folder = try SQLiteFolder()
        store = try SQLiteSessionStore(
            path: folder.path(),
            busyTimeout: .milliseconds(20),
            clock: clock
        )
        site = try SessionTestSite(store: store, clock: clock)
    }

    @Test(arguments: Reason.allCases)
    func pagesAreReadWithoutRecordingTheAccess(_ reason: Reason) async throws {
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let before = clock.now
        clock.advance(by: .seconds(3000))
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.path(), configuration: configuration)
        switch reason {
        case .isReadOnly:
            try await store.writer.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA query_only = 1")
            }
        case .isLocked:
            try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
        }
        let color = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(color.result == "red")
        let record = try #require(try await store.records(after: nil, limit: 1).records.first)
        #expect(record.lastAccess == before)
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { try $0["p"].set("blue", for: "color") }
        }
        #expect(error?.code == .storeFailure)
        #expect(error?.isStoreAway == false)
        clock.advance(by: .seconds(600))
        let late = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
        #expect(late.result == [], "an access was recorded")
    }

    @Test(arguments: [
        (ResultCode.SQLITE_FULL, SessionErrorCode.storeFull, true),
        (.SQLITE_READONLY, .storeFailure, true), (.SQLITE_BUSY, .storeFailure, true),
        (.SQLITE_CORRUPT, .storeFailure, false), (.SQLITE_IOERR, .storeFailure, false),
    ])
    func eachResultCodeHasItsError(
        _ result: ResultCode,
        _ code: SessionErrorCode,
        _ isRefusedWrite: Bool
    ) {
        let error = SessionError(working: "sqlite", DatabaseError(resultCode: result))
        #expect(error.code == code)
        #expect(error.isRefusedWrite == isRefusedWrite)
        #expect(!error.isStoreAway)
    }

    /// The limit of the file is not in the way of what makes it emptier.
    @Test func aFullFileReadsAndEndsSessions() async throws {
        let store = try folder.store("small.db", clock: clock, maximumFileSize: 200_000)
        let site = try SessionTestSite(store: store, clock: clock)
        let value = [UInt8](repeating: 1, count: 10_000)
        var cookies: [String] = []
        var failure: SessionError?
        while failure == nil, cookies.count < 100 {
            do {
                cookies.append(try await site.seed { try $0["p"].set(value, for: "large") })
            } catch let error as SessionError {
                failure = error
            }
        }
        #expect(failure?.code == .storeFull)
        clock.advance(by: .seconds(3000))
        let kept = try await site.visit(cookie: cookies[0]) { session in
            try await session["p"].value("large", as: [UInt8].self)
        }
        #expect(kept.result == value)
        for cookie in cookies.dropFirst() {
            try await site.visit(cookie: cookie) { try $0.logout() }
        }
        _ = try await site.seed { try $0["p"].set(value, for: "large") }
    }
}
#endif
