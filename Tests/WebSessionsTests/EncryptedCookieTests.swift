// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Data that is kept with the client.
@Suite struct EncryptedCookieTests {
    private let clock = ManualClock()
    private let keys = SessionKeyRing.generated()
    private let server: RecordingStore

    init() {
        server = RecordingStore(MemorySessionStore(clock: clock))
    }

    @Test func dataLivesInTheCookieBesideASessionOnTheServer() async throws {
        let client = try Client(manager())
        try await client.visit { session in
            try session["view"].set("list", for: "mode")
            try session["view"].increment("n", by: 41)
        }
        #expect(server.calls == [.create])
        let records = try await server.records(after: nil, limit: 10).records
        let locator = try #require(records.first?.locator)
        #expect(try await server.inspect(locator)?.values == [:])
        #expect(client.names == ["__Host-data", "__Host-id"])
        try await client.visit { try $0["view"].increment("n") }
        let values = try await client.visit { try await $0["view"].dictionary() }
        #expect(values == ["mode": "list", "n": 42])
        #expect(!server.calls.contains(.commit))
    }

    @Test func theCookieIsSetOnlyWhereItChanges() async throws {
        let client = try Client(manager())
        let first = try await client.visiting { try $0["view"].set(1, for: "n") }
        let cookie = try #require(first.first { $0.hasPrefix("__Host-data=") })
        #expect(cookie.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax"))
        let reading = try await client.visiting { _ = try await $0["view"].keys() }
        #expect(reading.isEmpty)
        let equal = try await client.visiting { session in
            _ = try await session["view"].keys()
            try session["view"].set(1, for: "n")
        }
        #expect(equal.isEmpty)
        clock.advance(by: .seconds(600))
        let touched = try await client.visiting { _ = try await $0["view"].keys() }
        #expect(touched.count == 1)
    }

    @Test func nothingCanBeReadInOrChangedOfTheCookie() async throws {
        let client = try Client(manager())
        try await client.visit { try $0["view"].set("a secret text", for: "key") }
        let cookie = try #require(client.cookies["__Host-data"])
        for text in ["secret", "view", "key"] { #expect(!cookie.contains(text)) }
        let bytes = Array(cookie.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] = changed[index] == 0x41 ? 0x42 : 0x41
            client.cookies["__Host-data"] = String(decoding: changed, as: UTF8.self)
            let keys = try await client.visit { try await $0["view"].keys() }
            #expect(keys.isEmpty, "byte \(index)")
        }
        for count in [0, 1, 10, bytes.count - 1] {
            client.cookies["__Host-data"] = String(cookie.prefix(count))
            #expect(try await client.visit { try await $0["view"].keys() }.isEmpty)
        }
    }

    @Test func aCookieOfAnotherSessionApplicationOrNameIsRefused() async throws {
        let client = try Client(manager())
        try await client.visit { try $0["view"].set(1, for: "n") }
        let cookie = try #require(client.cookies["__Host-data"])
        let other = try Client(manager())
        try await other.visit { try $0["view"].set(2, for: "n") }
        other.cookies["__Host-data"] = cookie
        #expect(try await other.visit { try await $0["view"].keys() }.isEmpty)
        for (application, namespace) in [("b", "data"), ("a", "other")] {
            let manager = try manager(application: application, namespace: namespace)
            let third = Client(manager, cookies: client.cookies)
            third.cookies["__Host-\(namespace)"] = cookie
            #expect(try await third.visit { try await $0["view"].keys() }.isEmpty)
        }
    }

    @Test func itExpiresByTheServersClock() async throws {
        let policy = SessionPolicy(
            timeout: .seconds(60),
            resolution: .seconds(10),
            lifetime: .seconds(100)
        )
        let client = try Client(manager(policy: policy))
        try await client.visit { try $0["view"].set(1, for: "n") }
        let early = client.cookies
        clock.advance(by: .milliseconds(59_999))
        #expect(try await client.visit { try await $0["view"].keys() } == ["n"])
        client.cookies = early
        clock.advance(by: .milliseconds(1))
        #expect(try await client.visit { try await $0["view"].keys() }.isEmpty)
        clock.advance(by: .seconds(60))
        #expect(try await client.visit { try await $0["view"].keys() }.isEmpty)
    }

