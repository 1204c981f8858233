// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

/// Keys whose values change their form between releases.
@Suite struct SessionVersionTests {
    private struct Unfit: Error {}

    private static let first = SessionKey<String>("p", "name")
    private static let second = SessionKey<[String]>("p", "name", version: 2) { old in
        try old.decode(as: String.self).split(separator: " ").map(String.init)
    }
    private static let third = SessionKey<Int>("p", "name", version: 3) { old in
        switch old.version {
        case 1: try old.decode(as: String.self).count
        case 2: try old.decode(as: [String].self).count
        default: nil
        }
    }

    private let site: SessionTestSite
    private let cookie: String

    init() async throws {
        site = try SessionTestSite()
        cookie = try await site.seed { try $0.set("Ada Lovelace", for: Self.first) }
    }

    @Test func eachEarlierVersionIsMigrated() async throws {
        #expect(try await value(Self.second) == ["Ada", "Lovelace"])
        #expect(try await value(Self.third) == 12)
        try await site.visit(cookie: cookie) { try $0.set(["Ada"], for: Self.second) }
        #expect(try await value(Self.second) == ["Ada"])
        #expect(try await value(Self.third) == 1)
        try await site.visit(cookie: cookie) { try $0.set(7, for: Self.third) }
        #expect(try await value(Self.third) == 7)
    }

    @Test func aLaterVersionIsAbsentAndKept() async throws {
        try await site.visit(cookie: cookie) { try $0.set(["Ada"], for: Self.second) }
        #expect(try await value(Self.first) == nil)
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { session in
                _ = try await session.value(Self.first, ifUnreadable: .fails)
            }
        }
        #expect(error?.message == "the stored value is of version 2 of its key, not 1")
        #expect(try await value(Self.second) == ["Ada"])
    }

    /// A value that was read and not changed is not written in its new form.
    @Test func aReadStoresNothing() async throws {
        let reply = try await site.visit(cookie: cookie) { session in
            _ = try await session.value(Self.second)
            return session.isModified
        }
        #expect(!reply.result)
        try await site.visit(cookie: cookie) { session in
            try await session.modify(Self.second, default: []) { _ in }
            #expect(session.isModified, "a change stores it, if only in its new form")
        }
        #expect(try await value(Self.first) == nil)
    }

    @Test func whatIsNotMigratedIsUnreadable() async throws {
        let keys: [SessionKey<Int>] = [
            SessionKey("p", "name", version: 2) { _ in nil },
            SessionKey("p", "name", version: 2) { _ in throw Unfit() },
            SessionKey("p", "name", version: 2) { try $0.decode() },
        ]
        for key in keys {
            #expect(try await value(key) == nil)
            let error = await #expect(throws: SessionError.self) {
                try await site.visit(cookie: cookie) { session in
                    _ = try await session.value(key, ifUnreadable: .fails)
                }
            }
            #expect(error?.code == .undecodable)
            #expect(error?.message == "the stored value of version 1 was not migrated to 2")
            #expect(error?.underlying == nil)
        }
    }

    /// Templates and keys without a type have no versions.
    @Test func withoutATypedKeyTheVersionIsNotSeen() async throws {
        try await site.visit(cookie: cookie) { try $0.set(["Ada"], for: Self.second) }
        try await site.visit(cookie: cookie) { session in
            let name = try await session["p"].value("name", as: [String].self)
            #expect(name == ["Ada"])
            #expect(session["p"].loaded("name") == ["Ada"])
        }
    }

    @Test(arguments: ["v", "v2", "v2\n", "vx\ni1", "v1\ni1", "v2\nv3\ni1"])
    func damagedVersionsAreUnreadable(bytes: String) throws {
        let value = SessionValue(storedBytes: Array(bytes.utf8))
        let error = #expect(throws: SessionError.self) { try value.decode(as: Int.self) }
        #expect(error?.code == .undecodable)
    }

    @Test func aValueOfAVersionIsNoCounter() async throws {
        let key = SessionKey<Int>("p", "count", version: 2) { try $0.decode() }
        try await site.visit(cookie: cookie) { try $0.set(1, for: key) }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(cookie: cookie) { try $0["p"].increment("count") }
        }
        #expect(error?.code == .kindMismatch)
    }

    private func value<Value>(_ key: SessionKey<Value>) async throws -> Value? {
        try await site.visit(cookie: cookie) { try await $0.value(key) }.result
    }
}
