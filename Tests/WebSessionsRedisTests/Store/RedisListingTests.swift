// SPDX-License-Identifier: Apache-2.0

#if Redis
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisListingTests {
    @Test func aWholeListingLooksAtEachSessionOnce() async throws {
        let server = try await RedisServer()
        let store = try SharedRedis.store(url: server.url)
        let made = try await Self.sessions(4000, in: store)
        let driver = CountingDriver(store.driver)
        let listed = try await Self.listing(of: store.driven(by: driver), limit: 100)
        #expect(Set(listed) == made)
        // A table that changes its size may give a few keys twice.
        #expect(listed.count <= 4400)
        let tally = driver.counted
        #expect(tally.scannedKeys <= 4400, "\(tally)")
        #expect(tally.commands.values.reduce(0, +) <= 4800, "\(tally)")
        await store.close()
    }

    @Test func otherKeysAreScannedInLargeBatches() async throws {
        let server = try await RedisServer()
        let store = try SharedRedis.store(url: server.url)
        let script = "for i = 1, 20000 do redis.call('SET', 'other:' .. i, 1) end"
        try await server.command("EVAL", script, "0")
        let made = try await Self.sessions(20, in: store)
        let driver = CountingDriver(store.driver)
        let listed = try await Self.listing(of: store.driven(by: driver), limit: 5)
        #expect(Set(listed) == made)
        #expect(driver.counted.commands["SCAN", default: 0] <= 100, "\(driver.counted)")
        await store.close()
    }

    @Test func aClusterIsListedNodeByNode() async throws {
        let store = try await SharedRedis.store(url: SharedCluster.cluster.url)
        let made = try await Self.sessions(600, in: store)
        let driver = CountingDriver(store.driver)
        let listed = try await Self.listing(of: store.driven(by: driver), limit: 50)
        #expect(Set(listed) == made)
        #expect(driver.counted.scannedKeys <= 700)
        await store.close()
    }

    @Test func aServerThatIsStartedAgainEndsTheListing() async throws {
        let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let store = try SharedRedis.store(url: server.url)
        _ = try await Self.sessions(50, in: store)
        let cursor = try await store.records(after: nil, limit: 10).next
        server.kill()
        try await server.start()
        let error = await #expect(throws: SessionError.self) {
            try await store.records(after: cursor, limit: 10)
        }
        #expect(error?.code == .invalidCursor)
        #expect(error?.message.contains("127.0.0.1:\(server.port) was started again") == true)
        #expect(try await Self.listing(of: store, limit: 10).count == 50)
        await store.close()
    }

    @Test func aReplacedServerEndsTheListing() async throws {
        let store = try await SharedRedis.store()
        _ = try await Self.sessions(20, in: store)
        let driver = CountingDriver(store.driver)
        let counted = store.driven(by: driver)
        let cursor = try await counted.records(after: nil, limit: 10).next
        driver.replaceMasters(by: [RedisEndpoint(host: "127.0.0.1", port: 1)])
        let error = await #expect(throws: SessionError.self) {
            try await counted.records(after: cursor, limit: 10)
        }
        #expect(error?.code == .invalidCursor)
        await store.close()
    }

    @Test func aCursorOutlivesAFailure() async throws {
        let store = try await SharedRedis.store()
        let made = try await Self.sessions(100, in: store)
        let driver = CountingDriver(store.driver)
        let counted = store.driven(by: driver)
        let page = try await counted.records(after: nil, limit: 20)
        for name in ["SCAN", "EVALSHA", "INFO"] {
            driver.failOnce(name)
            // So many that the server has to be asked again.
            let error = await #expect(throws: SessionError.self) {
                try await counted.records(after: page.next, limit: made.count)
            }
            #expect(error?.code == .storeFailure)
        }
        let rest = try await Self.listing(of: counted, after: page.next, limit: 20)
        #expect(Set(page.records.map(\.locator) + rest) == made)
        await store.close()
    }

    private static func sessions(
        _ count: Int,
        in store: RedisSessionStore
    ) async throws -> Set<SessionLocator> {
        let made = try await store.concurrently(Array(0..<count)) { _ in
            let id = ClientID(random: SystemRandomSource())
            return try await store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: SessionCommit(policy: SessionPolicy())
            ).locator
        }
        return Set(made)
    }

    private static func listing(
        of store: RedisSessionStore,
        after start: SessionPageCursor? = nil,
        limit: Int
    ) async throws -> [SessionLocator] {
        var cursor = start
        var listed: [SessionLocator] = []
        repeat {
            let page = try await store.records(after: cursor, limit: limit)
            listed += page.records.map(\.locator)
            cursor = page.next
        } while cursor != nil
        return listed
    }
}

@Suite struct RedisListingCursorTests {
    @Test func aCursorSaysWhereTheListingIs() throws {
        var listing = RedisListing(of: [RedisEndpoint(host: "a", port: 1)])
        #expect(RedisListing(listing.cursor) == listing)
        listing.process = "0123456789ab"
        listing.position = UInt64.max
        listing.found = [try #require(SessionLocator("-_v7-_v7-_v7-_v7"))]
        #expect(RedisListing(listing.cursor) == listing)
        listing.finishServer()
        #expect(RedisListing(listing.cursor) == listing)
    }

    @Test(arguments: [
        "", "r1", "r1.a.0..", "r1.a.-1..0", "r1.a.0..-1", "r2.a.0..0", "r1.a.0..0.", "r1.a.0..0.x",
        "r1.a.0..18446744073709551616", "r1.a.99999999999999999999..0",
    ])
    func whatIsNoneIsRefused(_ text: String) {
        #expect(RedisListing(SessionPageCursor(text)) == nil)
    }
}
#endif
