import Synchronization
import WebSessions

/// Sessions with several containers in one store.
extension SessionStoreConformance {
    static let containers: [Behaviour] = [
        Behaviour(80, "records of named containers are no sessions of a principal") { context in
            let cart = SessionContainer(
                store: context.store,
                policy: SessionPolicy(timeout: .zero)
            )
            let site = try context.site(
                named: ["cart": cart],
                principalLimit: PrincipalLimit(1, excess: .isRefused)
            )
            let old = try await site.seed { session in
                try session.login(principal: "ada")
                try session["cart"].set(1, for: "n")
            }
            try await expectSessions(1, site)
            context.clock.advance(by: .seconds(100_000))
            try await expectSessions(0, site)
            let kept = try await site.visit(cookie: old) { try await $0["cart"].keys() }
            try expectEqual(kept.result, ["n"], "what the named container keeps")
            _ = try await site.visit { try $0.login(principal: "ada") }
            try await expectSessions(1, site)
            let ended = try await site.manager.endSessions(ofPrincipal: "ada")
            try expectEqual(ended, 1, "ended")
            let left = try await site.visit(cookie: old) { try await $0["cart"].keys() }
            try expectEqual(left.result, [], "what is left in the named container")
        },
        Behaviour(81, "a rotation that a container cannot take part in is taken back") { context in
            let outage = Outage()
            let away = RecordingStore(context.store) { call in
                try outage.check(call)
            }
            let site = try context.site(
                named: [
                    "a": SessionContainer(store: context.store),
                    "b": SessionContainer(store: away),
                ]
            )
            let old = try await site.seed { session in
                for package in ["p", "a", "b"] { try session[package].set(1, for: "n") }
            }
            outage.isOn = true
            try await expectError(.storeUnavailable, "a login") {
                _ = try await site.visit(cookie: old) { try $0.login(principal: "ada") }
            }
            outage.isOn = false
            try await expectSessions(0, site)
            try await expectValues([1, 1, 1], old, site)
            let login = try await site.visit(cookie: old) { try $0.login(principal: "ada") }
            try await expectValues([nil, nil, nil], old, site)
            try await expectValues([1, 1, 1], login.cookie, site)
        },
    ]

    private static func expectSessions(_ count: Int, _ site: SessionTestSite) async throws {
        let sessions = try await site.manager.sessions(ofPrincipal: "ada")
        try expectEqual(sessions.count, count, "sessions")
    }

    private static func expectValues(
        _ values: [SessionDatum?],
        _ cookie: String?,
        _ site: SessionTestSite
    ) async throws {
        let reply = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return ["p", "a", "b"].map { session[$0].loaded("n") }
        }
        try expectEqual(reply.result, values, "values")
    }

    /// A time in which a store takes no commits.
    private final class Outage: Sendable {
        private let state = Mutex(false)

        var isOn: Bool {
            get { state.withLock(\.self) }
            set { state.withLock { $0 = newValue } }
        }

        func check(_ call: RecordingStore.Call) throws {
            guard isOn, call == .commit else { return }
            throw SessionError(.storeUnavailable, "the store is away")
        }
    }
}
