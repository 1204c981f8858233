// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsSQLite

/// Whose a file is, and what is left as it is.
@Suite struct SQLiteOwnershipTests {
    private let folder: SQLiteFolder

    init() throws {
        folder = try SQLiteFolder()
    }

    @Test func aFileOfSessionsSaysSo() throws {
        try folder.store().close()
        #expect(try ownership() == .sessions(isMarked: true))
    }

    @Test func aFileOfBeforeIsKnownByItsTablesAndMarked() throws {
        for last in ["sessions-1", "sessions-2"] {
            let path = folder.path("\(last).db")
            let queue = try DatabaseQueue(path: path)
            try queue.write { try SQLiteSchema.own.migrate($0, upTo: last) }
            #expect(try queue.read(SQLiteOwnership.init) == .sessions(isMarked: false))
            try queue.close()
            try folder.store("\(last).db").close()
            #expect(try ownership("\(last).db") == .sessions(isMarked: true))
        }
    }

    /// One that another program marked, one with its tables, and one with a table of our name.
    @Test(arguments: [
        "PRAGMA application_id = 252006673", "CREATE TABLE products (id INTEGER PRIMARY KEY)",
        "CREATE TABLE sessions (sid TEXT PRIMARY KEY, expired INTEGER, sess TEXT)",
    ])
    func aDatabaseOfSomethingElseIsRefusedAndLeftAsItIs(_ statement: String) throws {
        let queue = try DatabaseQueue(path: folder.path())
        try queue.write { try $0.execute(sql: statement) }
        try queue.close()
        let before = try contents()
        let error = #expect(throws: SessionError.self) { try folder.store() }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("is the database of something else") == true)
        #expect(try contents() == before)
        let reading = #expect(throws: SessionError.self) {
            try SQLiteSessionStore(existing: folder.path(), isReadOnly: false)
        }
        #expect(reading?.message == error?.message)
        #expect(try contents() == before)
    }

    @Test func anEmptyDatabaseBecomesAFileOfSessions() throws {
        let queue = try DatabaseQueue(path: folder.path())
        try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
        try queue.close()
        try folder.store().close()
        #expect(try ownership() == .sessions(isMarked: true))
    }

    // MARK: Opening what is there

    @Test(arguments: [true, false])
    func openingWhatIsThereMakesNothing(isReadOnly: Bool) throws {
        try Data().write(to: URL(fileURLWithPath: folder.path()))
        let empty = #expect(throws: SessionError.self) {
            try SQLiteSessionStore(existing: folder.path(), isReadOnly: isReadOnly)
        }
        #expect(empty?.message.contains("has no sessions in it") == true)
        #expect(try contents().isEmpty)
        let queue = try DatabaseQueue(path: folder.path())
        try queue.write { try SQLiteSchema.own.migrate($0, upTo: "sessions-1") }
        try queue.close()
        let before = try contents()
        let old = #expect(throws: SessionError.self) {
            try SQLiteSessionStore(existing: folder.path(), isReadOnly: isReadOnly)
        }
        #expect(old?.message.contains("written by an older version") == true)
        #expect(try contents() == before)
    }

    @Test func aFileThatIsReadOnlyForUsStaysAsItIs() async throws {
        try await makeSession()
        try mode("DELETE")
        let before = try contents()
        let store = try SQLiteSessionStore(existing: folder.path(), isReadOnly: true)
        #expect(try await store.records(after: nil, limit: 10).records.count == 1)
        let error = await #expect(throws: SessionError.self) { try await store.sweep(limit: 1) }
        #expect(error?.message == "the file cannot be written")
        try store.close()
        #expect(try contents() == before)
        #expect(try mode() == "delete")
    }

    @Test func whatIsOpenedForAdministrationKeepsItsMode() async throws {
        try await makeSession()
        try mode("DELETE")
        let store = try SQLiteSessionStore(existing: folder.path(), isReadOnly: false)
        #expect(try await store.sweep(limit: 10) == 0)
        let locator = try #require(try await store.records(after: nil, limit: 1).records.first)
            .locator
        #expect(try await store.revoke(locator, secretHash: nil))
        try store.close()
        #expect(try mode() == "delete")
    }

    @Test func sessionsAreReadBesideTheApplication() async throws {
        let store = try folder.store()
        let site = try SessionTestSite(store: store)
        let looking = try SQLiteSessionStore(existing: folder.path(), isReadOnly: true)
        _ = try await site.seed { try $0["p"].set("red", for: "color") }
        #expect(try await looking.records(after: nil, limit: 10).records.count == 1)
        try looking.close()
        _ = try await site.seed { try $0["p"].set("red", for: "color") }
        #expect(try await store.records(after: nil, limit: 10).records.count == 2)
    }

    /// SQLite reads a file in WAL mode with the help of two files beside it.
    @Test func aFolderThatCannotBeWrittenIsTold() {
        for code in [ResultCode.SQLITE_CANTOPEN, .SQLITE_READONLY] {
            let error = SessionError(
                reading: "/srv/a.db",
                store: "s",
                DatabaseError(resultCode: code)
            )
            #expect(error.code == .storeUnavailable)
            #expect(error.message.hasPrefix("/srv/a.db cannot be opened; SQLite needs the files "))
            #expect(error.message.contains("run this as the user of the application"))
        }
    }

    // MARK: Files

    private func makeSession() async throws {
        let store = try folder.store()
        let site = try SessionTestSite(store: store)
        _ = try await site.seed { try $0["p"].set("red", for: "color") }
        try store.close()
    }

    private func ownership(_ name: String = "sessions.db") throws -> SQLiteOwnership {
        let queue = try DatabaseQueue(path: folder.path(name))
        defer { try? queue.close() }
        return try queue.read(SQLiteOwnership.init)
    }

    private func contents() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: folder.path()))
    }

    @discardableResult
    private func mode(_ mode: String? = nil) throws -> String? {
        let queue = try DatabaseQueue(path: folder.path())
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { database in
            let assignment = mode.map { " = \($0)" } ?? ""
            return try String.fetchOne(database, sql: "PRAGMA journal_mode\(assignment)")
        }
    }
}
#endif
