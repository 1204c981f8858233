// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// The absolute lifetime, whatever else happens to a session.
@Suite struct LifetimeTests {
    private static let policy = SessionPolicy(
        timeout: .seconds(3600),
        resolution: .zero,
        lifetime: .seconds(7200)
    )

    enum Replacement: CaseIterable, Sendable {
        /// The secret is replaced when it is due.
        case renewal
        /// Each request rotates it.
        case rotation
        /// Each request logs in.
        case login
    }

    @Test(arguments: Replacement.allCases)
    func aNewSecretDoesNotExtendIt(_ replacement: Replacement) async throws {
        let renewal = SessionRenewal(every: .seconds(replacement == .renewal ? 60 : 100_000))
        let site = try SessionTestSite(policy: Self.policy, renewal: renewal)
        var cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let created = site.clock.now
        var replaced = 0
        while created.duration(to: site.clock.now) < .seconds(7200 - 600) {
            site.clock.advance(by: .seconds(600))
            let reply = try await site.visit(.post, cookie: cookie) { session in
                let color = try await session["p"].value("color", as: String.self)
                switch replacement {
                case .renewal: break
                case .rotation: try session.rotate()
                case .login: try session.login(principal: "ada")
                }
                return color
            }
            #expect(reply.result == "red")
            replaced += reply.cookie == nil ? 0 : 1
            cookie = reply.cookie ?? cookie
        }
        #expect(replaced == 11)
        site.clock.advance(by: .milliseconds(599_999))
        #expect(try await color(site, cookie) == "red")
        site.clock.advance(by: .milliseconds(1))
        #expect(try await color(site, cookie) == nil)
    }

    /// Reads without a renewal, whose cookie nobody would take.
    private func color(_ site: SessionTestSite, _ cookie: String) async throws -> String? {
        let session = site.session(cookie: cookie)
        defer { session.abort() }
        return try await session["p"].value("color", as: String.self)
    }
}
