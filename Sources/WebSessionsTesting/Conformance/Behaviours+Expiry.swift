// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import WebSessions

extension SessionStoreConformance {
    /// An idle timeout of a minute, recorded every ten seconds.
    private static let minute = SessionPolicy(timeout: .seconds(60), resolution: .seconds(10))

    static let expiry: [Behaviour] = [
        Behaviour(26, "a session is over after its timeout, and no later") { context in
            let (id, _) = try await context.record(policy: minute)
            context.clock.advance(by: .milliseconds(59_999))
            _ = try await context.found(id)
            context.clock.advance(by: .milliseconds(1))
            let result = try await context.read(id, touch: minute)
            try expect(result.isOver, "the record is \(result.word)")
        },
        Behaviour(27, "a session is never over before timeout - resolution") { context in
            let (id, _) = try await context.record(policy: minute)
            context.clock.advance(by: .milliseconds(9_999))
            let early = try await context.found(id, touch: minute)
            try expect(!early.wasTouched, "the access was recorded too early")
            context.clock.advance(by: .milliseconds(50_000))
            _ = try await context.found(id)
        },
        Behaviour(28, "access within the resolution writes nothing") { context in
            let (id, record) = try await context.record(policy: minute)
            for _ in 0..<9 {
                context.clock.advance(by: .seconds(1))
                let snapshot = try await context.found(id, touch: minute)
                try expect(!snapshot.wasTouched, "the access was recorded")
                try expectEqual(snapshot.record.lastAccess, record.lastAccess, "last access")
            }
        },
        Behaviour(29, "access after the resolution extends the session once") { context in
            let (id, _) = try await context.record(policy: minute)
            context.clock.advance(by: .seconds(10))
            try expect(try await context.found(id, touch: minute).wasTouched, "not recorded")
            try expect(!(try await context.found(id, touch: minute).wasTouched), "recorded twice")
            context.clock.advance(by: .milliseconds(59_999))
            _ = try await context.found(id)
            context.clock.advance(by: .milliseconds(1))
            let result = try await context.read(id)
            try expect(result.isOver, "the record is \(result.word)")
        },
        Behaviour(30, "the absolute lifetime ends an active session") { context in
            let policy = SessionPolicy(
                timeout: .seconds(60),
                resolution: .seconds(1),
                lifetime: .seconds(100)
            )
            let (id, _) = try await context.record(policy: policy)
            for _ in 0..<99 {
                context.clock.advance(by: .seconds(1))
                _ = try await context.found(id, touch: policy)
            }
            context.clock.advance(by: .seconds(1))
            let result = try await context.read(id, touch: policy)
            try expect(result.isOver, "the record is \(result.word)")
        },
        Behaviour(31, "an expired session is refused though it was not swept") { context in
            let (id, _) = try await context.record([.set(field("k"), .integer(1))], policy: minute)
            context.clock.advance(by: .seconds(60))
            let read = try await context.read(id, reads: .everything, touch: minute)
            try expect(read.isOver, "the record is \(read.word)")
            let result = try await context.commit([.set(field("k"), .integer(2))], to: id)
            try expect(["expired", "gone"].contains(result.word), "the commit is \(result.word)")
        },
        Behaviour(32, "a timeout of zero never ends a session") { context in
            let never = SessionPolicy(timeout: .zero)
            let (id, record) = try await context.record(policy: never)
            try expectEqual(record.end, nil, "end")
            context.clock.advance(by: .seconds(1_000_000_000))
            try expect(!(try await context.found(id, touch: never).wasTouched), "recorded")
            try expectEqual(try await context.store.sweep(limit: 10), 0, "swept")
            _ = try await context.found(id)
        },
        Behaviour(33, "a changed timeout applies from the next access") { context in
            let (id, _) = try await context.record(policy: minute)
            let hour = SessionPolicy(timeout: .seconds(3600), resolution: .seconds(10))
            context.clock.advance(by: .seconds(1))
            try expectEqual(try await context.found(id, touch: hour).record.policy, hour, "policy")
            context.clock.advance(by: .seconds(600))
            _ = try await context.found(id, touch: minute)
            context.clock.advance(by: .seconds(60))
            let result = try await context.read(id)
            try expect(result.isOver, "the record is \(result.word)")
        },
        Behaviour(34, "a session may have an expiry of its own") { context in
            let site = try context.site()
            try await expectExpiry(.idle(.seconds(100)), lasts: 99, cookie: "; Max-Age=100;", site)
            let date = site.clock.now.advanced(by: .seconds(50))
            try await expectExpiry(.date(date), lasts: 49, cookie: "; Max-Age=50;", site)
            try await expectExpiry(.browserSession, lasts: 3599, cookie: nil, site)
        },
        Behaviour(35, "sweeping removes expired records only, in bounded batches") { context in
            let (live, _) = try await context.record(policy: SessionPolicy())
            for _ in 0..<25 {
                _ = try await context.record([.set(field("k"), .integer(1))], policy: minute)
            }
            let (touched, _) = try await context.record(policy: minute)
            context.clock.advance(by: .seconds(55))
            _ = try await context.found(touched, touch: minute)
            context.clock.advance(by: .seconds(5))
            try expectEqual(try await context.store.sweep(limit: 10), 10, "first batch")
            async let first = context.store.sweep(limit: 100)
            async let second = context.store.sweep(limit: 100)
            try expectEqual(try await first + second, 15, "two sweeps at once")
            try expectEqual(try await context.store.sweep(limit: 10), 0, "last batch")
            _ = try await context.found(live)
            _ = try await context.found(touched)
        },
        Behaviour(36, "no request sweeps") { context in
            let site = try context.site(policy: minute)
            _ = try await site.seed { try $0.shop.set(1, for: "n") }
            site.clock.advance(by: .seconds(1000))
            let cookie = try await site.seed { try $0.shop.set(1, for: "n") }
            try await site.visit(cookie: cookie) { try await $0.shop.contains("n") }
            try expect(!site.store.calls.contains(.sweep), "a request swept")
            let sweeper = SessionSweeper(containers: site.manager.containers, clock: site.clock)
            try expectEqual(try await sweeper.sweep(), 1, "swept by hand")
        },
        Behaviour(37, "the store's clock decides, whatever the clock of the site says") { context in
            let ahead = ManualClock(now: context.clock.now.advanced(by: .seconds(100_000)))
            let site = try SessionTestSite(store: context.store, clock: ahead)
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            ahead.advance(by: .seconds(100_000))
            let reply = try await site.visit(cookie: cookie) { session in
                try await session.shop.value("color", as: String.self)
            }
            try expectEqual(reply.result, "red", "value")
        },
        Behaviour(77, "the store's clock says when a secret is renewed") { context in
            let (id, record) = try await context.record()
            context.clock.advance(by: .seconds(600))
            let age = record.rotated.duration(to: try await context.found(id).time)
            try expectEqual(age, .seconds(600), "age of the secret")
            for difference in [Duration.seconds(100_000), .seconds(-100_000)] {
                try await expectRenewal(difference, context)
            }
        },
        Behaviour(85, "a session that is used lives on, however short its timeout") { context in
            let short = SessionPolicy(timeout: .seconds(60), resolution: .seconds(600))
            let (id, _) = try await context.record(policy: short)
            for _ in 0..<10 {
                context.clock.advance(by: .seconds(30))
                _ = try await context.found(id, touch: short)
            }
            context.clock.advance(by: .milliseconds(59_999))
            _ = try await context.found(id)
            context.clock.advance(by: .milliseconds(1))
            let result = try await context.read(id)
            try expect(result.isOver, "the record is \(result.word)")
        },
    ]

