// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import MetricsTestKit
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct EventTests {
    private let metrics = TestMetrics()
    private let site: SessionTestSite
    private let manager: SessionManager

    init() throws {
        site = try SessionTestSite()
        manager = SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            clock: site.clock,
            metrics: metrics
        )
    }

    @Test func lifeIsCounted() async throws {
        let cookie = try await run { try $0["p"].set(1, for: "n") }
        _ = try await run(cookie) { session in
            _ = try await session["p"].value("n", as: Int.self)
            _ = try await session["p"].keys()
        }
        let new = try await run(cookie) { try $0.login(principal: "ada") }
        _ = try await run(new) { try $0.logout() }
        #expect(try count("created") == 1)
        #expect(try count("loaded") == 1)
        #expect(try count("revoked") == 1)
        #expect(try metrics.expectCounter("sessions.rotated").totalValue == 1)
    }

    @Test func refusalsAreCountedByReason() async throws {
        _ = try await run("__Host-id=x") { _ in }
        let refused = try metrics.expectCounter("sessions.refused", [("reason", "malformed")])
        #expect(refused.totalValue == 1)
        let cookie = try await run { try $0["p"].set(1, for: "n") }
        site.clock.advance(by: .seconds(4200))
        _ = try await run(cookie) { _ = try await $0["p"].keys() }
        #expect(try count("expired") == 1)
    }

    @Test func conflictsAreCounted() async throws {
        let cookie = try await run { try $0["p"].set(1, for: "n") }
        let session = manager.session(for: site.request(cookies: [cookie]))
        _ = try await session["p"].value("n", as: Int.self)
        _ = try await run(cookie) { try $0["p"].set(2, for: "n") }
        try session["p"].set(3, for: "n")
        await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(try count("conflict") == 1)
    }

    @Test func anOutcomeDoesNotPrintItsToken() async throws {
        let session = manager.session(for: site.request(.post))
        try session["p"].set(1, for: "n")
        let outcome = try await session.commit()
        var dumped = ""
        dump(outcome, to: &dumped)
        for text in ["\(outcome)", String(reflecting: outcome), dumped] {
            #expect(!text.contains("v1."))
        }
    }

    private func count(_ event: String) throws -> Int64 {
        try metrics.expectCounter("sessions.\(event)", [("store", "memory")]).totalValue
    }

    private func run(
        _ cookie: String? = nil,
        _ handler: (Session) async throws -> Void
    ) async throws -> String {
        try await site.visit(manager, cookie, handler)
    }
}
