// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionStoreConformance {
    static let administration: [Behaviour] = [
        Behaviour(71, "all live sessions can be listed, however long the pages are") { context in
            let brief = SessionPolicy(timeout: .seconds(1), resolution: .zero)
            _ = try await context.record(policy: brief)
            var expected: Set<SessionLocator> = []
            for _ in 0..<25 {
                expected.insert(try await context.record().0.locator)
            }
            context.clock.advance(by: .seconds(1))
            for limit in [1, 10, 25, 1000] {
                let listed = try await context.listing(limit: limit)
                try expectEqual(Set(listed), expected, "locators by \(limit)")
            }
        },
        Behaviour(72, "a session can be shown without secret and access") { context in
            let value = SessionOperation.set(try field("k"), .integer(1))
            let (id, record) = try await context.record([value], principal: "ada")
            context.clock.advance(by: .seconds(1000))
            let snapshot = try await context.store.inspect(id.locator)
            try expectEqual(snapshot?.record, record, "record")
            try expectEqual(snapshot?.values, [field("k"): .integer(1)], "values")
            let later = try await context.found(id)
            try expectEqual(later.record.lastAccess, record.lastAccess, "last access")
            context.clock.advance(by: .seconds(4200))
            try expect(try await context.store.inspect(id.locator) == nil, "an expired one shows")
        },
        Behaviour(88, "the application reads and writes without a secret") { context in
            let (id, _) = try await context.record([.set(try field("k"), .integer(1))])
            let new = ClientID(random: SystemRandomSource()).secretHash
            let rotation = SessionCommit(policy: SessionPolicy(), newSecretHash: new)
            _ = try await context.store.commit(id.locator, secretHash: id.secretHash, rotation)
            let add = SessionCommit([.add(try field("k"), 1)], policy: SessionPolicy())
            let answer = try await context.store.commit(id.locator, secretHash: nil, add)
            try expectEqual(answer.word, "committed", "a commit")
            let read = try await context.store.read(
                id.locator,
                secretHash: nil,
                reads: .everything,
                touch: nil
            )
            guard case .found(let snapshot) = read, !snapshot.isSuperseded else {
                return try expect(false, "the read is \(read.word)")
            }
            try expectEqual(snapshot.values, [field("k"): .integer(2)], "values")
            try await context.store.revoke(id.locator, secretHash: nil)
            let late = try await context.store.commit(id.locator, secretHash: nil, add)
            try expectEqual(late.word, "gone", "a commit to an ended one")
        },
        Behaviour(73, "a listing gives what lives through it while others come and go") { context in
            var living: Set<SessionLocator> = []
            for _ in 0..<40 {
                living.insert(try await context.record().0.locator)
            }
            var ended = 0
            let listed = try await context.listing(limit: 5) { page in
                guard ended < 20 else { return }
                for locator in page {
                    try await context.store.revoke(locator, secretHash: nil)
                    ended += living.remove(locator) == nil ? 0 : 1
                }
                _ = try await context.record()
            }
            let lost = living.subtracting(listed)
            try expectEqual(lost, [], "what was left out")
        },
        Behaviour(74, "a cursor that the store did not make is refused") { context in
            _ = try await context.record()
            for text in ["", "0", "../..", "é\0", String(repeating: "A", count: 100_000)] {
                try await expectError(.invalidCursor, "a listing that goes on after '\(text)'") {
                    let cursor = SessionPageCursor(text)
                    _ = try await context.store.records(after: cursor, limit: 10)
                }
            }
        },
        Behaviour(75, "no cursor holds anything secret") { context in
            // Three letters of it may stand in a locator by chance.
            let principal = "ada@example.org"
            var secrets: [[UInt8]] = []
            for _ in 0..<10 {
                let id = try await context.record([], principal: principal).0
                secrets += [id.secretHash.bytes]
            }
            var cursor: SessionPageCursor?
            repeat {
                cursor = try await context.store.records(after: cursor, limit: 1).next
                let text = cursor?.description ?? ""
                let isFit = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
                try expect(isFit, "a cursor has something else than visible ASCII characters")
                let names = [principal, Base64.encode(Array(principal.utf8))]
                let isNamed = names.contains { text.contains($0) }
                try expect(!isNamed, "a cursor holds a principal")
                for secret in secrets {
                    let isOpen = text.contains(Base64.encode(secret))
                    try expect(!isOpen, "a cursor holds the hash of a secret")
                }
            } while cursor != nil
        },
        Behaviour(95, "a health check of a store that works finds nothing and makes nothing") {
            context in
            try await context.store.ping()
            let page = try await context.store.records(after: nil, limit: 10)
            try expect(page.records.isEmpty && page.next == nil, "there is a record")
        },
    ]
}

extension ConformanceContext {
    /// The locators of a whole listing.
    ///
    /// - Parameters:
    ///   - limit: how many records a page has at most.
    ///   - meanwhile: is done after each page, with the locators on it.
    /// - Returns: the locators in the order in which they came.
    /// - Throws: what the store throws, and a failure where a page is too long.
    fileprivate func listing(
        limit: Int,
        meanwhile: ([SessionLocator]) async throws -> Void = { _ in }
    ) async throws -> [SessionLocator] {
        var listed: [SessionLocator] = []
        var cursor: SessionPageCursor?
        repeat {
            let page = try await store.records(after: cursor, limit: limit)
            try expect(page.records.count <= limit, "a page has more than \(limit) records")
            let locators = page.records.map(\.locator)
            listed += locators
            cursor = page.next
            try await meanwhile(locators)
        } while cursor != nil
        return listed
    }
}
