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
    ]

    private static func expectSessions(_ count: Int, _ site: SessionTestSite) async throws {
        let sessions = try await site.manager.sessions(ofPrincipal: "ada")
        try expectEqual(sessions.count, count, "sessions")
    }
}
