import HTTPTypes
import Synchronization
import Testing
import WebSessions
import WebSessionsTesting

/// What comes in between while a commit goes through several containers.
@Suite struct SeveralContainerTests {
    /// Something that another request does before a call of a store.
    private final class Interruption: Sendable {
        private let pending = Mutex<(@Sendable () async throws -> Void)?>(nil)
        private let call: RecordingStore.Call

        init(before call: RecordingStore.Call) {
            self.call = call
        }

        func set(_ body: @escaping @Sendable () async throws -> Void) {
            pending.withLock { $0 = body }
        }

        /// Runs what is set, once.
        @Sendable func run(_ call: RecordingStore.Call) async throws {
            guard call == self.call else { return }
            let body = pending.withLock { pending in
                defer { pending = nil }
                return pending
            }
            try await body?()
        }
    }

    private let clock = ManualClock()

    @Test func aConflictInANamedContainerDoesNotEndARotatingSession() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let login = site.session(.post, cookie: cookie)
        try await login["cart"].modify("n", default: 0) { $0 += 1 }
        try await site.visit(cookie: cookie) { try $0["cart"].increment("n") }
        try login.login(principal: "ada")
        let error = await #expect(throws: SessionError.self) { try await login.commit() }
        #expect(error?.code == .conflict)
        #expect(!login.isPartlyStored)
        #expect(try await values(cookie, site) == [2, 1])
    }

    @Test func aConflictIsFoundBeforeAnythingIsStored() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let slow = site.session(.post, cookie: cookie)
        try await slow["cart"].modify("n", default: 0) { $0 += 1 }
        try slow["other"].increment("n")
        try await site.visit(cookie: cookie) { try $0["cart"].increment("n") }
        await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(!slow.isPartlyStored)
        #expect(try await values(cookie, site) == [2, 1])
    }

    @Test func aConflictAfterAPartIsToldApart() async throws {
        let site = try site()
        let cookie = try await seedBoth(site)
        let slow = site.session(.post, cookie: cookie)
        try await slow["other"].modify("n", default: 0) { $0 += 1 }
        try await slow["cart"].modify("n", default: 0) { $0 += 1 }
        try await site.visit(cookie: cookie) { try $0["cart"].increment("n") }
        await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(slow.isPartlyStored)
    }

    /// Only the named container has a record.
    ///
    /// The default one is asked, has none, and gets one before the named one is rotated.
    @Test func aRotationReachesTheFirstRecordOfTheDefaultContainer() async throws {
        let interruption = Interruption(before: .commit)
        let cart = RecordingStore(MemorySessionStore(clock: clock), before: interruption.run)
        let site = try site(cart)
        let old = try await site.seed { try $0["cart"].set(1, for: "n") }
        interruption.set {
            try await site.visit(cookie: old) { try $0["other"].set(7, for: "n") }
        }
        let login = try await site.visit(.post, cookie: old) { try $0.rotate() }
        #expect(try await values(old, site) == [nil, nil])
        #expect(try await values(try #require(login.cookie), site) == [1, 7])
    }

    private func site(_ cart: (any SessionStore)? = nil) throws -> SessionTestSite {
        let store = cart ?? MemorySessionStore(clock: clock)
        return try SessionTestSite(
            clock: clock,
            named: ["cart": SessionContainer(store: store)]
        )
    }

    private func seedBoth(_ site: SessionTestSite) async throws -> String {
        try await site.seed { session in
            try session["cart"].set(1, for: "n")
            try session["other"].set(1, for: "n")
        }
    }

    private func values(_ cookie: String, _ site: SessionTestSite) async throws -> [SessionDatum?] {
        try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return [session["cart"].loaded("n"), session["other"].loaded("n")]
        }.result
    }
}
