// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import TestSupport
import WebSessions
import WebSessionsSQLite
import WebSessionsTesting

/// A database with sessions, for the command to work on.
struct SessionFile {
    /// A secret as clients have one; its bytes must show up nowhere.
    static let secret = Array(repeating: UInt8(ascii: "S"), count: 32)

    let folder: TemporaryFolder
    let path: String

    var url: String { "sqlite:\(path)" }

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/sessions.sqlite"
        try SQLiteSessionStore(path: path).close()
    }

    /// A locator whose bytes are all the same: in text `AQEB…` for 1.
    static func locator(_ byte: UInt8) throws -> SessionLocator {
        guard let locator = SessionLocator(bytes: Array(repeating: byte, count: 12)) else {
            throw SessionError(.invalidName, "not a locator")
        }
        return locator
    }

    /// Makes sessions, with no end unless they have a policy.
    func add(
        _ locators: some Sequence<SessionLocator>,
        principal: String? = nil,
        client: String? = nil,
        values: [SessionField: SessionValue] = [:],
        policy: SessionPolicy = SessionPolicy(timeout: .zero),
        at milliseconds: Int64 = 1_780_000_000_000
    ) async throws {
        let now = SessionInstant(millisecondsSince1970: milliseconds)
        let store = try SQLiteSessionStore(path: path, clock: ManualClock(now: now))
        let operations = values.sorted { $0.key < $1.key }.map { SessionOperation.set($0, $1) }
        let commit = SessionCommit(
            operations,
            policy: policy,
            principal: principal,
            clientHint: client
        )
        for locator in locators {
            guard let hash = SessionSecretHash(bytes: Self.secret) else { continue }
            _ = try await store.create(locator, secretHash: hash, commit: commit)
        }
        try store.close()
    }

    /// Makes a session one that cannot be read.
    func damage(_ locator: SessionLocator) async throws {
        let queue = try DatabaseQueue(path: path)
        try await queue.write { database in
            try database.execute(
                sql: "UPDATE sessions SET created = 'text' WHERE locator = ?",
                arguments: [Data(locator.bytes)]
            )
        }
        try queue.close()
    }

    /// Runs `talisman sessions` on the file.
    func run(_ command: String, _ arguments: String...) throws -> Program.Result {
        try run(command, arguments)
    }

    func run(_ command: String, _ arguments: [String]) throws -> Program.Result {
        try Command.run(["sessions", command, "--store", url] + arguments)
    }
}
#endif
