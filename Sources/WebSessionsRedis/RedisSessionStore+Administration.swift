// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

extension RedisSessionStore {
    /// Removes expired records; see the contract of `SessionStore`.
    ///
    /// With the clock of the server there are none: Redis removes them itself. What is left
    /// to do then is to look at some principals' indexes for entries without a record.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    public func sweep(limit: Int) async throws -> Int {
        guard limit > 0 else { return 0 }
        guard clock != nil else {
            try await sweepIndexes(limit: limit)
            return 0
        }
        var count = 0
        for endpoint in try await masters() {
            var position: UInt64 = 0
            repeat {
                let batch = try await scan(endpoint, position, keys.allRecords)
                for key in batch.keys where count < limit {
                    let reply = try await run(.sweep, key, [], within: begin())
                    count += reply.number == 1 ? 1 : 0
                }
                position = batch.next
            } while position != 0 && count < limit
        }
        return count
    }

    /// Asks every master whether it is one.
    ///
    /// - Throws: `SessionErrorCode.storeUnavailable` for a replica; what prevents the servers
    ///   from answering, as ``RedisSessionStore`` says.
    public func ping() async throws {
        for endpoint in try await masters() {
            let reply = try await reporting {
                try await driver.run(RedisCommand("ROLE"), on: endpoint, within: begin())
            }
            // A user who may not ask for the role got an answer, too.
            guard let role = reply.elements?.first?.text, role != "master" else { continue }
            let message = "\(endpoint) is a replica; put its master into the Redis URL"
            throw SessionError(.storeUnavailable, message, store: name, isStoreAway: false)
        }
    }

    /// A record that has not expired, for a listing; nil for none, or for one of another
    /// principal where one is given.
    func listed(
        _ locator: SessionLocator,
        principal: String? = nil,
        within call: RedisCall
    ) async throws -> Result<SessionRecord, UnreadableSessionRecord>? {
        let reply = try await look(at: locator, nil, reads: .nothing, touch: nil, within: call)
        let parts = reply.elements ?? []
        switch parts.first?.text {
        case "ABSENT", "EXPIRED": return nil
        case "FOUND":
            let record = try snapshot(reply, locator).record
            return principal.map(record.isOf) ?? true ? .success(record) : nil
        case let word:
            guard let problem = Self.problem(word) else { throw unexpected() }
            let found = parts.last?.text.map { SessionName($0) }
            guard principal == nil || found == principal.map({ SessionName($0) }) else {
                return nil
            }
            return .failure(UnreadableSessionRecord(locator, problem))
        }
    }

    // MARK: Scanning

    /// Keys that match a pattern, and where to go on.
    struct Batch {
        let keys: [[UInt8]]
        /// Zero at the end.
        let next: UInt64
    }

    func masters() async throws -> [RedisEndpoint] {
        try await reporting { try await driver.masters(within: begin()) }
    }

    func scan(
        _ endpoint: RedisEndpoint,
        _ position: UInt64,
        _ pattern: String,
        count: Int = 1000
    ) async throws -> Batch {
        let command = RedisCommand("SCAN", "\(position)", "MATCH", pattern, "COUNT", "\(count)")
        let reply = try await reporting {
            let reply = try await driver.run(command, on: endpoint, within: begin())
            if let failure = reply.failure { throw RedisFailure.refused(failure) }
            return reply
        }
        guard let parts = reply.elements, parts.count == 2,
            let next = parts[0].text.flatMap({ UInt64($0) })
        else { throw unexpected() }
        return Batch(keys: (parts[1].elements ?? []).compactMap(\.bytes), next: next)
    }

    /// Looks at the indexes in one batch of keys of each server, another one each time.
    private func sweepIndexes(limit: Int) async throws {
        for endpoint in try await masters() {
            let cursor = cursors.cursor(of: endpoint)
            let batch = try await scan(endpoint, cursor, keys.allIndexes)
            for key in batch.keys {
                try await sweepIndex(key, limit: limit)
            }
            cursors.set(batch.next, of: endpoint)
        }
    }

    private func sweepIndex(_ key: [UInt8], limit: Int) async throws {
        let count = Array(String(limit).utf8)
        let reply = try await send(
            RedisCommand("ZRANDMEMBER", arguments: [key, count]),
            forKey: key,
            within: begin()
        )
        let locators = (reply.elements ?? []).compactMap { $0.text.flatMap { SessionLocator($0) } }
        let states = try await concurrently(locators) { locator in
            // Every record has a secret; what an end leaves has none.
            let key = self.keys.record(locator)
            let command = RedisCommand("HEXISTS", arguments: [key, Array("k".utf8)])
            return try await self.send(command, forKey: key, within: self.begin()).number
        }
        let gone = zip(locators, states).filter { $0.1 == 0 }.map(\.0)
        try await strike(gone, from: key, within: begin())
    }

    /// Does something for each element, many at a time; the results are in their order.
    func concurrently<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        width: Int = 64,
        _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            for (index, element) in elements.enumerated() {
                if index >= width, let (place, result) = try await group.next() {
                    results[place] = result
                }
                group.addTask { (index, try await body(element)) }
            }
            for try await (place, result) in group {
                results[place] = result
            }
            return elements.indices.compactMap { results[$0] }
        }
    }
}
#endif
