// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB

/// Whose database a file is, by its header and its tables.
enum SQLiteOwnership: Equatable {
    /// There is nothing in it.
    case empty
    /// It has sessions; `isMarked` where its header says so, too.
    case sessions(isMarked: Bool)
    /// It belongs to something else.
    case foreign

    /// The `application_id` of a file of sessions, "Tali" in ASCII.
    static let mark: Int32 = 0x5461_6C69

    init(_ database: Database) throws {
        let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if mark == Self.mark {
            self = .sessions(isMarked: true)
        } else if mark != 0 {
            self = .foreign
        } else if try SQLiteSchema.own.exists(database) {
            // Files of before the mark.
            self = .sessions(isMarked: false)
        } else {
            let count = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master")
            self = count == 0 ? .empty : .foreign
        }
    }
}

extension Database {
    /// Makes the tables of a file of sessions, or brings them up to date, and marks it as one.
    func makeSessions() throws {
        try SQLiteSchema.own.migrate(self)
        try execute(sql: "PRAGMA application_id = \(SQLiteOwnership.mark)")
    }
}
#endif
