// SPDX-License-Identifier: Apache-2.0

#if Redis
public import WebSessions

extension RedisSessionStore {
    /// How many keys a server looks at for one `SCAN` at most.
    private static let batch = 1000

    /// Lists all records; see the contract of `SessionStore`.
    ///
    /// Each server is scanned once for a whole listing, one after the other. A record may come
    /// twice where a server makes room for more keys, or fewer, meanwhile. A server that is
    /// started again or replaced before it was listed to its end has its keys in another order:
    /// the next page throws `SessionErrorCode.invalidCursor`, and the listing has to begin
    /// anew. A server that does not answer is an error as with every call, after which the
    /// same cursor is still good. Records in slots that move from server to server meanwhile
    /// may be left out.
    ///
    /// - Throws: `SessionErrorCode.invalidCursor` for a cursor of another store, or
    ///   of servers that are not the same any more; what prevents the servers from
    ///   answering, as ``RedisSessionStore`` says.
    /// - Complexity: O(limit) for each page where there are no other keys at the servers; O(n)
    ///   for a whole listing, for n keys.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        let servers = try await masters().sorted { $0.description < $1.description }
        var listing = try listing(cursor, servers)
        let limit = max(limit, 1)
        var results: [Result<SessionRecord, UnreadableSessionRecord>] = []
        var isAtEnd = false
        while results.count < limit, !isAtEnd {
            let wanted = limit - results.count
            try await fill(&listing, to: wanted, servers)
            let looked = Array(listing.found.prefix(wanted))
            listing.found.removeFirst(looked.count)
            let live = try await concurrently(looked) { locator in
                try await self.listed(locator, within: self.begin())
            }
            results += live.compactMap(\.self)
            isAtEnd = listing.server == servers.count && listing.found.isEmpty
        }
        return SessionRecordPage(results, next: isAtEnd ? nil : listing.cursor)
    }

    private func listing(
        _ cursor: SessionPageCursor?,
        _ servers: [RedisEndpoint]
    ) throws(SessionError) -> RedisListing {
        let new = RedisListing(of: servers)
        guard let cursor else { return new }
        guard let listing = RedisListing(cursor), listing.server <= servers.count else {
            throw SessionError(.invalidCursor, "the cursor is none of this store", store: name)
        }
        guard listing.servers == new.servers else {
            throw superseded("the servers are not those with which the listing began")
        }
        return listing
    }

    private func superseded(_ reason: String) -> SessionError {
        SessionError(.invalidCursor, "\(reason); begin it anew", store: name)
    }

    /// Scans until so many locators are found, or all servers are at their end.
    private func fill(
        _ listing: inout RedisListing,
        to wanted: Int,
        _ servers: [RedisEndpoint]
    ) async throws {
        while listing.found.count < wanted, listing.server < servers.count {
            let server = servers[listing.server]
            let process = try await process(of: server)
            guard listing.process ?? process == process else {
                throw superseded("\(server) was started again since the listing began")
            }
            listing.process = process
            try await scan(server, &listing, to: wanted)
            // It may have been another process by then.
            guard try await self.process(of: server) == process else {
                throw superseded("\(server) was started again since the listing began")
            }
            if listing.position == 0 { listing.finishServer() }
        }
    }

    /// Scans one server until so many locators are found, or it is at its end.
    ///
    /// A server gives all keys of a place in its table, few more than it was asked for. So it
    /// is asked for as many as are wanted, and for more where few of them are records.
    private func scan(
        _ server: RedisEndpoint,
        _ listing: inout RedisListing,
        to wanted: Int
    ) async throws {
        var count = min(max(wanted - listing.found.count, 10), Self.batch)
        repeat {
            let batch = try await scan(server, listing.position, keys.allRecords, count: count)
            listing.found += batch.keys.compactMap { keys.locator(ofRecord: $0) }
            listing.position = batch.next
            if batch.keys.count < count / 2 { count = min(count * 2, Self.batch) }
        } while listing.position != 0 && listing.found.count < wanted
    }

    /// Stands for the process of a server; always the same for a user who may not ask.
    private func process(of server: RedisEndpoint) async throws -> String {
        let reply = try await reporting {
            try await driver.run(RedisCommand("INFO", "server"), on: server, within: begin())
        }
        let facts = RedisSettings(info: reply.text ?? "", settings: nil).facts
        return RedisListing.mark(of: [facts["run_id"] ?? ""])
    }
}
#endif
