// SPDX-License-Identifier: Apache-2.0

#if Redis
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// Records that another program changed, or that a later version of this library wrote.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisDamageTests {
    private static let numbers = ["0", "0", "0", "0", "0", "0", "0", "1", "0", "0", "0"]

    private static let damaged: [String] =
        ["", "1", "text", "1 2 3", " 1", "\n", "\0"]
        + [
            "1.5", "x", "", "-", "1e3", "0x1", "nan",
        ].flatMap { part in
            numbers.indices.map { index in
                var parts = numbers
                parts[index] = part
                return "1 " + parts.joined(separator: " ")
            }
        }

    private let server: RedisServer
    private let store: RedisSessionStore
    private let site: SessionTestSite

    init() async throws {
        server = try await SharedRedis.server
        store = try await SharedRedis.store()
        site = try SessionTestSite(store: store)
    }

    @Test(arguments: damaged)
    func aDamagedRecordIsNamed(administration: String) async throws {
        try await expectNamed(administration, "is damaged; end it")
    }

    @Test(arguments: ["2 0", "2 later than this", "10 " + numbers.joined(separator: " ")])
    func aRecordOfANewerVersionIsNamed(administration: String) async throws {
        try await expectNamed(administration, "newer version of this library; update")
    }

    @Test func aSweepPassesThemBy() async throws {
        let clock = ManualClock()
        let swept = try await SharedRedis.store(clock: clock)
        let site = try SessionTestSite(store: swept)
        for _ in 0..<3 { _ = try await site.seed { try $0["p"].set("red", for: "color") } }
        let records = try await swept.records(after: nil, limit: 10).records
        for (record, text) in zip(records, ["damaged", "2 0"]) {
            try await write(text, to: swept.keys.record(record.locator))
        }
        clock.advance(by: .seconds(100_000))
        #expect(try await swept.sweep(limit: 10) == 1)
        await swept.close()
    }

    /// A record that cannot be read hides no other, and is not lost from the index.
    @Test func aDamagedRecordLeavesTheOthers() async throws {
        for _ in 0..<3 { _ = try await site.seed { try $0.login(principal: "ada") } }
        let locators = try await store.records(ofPrincipal: "ada").records.map(\.locator)
        try await write("2 0", to: store.keys.record(locators[0]))
        for _ in 0..<2 {
            let page = try await store.records(ofPrincipal: "ada")
            #expect(page.records.map(\.locator) == Array(locators.dropFirst()))
            #expect(page.unreadable == [UnreadableSessionRecord(locators[0], .newer)])
        }
        #expect(try await store.records(after: nil, limit: 10).records.count == 2)
        #expect(try await site.manager.endSessions(ofPrincipal: "ada") == 3)
        await store.close()
    }

    /// A value that cannot be read is an error of its own key; the others can be read.
    @Test(arguments: [[], [0], [0xFF, 0], Array("ix".utf8), Array("d".utf8), Array("l{".utf8)])
    func aDamagedValueLeavesTheOthers(bytes: [UInt8]) async throws {
        let cookie = try await site.seed { session in
            try session["p"].set("red", for: "color")
            try session["p"].set(7, for: "n")
        }
        let locator = try #require(try await store.records(after: nil, limit: 1).records.first)
            .locator
        let key = store.keys.record(locator)
        let words = [key, Array("p/n".utf8), bytes]
        _ = try await store.send(RedisCommand("HSET", arguments: words), forKey: key)
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { try await $0["p"].value("n", as: Int.self) }
        }
        #expect(error?.code == .undecodable)
        #expect(error?.store == "redis")
        #expect(error?.package == "p")
        #expect(error?.key == "n")
        let color = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("color", as: String.self)
        }
        #expect(color.result == "red")
        try await site.visit(cookie: cookie) { try $0["p"].set(8, for: "n") }
        await store.close()
    }

    /// Whatever is asked of the record is an error with its name, and it can be taken away.
    private func expectNamed(_ administration: String, _ words: String) async throws {
        let cookie = try await site.seed { session in
            try session["p"].set("red", for: "color")
            try session.login(principal: "ada")
        }
        let locator = try #require(try await store.records(ofPrincipal: "ada").records.first)
            .locator
        try await write(administration, to: store.keys.record(locator))
        let asks: [() async throws -> Void] = [
            { try await site.visit(cookie: cookie) { try await $0["p"].contains("n") } },
            { try await site.visit(cookie: cookie) { try $0["p"].increment("n") } },
            { _ = try await store.inspect(locator) },
        ]
        for ask in asks {
            let error = await #expect(throws: SessionError.self) { try await ask() }
            #expect(error?.code == .unreadableRecord)
            #expect(error?.store == "redis")
            #expect(error?.message.hasPrefix("the record \(locator) ") == true)
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        }
        for page in [
            try await store.records(after: nil, limit: 10),
            try await store.records(ofPrincipal: "ada"),
        ] {
            #expect(page.records.isEmpty)
            #expect(page.unreadable.map(\.locator) == [locator])
            #expect(page.unreadable.first?.description.contains(words) == true)
        }
        #expect(try await store.records(ofPrincipal: "bob").unreadable.isEmpty)
        #expect(try await store.revoke(locator, secretHash: nil))
        #expect(try await store.inspect(locator) == nil)
        await store.close()
    }

    private func write(_ administration: String, to key: [UInt8]) async throws {
        let command = RedisCommand(
            "HSET",
            arguments: [key, [UInt8(ascii: ".")], Array(administration.utf8)]
        )
        _ = try await store.send(command, forKey: key)
    }
}
#endif