    @Test func whatDoesNotFitIsRefusedAndNamesTheKey() async throws {
        let client = try Client(manager())
        try await client.visit { try $0["view"].set("kept", for: "small") }
        let error = await #expect(throws: SessionError.self) {
            try await client.visit { session in
                try session["view"].set(1, for: "n")
                try session["view"].set(String(repeating: "x", count: 3000), for: "big")
            }
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.key == "big")
        let values = try await client.visit { try await $0["view"].dictionary() }
        #expect(values == ["small": "kept"])
        let fitting = try await client.visiting { session in
            try session["view"].set(String(repeating: "x", count: 2800), for: "big")
        }
        let cookie = try #require(fitting.first?.prefix { $0 != ";" })
        #expect((3900...4096).contains(cookie.utf8.count))
    }

    @Test func anOldKeyIsReadAndReplaced() async throws {
        let old = try SigningKey(id: "old", bytes: [UInt8](repeating: 1, count: 32))
        let new = try SigningKey(id: "new", bytes: [UInt8](repeating: 2, count: 32))
        let client = try Client(manager(keys: SessionKeyRing([old])))
        try await client.visit { try $0["view"].set(1, for: "n") }
        let both = try Client(manager(keys: SessionKeyRing([new, old])), cookies: client.cookies)
        #expect(try await both.visit { try await $0["view"].keys() } == ["n"])
        #expect(both.cookies["__Host-data"]?.hasPrefix("v1.new.") == true)
        let after = try Client(manager(keys: SessionKeyRing([new])), cookies: both.cookies)
        #expect(try await after.visit { try await $0["view"].keys() } == ["n"])
        let without = try Client(manager(keys: SessionKeyRing([new])), cookies: client.cookies)
        #expect(try await without.visit { try await $0["view"].keys() }.isEmpty)
    }

    @Test func aLoginTakesTheDataAlongAndALogoutRemovesIt() async throws {
        let client = try Client(manager())
        try await client.visit { try $0["view"].set(1, for: "n") }
        let before = client.cookies
        try await client.visit { try $0.login(principal: "ada") }
        #expect(try await client.visit { try await $0["view"].keys() } == ["n"])
        let mixed = try Client(manager(), cookies: client.cookies)
        mixed.cookies["__Host-id"] = before["__Host-id"]
        #expect(try await mixed.visit { try await $0["view"].keys() }.isEmpty)
        let fields = try await client.visiting { try $0.logout() }
        #expect(fields.count == 2)
        #expect(client.names.isEmpty)
    }

    /// The limit that the documentation tells: an older cookie is accepted until it expires.
    @Test func anOlderCookieIsAcceptedUntilItExpires() async throws {
        let client = try Client(manager())
        try await client.visit { try $0["view"].set(1, for: "n") }
        let old = client.cookies
        try await client.visit { try $0["view"].set(2, for: "n") }
        client.cookies = old
        let values = try await client.visit { try await $0["view"].dictionary() }
        #expect(values == ["n": 1])
    }

    @Test func sessionsEndBesideDataOfTheirClients() async throws {
        let manager = try manager()
        let clients = (0..<3).map { _ in Client(manager) }
        for client in clients {
            clock.advance(by: .seconds(1))
            try await client.visit { session in
                try session.login(principal: "ada")
                try session["view"].set(1, for: "n")
            }
        }
        let sessions = try await manager.sessions(ofPrincipal: "ada")
        #expect(sessions.count == 3)
        #expect(try await manager.endSession(sessions[0].locator, ofPrincipal: "ada"))
        #expect(try await manager.endSessions(ofPrincipal: "ada") == 2)
        for client in clients {
            #expect(try await client.visit { try await $0.principal() } == nil)
            #expect(try await client.visit { try await $0["view"].keys() }.isEmpty)
        }
        #expect(try await server.records(after: nil, limit: 10).records.isEmpty)
    }

    @Test(arguments: [nil, PrincipalLimit(1)])
    func aLoginThatEndsOtherSessionsKeepsItsOwnData(limit: PrincipalLimit?) async throws {
        let manager = try manager(principalLimit: limit)
        let first = Client(manager)
        try await first.visit { session in
            try session.login(principal: "ada")
            try session["view"].set("grid", for: "mode")
        }
        clock.advance(by: .seconds(1))
        let second = Client(manager)
        try await second.visit { try $0["view"].set("list", for: "mode") }
        try await second.visit { session in
            try session.login(principal: "ada")
            try session["view"].set(2, for: "n")
        }
        let values = try await second.visit { try await $0["view"].dictionary() }
        #expect(values == ["mode": "list", "n": 2])
        let principal = try await first.visit { try await $0.principal() }
        #expect(principal == (limit == nil ? "ada" : nil))
    }

    /// The login reads and writes nothing of it.
    @Test func aLoginThatEndsAnotherSessionLeavesItsOwnCookieAlone() async throws {
        let manager = try manager(principalLimit: PrincipalLimit(1))
        try await Client(manager).visit { try $0.login(principal: "ada") }
        clock.advance(by: .seconds(1))
        let second = Client(manager)
        try await second.visit { try $0["view"].set("list", for: "mode") }
        try await second.visit { try $0.login(principal: "ada") }
        #expect(try await second.visit { try await $0["view"].dictionary() } == ["mode": "list"])
    }

    @Test func aLogoutWithSeveralIdsRemovesTheData() async throws {
        let manager = try manager()
        let other = Client(manager)
        try await other.visit { try $0["p"].set(1, for: "n") }
        let client = Client(manager)
        try await client.visit { try $0["view"].set(1, for: "n") }
        let session = client.session(with: ["__Host-id=\(other.cookies["__Host-id"] ?? "")"])
        try session.logout()
        let fields = try await session.commit().clientIDFields.map(\.value)
        #expect(fields.contains { $0.hasPrefix("__Host-data=;") })
    }

    @Test func sessionsCannotBeListed() async throws {
        let store = try EncryptedCookieStore(keys: keys, application: "a")
        let error = await #expect(throws: SessionError.self) {
            _ = try await store.records(ofPrincipal: "ada")
        }
        #expect(error?.code == .unsupported)
        #expect(try await store.sweep(limit: 10) == 0)
    }

    @Test func aHandlerThatRunsAgainBeginsWithTheRequestsCookie() async throws {
        let client = try Client(manager())
        try await client.visit { try $0["view"].set(1, for: "n") }
        let session = client.session()
        try session["view"].increment("n")
        _ = try await session.commit()
        let again = session.restarted()
        let count = try await again["view"].value("n", as: Int.self)
        #expect(count == 1)
    }

    // MARK: Support

    private func manager(
        keys: SessionKeyRing? = nil,
        application: String = "a",
        namespace: String = "data",
        policy: SessionPolicy = SessionPolicy(),
        principalLimit: PrincipalLimit? = nil
    ) throws -> SessionManager {
        let store = try EncryptedCookieStore(
            keys: keys ?? self.keys,
            application: application,
            namespace: namespace,
            clock: clock
        )
        return SessionManager(
            clientIDs: try CookieClientIDManager(keys: keys ?? self.keys, application: "a"),
            containers: try SessionContainers(
                default: SessionContainer(store: server),
                named: ["view": SessionContainer(store: store, policy: policy)]
            ),
            principalLimit: principalLimit,
            clock: clock
        )
    }

    /// A browser, as far as cookies go.
    private final class Client {
        let manager: SessionManager
        var cookies: [String: String]

        init(_ manager: SessionManager, cookies: [String: String] = [:]) {
            self.manager = manager
            self.cookies = cookies
        }

        var names: [String] { cookies.keys.sorted() }

        func session(with others: [String] = []) -> Session {
            var head = HTTPRequest(method: .post, scheme: "https", authority: "a", path: "/")
            head.headerFields[.cookie] = (cookies.map { "\($0.key)=\($0.value)" } + others)
                .joined(separator: "; ")
            return manager.session(for: head)
        }

        @discardableResult
        func visit<Result>(_ body: (Session) async throws -> Result) async throws -> Result {
            let session = session()
            let result = try await body(session)
            for field in try await session.commit().clientIDFields { take(field.value) }
            return result
        }

        /// The `Set-Cookie` fields of a visit.
        func visiting(_ body: (Session) async throws -> Void) async throws -> [String] {
            let session = session()
            try await body(session)
            let fields = try await session.commit().clientIDFields.map(\.value)
            fields.forEach(take)
            return fields
        }

        private func take(_ field: String) {
            let pair = field.prefix { $0 != ";" }.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let isRemoval = field.contains("Max-Age=0")
            cookies[String(pair[0])] = isRemoval ? nil : String(pair[1])
        }
    }
}
