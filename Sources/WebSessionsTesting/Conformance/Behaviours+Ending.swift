// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionStoreConformance {
    static let ending: [Behaviour] = [
        Behaviour(38, "a login rotates the secret and keeps the data") { context in
            let site = try context.site()
            let old = try await site.seed { try $0.shop.set("red", for: "color") }
            let login = try await site.visit(cookie: old) { try $0.login(principal: "ada") }
            let new = login.cookie ?? ""
            try expect(new != old && !new.isEmpty, "no new cookie")
            let reply = try await site.visit(cookie: new) { session in
                let color = try await session.shop.value("color", as: String.self)
                try expectEqual(color, "red", "value")
                return try await session.principal()
            }
            try expectEqual(reply.result, "ada", "principal")
            let stale = try await site.visit(cookie: old) { session in
                try await session.shop.value("color", as: String.self)
            }
            try expectEqual(stale.result, nil, "value under the old cookie")
        },
        Behaviour(39, "of concurrent rotations exactly one succeeds") { context in
            let (id, _) = try await context.record([.set(field("k"), .integer(1))])
            let words = try await gather(20) { number in
                let new = ClientID(random: SystemRandomSource()).secretHash
                let operation = SessionOperation.set(try field("winner"), .integer(Int64(number)))
                let result = try await context.store.commit(
                    id.locator,
                    secretHash: id.secretHash,
                    SessionCommit([operation], policy: SessionPolicy(), newSecretHash: new)
                )
                return result.word
            }
            try expectEqual(words.filter { $0 == "committed" }.count, 1, "winners")
            try expectEqual(words.filter { $0 == "rotated" }.count, 19, "losers")
        },
        Behaviour(40, "rotating a deleted session fails and creates nothing") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let slow = site.session(cookie: cookie)
            _ = try await slow.shop.value("color", as: String.self)
            try await site.visit(cookie: cookie) { try $0.logout() }
            site.store.reset()
            try slow.login(principal: "ada")
            try await expectError(.gone, "a login after the logout") { _ = try await slow.commit() }
            try expectEqual(site.store.calls, [.commit], "store calls")
        },
        Behaviour(41, "a logout deletes the record and the cookie") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let reply = try await site.visit(cookie: cookie) { try $0.logout() }
            try expectEqual(reply.cookie, "__Host-id=", "cookie")
            let later = try await site.visit(cookie: cookie) { session in
                try await session.shop.value("color", as: String.self)
            }
            try expectEqual(later.result, nil, "value")
        },
        Behaviour(42, "a slow write does not recreate an ended session") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let slow = site.session(cookie: cookie)
            _ = try await slow.shop.value("color", as: String.self)
            try await site.visit(cookie: cookie) { try $0.logout() }
            site.store.reset()
            try slow.shop.set("blue", for: "color")
            try await expectError(.gone, "a write after the logout") { _ = try await slow.commit() }
            try expectEqual(site.store.calls, [.commit], "store calls")
        },
        Behaviour(43, "a slow touch does not recreate an ended session") { context in
            let (id, _) = try await context.record()
            try await context.store.revoke(id.locator, secretHash: nil)
            context.clock.advance(by: .seconds(1000))
            let result = try await context.read(id, touch: SessionPolicy())
            try expectEqual(result.word, "absent", "read")
        },
        Behaviour(44, "ending an unknown session does nothing") { context in
            let (id, _) = try await context.record()
            let other = ClientID(random: SystemRandomSource())
            let unknown = try await context.store.revoke(other.locator, secretHash: nil)
            try expect(!unknown, "an unknown record was removed")
            let wrong = try await context.store.revoke(id.locator, secretHash: other.secretHash)
            try expect(!wrong, "a record with another secret was removed")
            _ = try await context.found(id)
        },
        Behaviour(45, "the sessions of a principal can be listed") { context in
            let (first, _) = try await context.record(principal: "ada")
            context.clock.advance(by: .seconds(10))
            let (second, _) = try await context.record(principal: "ada")
            _ = try await context.record(principal: "bob")
            let records = try await context.store.records(ofPrincipal: "ada").records
            try expectEqual(records.map(\.locator), [first.locator, second.locator], "records")
            let age = records.first?.created.duration(to: context.clock.now)
            try expectEqual(age, .seconds(10), "age")
            try await expectClientHint(first, context)
        },
        Behaviour(46, "expired sessions are not listed") { context in
            let brief = SessionPolicy(timeout: .seconds(1), resolution: .zero)
            _ = try await context.record(policy: brief, principal: "ada")
            let (live, _) = try await context.record(principal: "ada")
            context.clock.advance(by: .seconds(1))
            let records = try await context.store.records(ofPrincipal: "ada").records
            try expectEqual(records.map(\.locator), [live.locator], "records")
        },
        Behaviour(47, "all sessions of a principal but one can be ended") { context in
            let (here, _) = try await context.record(principal: "ada")
            let (there, _) = try await context.record(principal: "ada")
            let (other, _) = try await context.record(principal: "bob")
            let count = try await context.store.revokeAll(ofPrincipal: "ada", except: here.locator)
            try expectEqual(count, 1, "ended")
            try expectEqual(try await context.read(there).word, "absent", "the other one")
            _ = try await context.found(here)
            let rest = try await context.store.revokeAll(ofPrincipal: "ada", except: nil)
            try expectEqual(rest, 1, "ended")
            _ = try await context.found(other)
        },
        Behaviour(48, "the list follows a change of the principal") { context in
            let (id, _) = try await context.record(principal: "ada")
            for principal in ["bob", nil] {
                _ = try await context.store.commit(
                    id.locator,
                    secretHash: id.secretHash,
                    SessionCommit(policy: SessionPolicy(), principal: .some(principal))
                )
                let ada = try await context.store.records(ofPrincipal: "ada").records
                try expectEqual(ada.count, 0, "sessions of ada")
                let bob = try await context.store.records(ofPrincipal: "bob").records
                try expectEqual(bob.count, principal == nil ? 0 : 1, "sessions of bob")
            }
        },
    ]

    /// The hint comes with the creation or a commit, and stays until another one comes.
    private static func expectClientHint(
        _ id: ClientID,
        _ context: ConformanceContext
    ) async throws {
        for hint in ["Firefox on Linux", nil] {
            let result = try await context.store.commit(
                id.locator,
                secretHash: id.secretHash,
                SessionCommit(policy: SessionPolicy(), clientHint: hint)
            )
            try expectEqual(result.word, "committed", "commit")
        }
        let records = try await context.store.records(ofPrincipal: "ada").records
        try expectEqual(records.map(\.clientHint), ["Firefox on Linux", nil], "client hints")
    }

    /// Runs a body in so many tasks at once and gathers what they return.
    static func gather<Result: Sendable>(
        _ count: Int,
        _ body: @escaping @Sendable (Int) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            for number in 0..<count {
                group.addTask { try await body(number) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
