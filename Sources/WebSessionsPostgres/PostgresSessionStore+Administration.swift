// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Logging
public import WebSessions

extension PostgresSessionStore {
    /// Lists the records of a principal; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        let rows = try await run(
            statements.listPrincipal,
            [now, .bytes(principal)],
            within: begin()
        )
        return SessionRecordPage(rows.map(PostgresReply.listed))
    }

    /// Removes the records of a principal; see the contract of `SessionStore`.
    ///
    /// They end together, in one transaction. Where a reply is lost, those that were removed
    /// before it are not counted.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    @discardableResult
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        let row = try await call(
            statements.revokeAll,
            receipt() + [.bytes(principal), .bytes(locator)]
        )
        return Int(row.number(0) ?? 0)
    }

    /// Lists all records; see the contract of `SessionStore`.
    ///
    /// They come in the order of their locators, each once.
    ///
    /// - Throws: `SessionErrorCode.invalidCursor` for a cursor that this store did
    ///   not make; what prevents the servers from answering, as ``PostgresSessionStore`` says.
    /// - Complexity: O(limit + log n) for each page, for n records in the store.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        let start = try cursor.map { try $0.locator.bytes } ?? []
        let limit = max(limit, 1)
        // One more says whether there is a next page.
        let count = limit == .max ? limit : limit + 1
        let rows = try await run(
            statements.listAll,
            [now, .bytes(Array(start)), .number(Int64(count))],
            within: begin()
        )
        let isLast = rows.count <= limit
        let last = isLast ? nil : rows[limit - 1].bytes(13).flatMap { SessionLocator(bytes: $0) }
        return SessionRecordPage(
            rows.prefix(limit).map(PostgresReply.listed),
            next: last.map(SessionPageCursor.init(after:))
        )
    }

    /// Removes expired records; see the contract of `SessionStore`.
    ///
    /// It looks at records when they may have ended first, and notes of those that were used
    /// meanwhile when that will be. Each batch is a transaction that waits for no other, and
    /// leaves what another one has for later. While a replica is far behind, none is removed:
    /// its role has to be a member of `pg_monitor` for that.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    public func sweep(limit: Int) async throws -> Int {
        var removed = 0
        while removed < limit {
            let start = ContinuousClock.now
            let rest = Int64(limit - removed)
            let row = try await call(statements.sweep, [now, .number(rest), .number(maximumLag)])
            guard let count = row.number(0), let seen = row.number(1) else { throw unexpected() }
            if let lag = row.number(2), lag > maximumLag {
                let message = "a sweep waits for a replica that is \(lag) bytes behind"
                logger.notice("\(message)", metadata: ["store": "\(name)"])
                break
            }
            removed += Int(count)
            let isUnfinished = seen == rest && removed < limit
            SweepReport(waiting: .zero, turn: start.duration(to: .now), isUnfinished: isUnfinished)
                .tell()
            guard isUnfinished else { break }
            // Others have their turn, for as long as the batch took.
            try await Task.sleep(for: start.duration(to: .now), clock: .continuous)
        }
        return removed
    }

    /// Asks the server whether it takes writes, and has the tables.
    ///
    /// - Throws: `SessionErrorCode.storeUnavailable` for a replica, or without tables; what
    ///   prevents the servers from answering, as ``PostgresSessionStore`` says.
    public func ping() async throws {
        guard try await call(statements.role, []).truth(0) else { return }
        let message = "the server takes no writes; name its primary in the PostgreSQL URL"
        throw SessionError(.storeUnavailable, message, store: name, isStoreAway: false)
    }
}

/// For the command, which cannot know what a store was made with.
extension PostgresSessionStore {
    /// The names of the schemas with sessions in the database.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore`` says.
    package func schemas() async throws -> [String] {
        try await reporting {
            try await driver.run(PostgresSchema.all, [], within: begin()).compactMap { $0.text(0) }
        }
    }
}
#endif
