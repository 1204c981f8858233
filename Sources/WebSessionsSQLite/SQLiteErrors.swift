// SPDX-License-Identifier: Apache-2.0

#if SQLite
import GRDB
import WebSessions

extension SessionError {
    /// Why a file could not be opened, with its name and the remedy.
    init(opening path: String, store: String, _ error: any Error) {
        self.init(path, store, error, problem: Self.openingProblem(Self.code(error)))
    }

    /// Why a file could not be opened that is to stay as it is.
    init(reading path: String, store: String, _ error: any Error) {
        let code = Self.code(error)
        let isRefused = code == .SQLITE_CANTOPEN || code == .SQLITE_READONLY
        let problem =
            isRefused
            ? "cannot be opened; SQLite needs the files \(path)-wal and \(path)-shm beside it: run "
                + "this as the user of the application, or copy the file and the first of them, "
                + "where it is there, to a folder of your own"
            : Self.openingProblem(code)
        self.init(path, store, error, problem: problem)
    }

    private init(_ path: String, _ store: String, _ error: any Error, problem: String) {
        let refusal = error as? SQLiteRefusal
        self.init(
            refusal?.code ?? .storeUnavailable,
            "\(path) \(refusal?.problem ?? problem)",
            store: store,
            underlying: error,
            cause: Self.cause(error)
        )
    }

    private static func code(_ error: any Error) -> ResultCode? {
        (error as? DatabaseError)?.resultCode
    }

    private static func openingProblem(_ code: ResultCode?) -> String {
        switch code {
        case ResultCode.SQLITE_NOTADB?:
            "is not a database; choose another path, or move the file away"
        case ResultCode.SQLITE_CORRUPT?:
            "is damaged; restore it from a backup, or move it away to start with no sessions"
        case ResultCode.SQLITE_CANTOPEN?:
            "cannot be opened; its folder must exist and be writable for this process"
        case ResultCode.SQLITE_READONLY?, ResultCode.SQLITE_PERM?, ResultCode.SQLITE_AUTH?:
            "cannot be written; make the file and its folder writable for this process"
        case ResultCode.SQLITE_BUSY?, ResultCode.SQLITE_LOCKED?:
            "is locked by another process; end it, or raise the busy timeout"
        case ResultCode.SQLITE_FULL?:
            "does not fit on the disk; make room"
        default:
            "cannot be used as a session store; see the underlying error"
        }
    }

    /// What went wrong in a transaction, which SQLite has rolled back.
    init(working store: String, _ error: any Error) {
        if var known = error as? SessionError {
            known.store = known.store ?? store
            self = known
            return
        }
        let message =
            switch (error as? DatabaseError)?.resultCode {
            case ResultCode.SQLITE_FULL?: "the disk or the file is full"
            case ResultCode.SQLITE_BUSY?: "another process kept the file locked for too long"
            case ResultCode.SQLITE_CORRUPT?, ResultCode.SQLITE_NOTADB?: "the file is damaged"
            case ResultCode.SQLITE_READONLY?: "the file cannot be written"
            default: "the transaction failed"
            }
        let isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
        self.init(
            isFull ? .storeFull : .storeFailure,
            message,
            store: store,
            underlying: error,
            cause: Self.cause(error)
        )
    }

    /// Whether SQLite could not write, and can read nevertheless.
    var isRefusedWrite: Bool {
        guard let code = (underlying as? DatabaseError)?.resultCode else { return false }
        return [.SQLITE_FULL, .SQLITE_READONLY, .SQLITE_BUSY].contains(code)
    }

    /// The result code with SQLite's own words for it; they name nothing of a statement.
    private static func cause(_ error: any Error) -> String? {
        (error as? DatabaseError).map { "SQLite result code \($0.extendedResultCode)" }
    }
}
#endif
