#if Redis
public import WebSessions

extension RedisSessionStore {
    /// Lists all records; see the contract of `SessionStore`.
    ///
    /// - Complexity: O(n) at the servers for n keys in them, for each page.
    public func records(
        after locator: SessionLocator?,
        limit: Int
    ) async throws -> [SessionRecord] {
        var page: [SessionRecord] = []
        var last = locator
        while page.count < limit {
            let next = try await locators(after: last, limit: limit)
            let records = try await concurrently(next) { try await self.record($0) }
            page += records.compactMap(\.self)
            guard next.count == limit else { break }
            last = next.last
        }
        return Array(page.prefix(max(limit, 0)))
    }

    /// Removes expired records; see the contract of `SessionStore`.
    ///
    /// With the clock of the server there are none: Redis removes them itself. What is left
    /// to do then is to look at some principals' indexes for entries without a record.
    public func sweep(limit: Int) async throws -> Int {
        guard limit > 0 else { return 0 }
        guard clock != nil else {
            try await sweepIndexes(limit: limit)
            return 0
        }
        var count = 0
        for endpoint in try await masters() {
            var cursor: String? = "0"
            while let position = cursor, count < limit {
                let batch = try await scan(endpoint, position, keys.allRecords)
                let due = batch.keys
                for key in due where count < limit {
                    count += try await run(.sweep, key, []).number == 1 ? 1 : 0
                }
                cursor = batch.next
            }
        }
        return count
    }

    /// A record that has not expired; nil for none.
    func record(_ locator: SessionLocator) async throws -> SessionRecord? {
        let reply = try await look(at: locator, nil, reads: .nothing, touch: nil)
        guard let parts = reply.elements, let word = parts.first?.text else { throw unexpected() }
        guard word != "NEWER" else { throw newer(locator) }
        guard word == "FOUND", parts.count == 7 else { return nil }
        return try record(parts[1...3], locator: locator)
    }

    // MARK: Scanning

    /// Keys that match a pattern, and where to go on.
    struct Batch {
        let keys: [[UInt8]]
        /// Nil at the end.
        let next: String?
    }

    func masters() async throws -> [RedisEndpoint] {
        try await reporting { try await driver.masters() }
    }

    func scan(
        _ endpoint: RedisEndpoint,
        _ cursor: String,
        _ pattern: String
    ) async throws -> Batch {
        let command = RedisCommand("SCAN", cursor, "MATCH", pattern, "COUNT", "1000")
        let reply = try await reporting {
            let reply = try await driver.run(command, on: endpoint)
            if let failure = reply.failure { throw RedisFailure.refused(failure) }
            return reply
        }
        guard let parts = reply.elements, parts.count == 2, let next = parts[0].text else {
            throw unexpected()
        }
        let keys = (parts[1].elements ?? []).compactMap(\.bytes)
        return Batch(keys: keys, next: next == "0" ? nil : next)
    }

    /// The first locators after one, in their order.
    private func locators(
        after start: SessionLocator?,
        limit: Int
    ) async throws -> [SessionLocator] {
        var found: Set<SessionLocator> = []
        for endpoint in try await masters() {
            var cursor: String? = "0"
            while let position = cursor {
                let batch = try await scan(endpoint, position, keys.allRecords)
                let locators = batch.keys.compactMap { keys.locator(ofRecord: $0) }
                found.formUnion(locators.filter { locator in start.map { $0 < locator } ?? true })
                if found.count > max(limit * 2, 10_000) {
                    found = Set(found.sorted().prefix(limit))
                }
                cursor = batch.next
            }
        }
        return Array(found.sorted().prefix(max(limit, 0)))
    }

    /// Looks at the indexes in one batch of keys of each server, another one each time.
    private func sweepIndexes(limit: Int) async throws {
        for endpoint in try await masters() {
            let cursor = cursors.cursor(of: endpoint)
            let batch = try await scan(endpoint, cursor, keys.allIndexes)
            for key in batch.keys {
                try await sweepIndex(key, limit: limit)
            }
            cursors.set(batch.next ?? "0", of: endpoint)
        }
    }

    private func sweepIndex(_ key: [UInt8], limit: Int) async throws {
        let count = Array(String(limit).utf8)
        let reply = try await send(
            RedisCommand("ZRANDMEMBER", arguments: [key, count]),
            forKey: key
        )
        let locators = (reply.elements ?? []).compactMap { $0.text.flatMap { SessionLocator($0) } }
        let states = try await concurrently(locators) { locator in
            let key = self.keys.record(locator)
            return try await self.send(RedisCommand("EXISTS", arguments: [key]), forKey: key).number
        }
        let gone = zip(locators, states).filter { $0.1 == 0 }.map(\.0)
        try await strike(gone, from: key)
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