    /// Renews at a site whose clock is not that of the store.
    private static func expectRenewal(
        _ difference: Duration,
        _ context: ConformanceContext
    ) async throws {
        let site = try SessionTestSite(
            store: context.store,
            clock: ManualClock(now: context.clock.now.advanced(by: difference)),
            renewal: SessionRenewal(every: .seconds(600))
        )
        let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
        context.clock.advance(by: .milliseconds(599_999))
        let early = try await site.visit(cookie: cookie) { try await $0.shop.keys() }
        try expectEqual(early.setCookies, [], "cookies before the time")
        context.clock.advance(by: .milliseconds(1))
        let renewed = try await site.visit(cookie: cookie) { try await $0.shop.keys() }
        try expect(renewed.cookie != nil, "the secret was not renewed")
        let later = try await site.visit(cookie: renewed.cookie) { try await $0.shop.keys() }
        try expectEqual(later.setCookies, [], "cookies after the renewal")
    }

    private static func expectExpiry(
        _ expiry: SessionExpiry,
        lasts seconds: Int,
        cookie: String?,
        _ site: SessionTestSite
    ) async throws {
        let reply = try await site.visit(.post) { session in
            try session.shop.set("red", for: "color")
            try session.setExpiry(expiry)
        }
        let hasAge = reply.setCookies.first?.contains(cookie ?? "Max-Age") == true
        try expectEqual(hasAge, cookie != nil, "the lifetime of the cookie for \(expiry)")
        let value = reply.cookie ?? ""
        site.clock.advance(by: .seconds(seconds))
        let session = site.session(cookie: value)
        let id = site.manager.clientIDs.clientID(in: ClientRequest(session.request)).clientID
        guard let id else { return try expect(false, "no client id") }
        let read = { try await readUntouched(id, site) }
        try expectEqual(try await read(), "found", "at \(seconds) s with \(expiry)")
        site.clock.advance(by: .seconds(1))
        try expect(try await read() != "found", "alive at \(seconds + 1) s with \(expiry)")
    }

    private static func readUntouched(
        _ id: ClientID,
        _ site: SessionTestSite
    ) async throws -> String {
        let result = try await site.store.read(
            id.locator,
            secretHash: id.secretHash,
            reads: .nothing,
            touch: nil
        )
        return result.word
    }
}
