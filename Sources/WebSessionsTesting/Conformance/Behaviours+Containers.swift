// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

/// Sessions with several containers in one store.
extension SessionStoreConformance {
    static let containers: [Behaviour] = [
        Behaviour(80, "records of named containers are no sessions of a principal") { context in
            let site = try context.site(
                named: ["cart": SessionContainer(store: context.store)],
                principalLimit: PrincipalLimit(1, excess: .isRefused)
            )
            let cookie = try await site.seed { session in
                try session.login(principal: "ada")
                try session["cart"].set(1, for: "n")
            }
            try await expectSessions(1, site)
            let kept = try await site.visit(cookie: cookie) { try await $0["cart"].keys() }
            try expectEqual(kept.result, ["n"], "what the named container keeps")
            let ended = try await site.manager.endSessions(ofPrincipal: "ada")
            try expectEqual(ended, 1, "ended")
            try await expectSessions(0, site)
            let left = try await site.visit(cookie: cookie) { try await $0["cart"].keys() }
            try expectEqual(left.result, [], "what is left in the named container")
            let records = try await context.store.records(after: nil, limit: 10).records
            try expectEqual(records.count, 0, "records that are left")
        },
        Behaviour(81, "a rotation concerns one record, and named containers follow") { context in
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
            try await expectError(.storeUnavailable, "a login that stores there") {
                _ = try await site.visit(cookie: old) { session in
                    try session.login(principal: "ada")
                    try session["b"].set(2, for: "n")
                }
            }
            try await expectSessions(0, site)
            let login = try await site.visit(cookie: old) { try $0.login(principal: "ada") }
            outage.isOn = false
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
