// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Expiry at the edges of numbers and at changes of its kind.
@Suite struct ExpiryEdgeTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test(arguments: [SessionExpiry.configured, .idle(.seconds(3600)), .browserSession])
    func aSessionOfADateLivesOnWhenTheDateIsTakenAway(_ expiry: SessionExpiry) async throws {
        let month = site.clock.now.advanced(by: .seconds(30 * 86_400))
        let cookie = try await site.seed { session in
            try session["p"].set(1, for: "n")
            try session.setExpiry(.date(month))
        }
        site.clock.advance(by: .seconds(2 * 86_400))
        try await site.visit(cookie: cookie) { try $0.setExpiry(expiry) }
        site.clock.advance(by: .seconds(3000))
        #expect(try await value(cookie) == 1)
    }

    @Test func theCookieOfAnIdleExpiryLastsAsLongAsTheRecord() async throws {
        let reply = try await site.visit(.post) { session in
            try session["p"].set(1, for: "n")
            try session.setExpiry(.idle(.seconds(60)))
        }
        #expect(reply.setCookies.first?.contains("Max-Age=60;") == true)
    }

    @Test func anIdleExpiryOfZeroIsNever() async throws {
        let reply = try await site.visit(.post) { session in
            try session["p"].set(1, for: "n")
            try session.setExpiry(.idle(.zero))
        }
        #expect(reply.setCookies.first?.contains("Max-Age=34560000;") == true)
        site.clock.advance(by: .seconds(30 * 86_400))
        #expect(try await value(reply.cookie ?? "") == 1)
    }

    @Test func anIdleExpiryThatIsOverEndsTheSession() async throws {
        let cookie = try await site.seed { session in
            try session["p"].set(1, for: "n")
            try session.setExpiry(.idle(.seconds(-1)))
        }
        #expect(try await value(cookie) == nil)
    }

    @Test(arguments: [Duration.seconds(Int64.max), .seconds(Int64.min), .nanoseconds(1)])
    func noDurationIsTooLong(_ duration: Duration) async throws {
        let policy = SessionPolicy(timeout: duration, resolution: duration, lifetime: duration)
        let site = try SessionTestSite(policy: policy)
        let cookie = try await site.seed { session in
            try session["p"].set(1, for: "n")
            try session.setExpiry(.idle(duration))
        }
        site.clock.advance(by: .seconds(60))
        _ = try await site.visit(cookie: cookie) { try await $0["p"].keys() }
    }

    private func value(_ cookie: String) async throws -> Int? {
        try await site.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }.result
    }
}
