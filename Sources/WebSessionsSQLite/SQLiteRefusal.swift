// SPDX-License-Identifier: Apache-2.0

#if SQLite
import WebSessions

/// Why a database is not used, though SQLite can open it.
enum SQLiteRefusal: Error, Equatable {
    /// A later version of this library wrote it.
    case superseded
    /// An earlier version of this library wrote it, and it may not be changed now.
    case outdated
    /// It is the database of something else.
    case foreign
    /// There are no sessions in it, and none may be made.
    case empty
    /// The application has a table of that name.
    case taken(String)
    /// What a session leaves behind would stay.
    case noForeignKeys
    /// No name of a table can begin so.
    case prefix

    /// What is wrong with the database, and what to do.
    var problem: String {
        switch self {
        case .superseded:
            "was written by a newer version of this library; update the application"
        case .outdated:
            "was written by an older version of this library; start the application, which "
                + "brings it up to date"
        case .foreign:
            "is the database of something else; choose another path, or give the store that "
                + "database with SQLiteSessionStore(writer:tablePrefix:)"
        case .empty:
            "has no sessions in it; the application makes their tables when it starts"
        case .taken(let table):
            "has a table \(table) already, which is none of this library; choose another "
                + "table prefix"
        case .noForeignKeys:
            "does not enforce foreign keys; set foreignKeysEnabled in its configuration"
        case .prefix:
            "cannot have tables of that prefix; take ASCII letters, digits and underscores, a "
                + "letter or underscore first, at most 64 of them, and not sqlite_"
        }
    }

    /// Whether the code of the application is at fault, not the file.
    var code: SessionErrorCode {
        switch self {
        case .noForeignKeys, .prefix, .taken: .invalidConfiguration
        case .superseded, .outdated, .foreign, .empty: .storeUnavailable
        }
    }
}
#endif
