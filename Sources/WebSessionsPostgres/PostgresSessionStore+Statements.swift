// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// What a store says to its servers, and what it makes of the replies.
extension PostgresSessionStore {
    /// For how many milliseconds the receipt of a commit is kept: far longer than any
    /// repetition takes.
    private var receiptLifetime: Int64 { (max(SessionCommitID.memory, timeout) * 2).milliseconds }

    /// The first argument of every function; null for the clock of the server.
    var now: PostgresArgument { .number(clock?.now.millisecondsSince1970) }

    /// Begins a call: whatever it takes shares its timeout.
    func begin() -> PostgresCall {
        PostgresCall(timeout: timeout)
    }

    /// What all functions begin with that write once however often they are sent: until when
    /// anybody waits, how long a receipt is kept, and what names the call.
    func receipt(_ id: SessionCommitID? = nil) -> [PostgresArgument] {
        let mark = Array((id ?? SessionCommitID()).bytes.prefix(8))
        return [now, .deadline, .number(receiptLifetime), .bytes(mark), .waits]
    }

    /// Runs a statement of the schema, once that is there.
    func run(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument] = [],
        within call: PostgresCall
    ) async throws -> [PostgresRow] {
        try await reporting {
            try await gate.pass { try await open() }
            do {
                return try await driver.run(statement, arguments, within: call)
            } catch let failure as PostgresFailure {
                if Self.absences.contains(failure.state ?? "") { gate.shut() }
                throw failure
            }
        }
    }

    /// The one row of a function's reply.
    func call(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument],
        within call: PostgresCall? = nil
    ) async throws -> PostgresRow {
        let rows = try await run(statement, arguments, within: call ?? begin())
        guard let row = rows.first else { throw unexpected() }
        return row
    }

    /// Turns what the driver throws into what the contract of stores knows.
    func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let failure as PostgresFailure {
            throw SessionError(failure, store: name)
        }
    }

    func unexpected() -> SessionError {
        SessionError(.storeFailure, "the reply of a function is not understood", store: name)
    }

    func damaged(_ locator: SessionLocator) -> SessionError {
        UnreadableSessionRecord(locator, .damaged).error(store: name)
    }

    // MARK: The schema

    /// What a server says of something that is not there.
    private static let absences: Set<String> = [
        PostgresState.undefinedTable, PostgresState.undefinedSchema,
        PostgresState.undefinedFunction,
    ]

    /// Makes the tables of sessions, or brings them up to date; those that are leaves it alone.
    ///
    /// The store does it before its first call, unless it was told not to. Any number of nodes
    /// may do it at once.
    ///
    /// - Throws: `SessionErrorCode.storeUnavailable` for tables of a newer version of this
    ///   library, or where the role may not make them; what prevents the servers from answering,
    ///   as ``PostgresSessionStore`` says.
    public func migrate() async throws {
        try await reporting {
            guard try await !isUpToDate() else { return }
            _ = try await driver.run(schema.migration, [], within: begin())
        }
    }

    private func open() async throws {
        guard try await !isUpToDate() else { return }
        guard gate.migrates else {
            throw PostgresFailure.refused(
                PostgresReplyFailure(state: PostgresState.undefinedTable, message: "")
            )
        }
        _ = try await driver.run(schema.migration, [], within: begin())
    }

    private func isUpToDate() async throws -> Bool {
        let known = Set(schema.steps.map(\.identifier))
        let done = try await doneSteps()
        guard done.isSubset(of: known) else {
            let message =
                "the schema \(schema.name) was written by a newer version of this library; "
                + "update the application"
            throw SessionError(.storeUnavailable, message, store: name, isStoreAway: false)
        }
        return done == known
    }

    private func doneSteps() async throws -> Set<String> {
        do {
            let rows = try await driver.run(schema.doneSteps, [], within: begin())
            return Set(rows.compactMap { $0.text(0) })
        } catch let failure as PostgresFailure {
            guard Self.absences.contains(failure.state ?? "") else { throw failure }
            return []
        }
    }
}
#endif
