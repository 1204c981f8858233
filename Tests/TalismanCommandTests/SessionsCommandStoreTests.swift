// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import TestSupport
import Testing
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// What `talisman sessions` leaves as it is.
@Suite struct SessionsCommandStoreTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let commands = [
        ["list"], ["count"], ["show", "AQEBAQEBAQEBAQEB"], ["sweep"],
        ["revoke", "AQEBAQEBAQEBAQEB"],
    ]

    @Test(arguments: commands)
    func anEmptyFileStaysEmpty(_ command: [String]) throws {
        let path = try folder.write("empty.sqlite", "")
        let result = try run(command, path)
        #expect(result.errors.contains("\(path) has no sessions in it"))
        #expect(result.output == "")
        #expect(result.status == 2)
        #expect(folder.text("empty.sqlite") == "")
    }

    @Test(arguments: commands)
    func aDatabaseOfSomethingElseIsRefused(_ command: [String]) throws {
        let path = "\(folder.path)/app.sqlite"
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE sessions (sid TEXT, data TEXT)") }
        try queue.close()
        let before = try contents(path)
        let result = try run(command, path)
        #expect(result.errors.contains("\(path) is the database of something else"))
        #expect(result.status == 2)
        #expect(try contents(path) == before)
    }

    @Test(arguments: [["list"], ["count"], ["show", "AQEBAQEBAQEBAQEB"]])
    func lookingWritesNothing(_ command: [String]) async throws {
        let file = try SessionFile()
        try await file.add([try SessionFile.locator(1)])
        let queue = try DatabaseQueue(path: file.path)
        try await queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA application_id = 0")
        }
        try queue.close()
        let before = try contents(file.path)
        let result = try run(command, file.path)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try contents(file.path) == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: file.folder.path)
        #expect(names == ["sessions.sqlite"])
        // A command that writes marks the file, and no more.
        #expect(try run(["sweep"], file.path).output == "removed 0\n")
        let after = try DatabaseQueue(path: file.path)
        let state = try await after.read { database in
            [
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try String.fetchOne(database, sql: "PRAGMA application_id"),
            ]
        }
        #expect(state == ["delete", "1415670889"])
    }

    @Test func sessionsInADatabaseOfAnApplicationAreFoundByTheirPrefix() async throws {
        let path = "\(folder.path)/app.sqlite"
        let pool = try DatabasePool(path: path)
        try await pool.write { try $0.execute(sql: "CREATE TABLE sessions (speaker TEXT)") }
        let site = try SessionTestSite(store: SQLiteSessionStore(writer: pool, tablePrefix: "web_"))
        _ = try await site.seed { try $0.login(principal: "ada") }
        let listed = try run(["list", "--json", "--table-prefix", "web_"], path)
        #expect(listed.output.contains(#""principal":"ada""#), "\(listed.errors)")
        let ended = try run(["revoke", "--principal", "ada", "--table-prefix", "web_"], path)
        #expect(ended.output == "ended 1\n")
        let none = try run(["count", "--table-prefix", "other_"], path)
        #expect(none.errors.contains("has no sessions in it"))
        #expect(none.status == 2)
        let wrong = try run(["count", "--table-prefix", "a;b"], path)
        #expect(wrong.errors.contains("cannot have tables of that prefix"))
        #expect(wrong.status == 2)
    }

    private func run(_ command: [String], _ path: String) throws -> Program.Result {
        try Command.run(["sessions"] + command + ["--store", "sqlite:\(path)"])
    }

    private func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }
}
#endif
