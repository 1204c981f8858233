// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import MetricsTestKit
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// Records that their store cannot read, and what their visitors can do about them.
@Suite struct UnreadableRecordTests {
    private let site: SessionTestSite
    private let damage = DamagedRecords()
    private let metrics = TestMetrics()
    private let manager: SessionManager
    private let cookie: String

    init() async throws {
        let clock = ManualClock()
        let views = DamagedRecords.Store(MemorySessionStore(clock: clock), damage)
        site = try SessionTestSite(
            store: DamagedRecords.Store(MemorySessionStore(clock: clock), damage),
            clock: clock,
            named: ["views": SessionContainer(store: views)]
        )
        manager = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            clock: clock,
            metrics: metrics
        )
        cookie = try await site.seed { session in
            try session["p"].set("red", for: "color")
            try session["views"].set(3, for: "count")
            try session.login(principal: "ada")
        }
    }

    @Test func aPageFailsAndIsCounted() async throws {
        try await damageDefault()
        let error = await #expect(throws: SessionError.self) {
            _ = try await site.visit(manager, cookie) { _ = try await $0["p"].keys() }
        }
        #expect(error?.code == .unreadableRecord)
        let dimensions = [("store", "memory"), ("reason", "damaged")]
        #expect(try metrics.expectCounter("sessions.unreadable", dimensions).totalValue == 1)
    }

    @Test func aLogoutEndsItInAllContainers() async throws {
        try await damageDefault()
        let reply = try await site.visit(cookie: cookie) { try $0.logout() }
        #expect(reply.cookie == "__Host-id=")
        #expect(try await locators(nil).isEmpty)
        #expect(try await locators("views").isEmpty)
    }

    @Test func aLoginReplacesIt() async throws {
        try await damageDefault()
        let reply = try await site.visit(cookie: cookie) { session in
            try session.login(principal: "bob")
            try session["p"].set("blue", for: "color")
        }
        try await expectNewSession(reply.cookie)
    }

    /// Nothing but a login: data of a newer version must not end by a page's counter.
    @Test func aWriteAndARotationDoNotReplaceIt() async throws {
        try await damageDefault()
        let writes: [(Session) throws -> Void] = [
            { try $0["p"].increment("n") }, { try $0.rotate() }, { try $0.setExpiry(.configured) },
        ]
        for write in writes {
            let error = await #expect(throws: SessionError.self) {
                try await site.visit(cookie: cookie, write)
            }
            #expect(error?.code == .unreadableRecord)
        }
        #expect(try await locators(nil).count == 1)
    }

    /// A route whose guard asks for the principal first.
    @Test func anAnonymousRouteCanLogOutAndIn() async throws {
        try await damageDefault()
        let page = anonymous()
        #expect(try await page.principal() == nil)
        _ = try await page.commit()
        let writing = anonymous()
        #expect(try await writing["p"].keys().isEmpty)
        try writing["p"].set(1, for: "n")
        let error = await #expect(throws: SessionError.self) { try await writing.commit() }
        #expect(error?.code == .unreadableRecord)
        let login = anonymous()
        #expect(try await login.principal() == nil)
        try login.login(principal: "bob")
        try login["p"].set("blue", for: "color")
        let outcome = try await login.commit()
        let header = outcome.clientIDFields.first?.value
        try await expectNewSession(header.map { String($0.prefix { $0 != ";" }) })
    }

    @Test func anAnonymousRouteLogsOut() async throws {
        try await damageDefault()
        let session = anonymous()
        #expect(try await session.principal() == nil)
        try session.logout()
        _ = try await session.commit()
        #expect(try await locators(nil).isEmpty)
    }

    /// Of a named container only the record that cannot be read goes.
    @Test func aLoginKeepsWhatCanBeRead() async throws {
        damage.add(try await locators("views"))
        let reply = try await site.visit(cookie: cookie) { session in
            try session.login(principal: "ada")
            try session["views"].set(1, for: "count")
        }
        let cookie = try #require(reply.cookie)
        try await site.visit(cookie: cookie) { session in
            let color = try await session["p"].value("color", as: String.self)
            #expect(color == "red")
            let count = try await session["views"].value("count", as: Int.self)
            #expect(count == 1)
        }
    }

    // MARK: Support

    private func anonymous() -> Session {
        let request = site.request(.post, cookies: [cookie])
        return manager.session(for: ClientRequest(request), outage: .isAnonymous)
    }

    private func damageDefault() async throws {
        damage.add(try await locators(nil))
    }

    private func expectNewSession(_ cookie: String?) async throws {
        let cookie = try #require(cookie)
        #expect(cookie != self.cookie)
        try await site.visit(cookie: cookie) { session in
            let principal = try await session.principal()
            #expect(principal == "bob")
            let values = try await session["p"].dictionary()
            #expect(values == ["color": "blue"])
            let views = try await session["views"].keys()
            #expect(views == [])
        }
        #expect(try await locators(nil).count == 1)
        #expect(try await locators("views").isEmpty)
    }

    private func locators(_ package: String?) async throws -> [SessionLocator] {
        let container = site.manager.containers.container(forPackage: package ?? "")
        return try await container.store.records(after: nil, limit: 10).records.map(\.locator)
    }
}

/// Records that cannot be read until they are ended.
final class DamagedRecords: Sendable {
    private let locators = Mutex<Set<SessionLocator>>([])

    func add(_ damaged: [SessionLocator]) {
        locators.withLock { $0.formUnion(damaged) }
    }

    private func check(_ locator: SessionLocator) throws {
        guard locators.withLock({ $0.contains(locator) }) else { return }
        throw UnreadableSessionRecord(locator, .damaged).error()
    }

    /// A store that has such records.
    struct Store: SessionStoreLayer {
        let base: any SessionStore
        private let damage: DamagedRecords

        init(_ base: any SessionStore, _ damage: DamagedRecords) {
            self.base = base
            self.damage = damage
        }

        func pass<Answer: Sendable>(
            _ call: SessionStoreCall,
            _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
        ) async throws -> Answer {
            try await body(base)
        }

        func read(
            _ locator: SessionLocator,
            secretHash: SessionSecretHash?,
            reads: SessionReads,
            touch: SessionPolicy?
        ) async throws -> SessionReadResult {
            try damage.check(locator)
            return try await base.read(locator, secretHash: secretHash, reads: reads, touch: touch)
        }

        func commit(
            _ locator: SessionLocator,
            secretHash: SessionSecretHash?,
            _ commit: SessionCommit
        ) async throws -> SessionCommitResult {
            try damage.check(locator)
            return try await base.commit(locator, secretHash: secretHash, commit)
        }

        func revoke(
            _ locator: SessionLocator,
            secretHash: SessionSecretHash?,
            cause: SessionEndCause
        ) async throws -> Bool {
            damage.locators.withLock { _ = $0.remove(locator) }
            return try await base.revoke(locator, secretHash: secretHash, cause: cause)
        }
    }
}
