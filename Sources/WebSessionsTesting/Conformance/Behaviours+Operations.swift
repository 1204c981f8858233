// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import WebSessions

extension SessionStoreConformance {
    static let operations: [Behaviour] = [
        Behaviour(49, "a principal has at most so many sessions") { context in
            let evicting = try context.site(principalLimit: PrincipalLimit(2))
            let cookies = try await logins(3, evicting)
            var names: [String?] = []
            for cookie in cookies {
                names.append(
                    try await evicting.visit(cookie: cookie) { try await $0.principal() }.result
                )
            }
            try expectEqual(names, [nil, "ada", "ada"], "principals")
            let refusing = try context.site(
                principalLimit: PrincipalLimit(2, excess: .isRefused)
            )
            try await expectError(.tooManySessions, "a third login") {
                _ = try await refusing.visit { try $0.login(principal: "ada") }
            }
        },
        Behaviour(60, "what was written is stored when the commit returns") { context in
            let site = try context.site()
            let session = site.session()
            try session.shop.set("red", for: "color")
            let outcome = try await session.commit()
            let field = outcome.clientIDFields.first?.value ?? ""
            let cookie = String(field.prefix { $0 != ";" })
            let other = try context.site(clientIDs: site.manager.clientIDs)
            let color = try await other.visit(cookie: cookie) { session in
                try await session.shop.value("color", as: String.self)
            }
            try expectEqual(color.result, "red", "value")
        },
        Behaviour(62, "an outage is an error or an absent session, as configured") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set("red", for: "color") }
            let silent = RecordingStore(context.store) { _ in
                try await SystemSessionClock().sleep(for: .seconds(3600))
            }
            let late = try context.site(
                store: DeadlineStore(silent, deadline: .milliseconds(20)),
                clientIDs: site.manager.clientIDs
            )
            try await expectError(.storeFailure, "reading") {
                _ = try await late.visit(cookie: cookie) { try await $0.shop.keys() }
            }
            let request = ClientRequest(late.request(cookies: [cookie]))
            let reader = late.manager.session(for: request, outage: .isAnonymous)
            try expectEqual(try await reader.shop.keys(), [], "keys")
            let fields = try await reader.commit().clientIDFields
            try expect(fields.isEmpty, "the client's id changes")
            let writer = late.manager.session(for: request, outage: .isAnonymous)
            _ = try await writer.shop.keys()
            try writer.shop.set("blue", for: "color")
            try await expectError(.storeFailure, "writing") { _ = try await writer.commit() }
            let color = try await site.visit(cookie: cookie) { session in
                try await session.shop.value("color", as: String.self)
            }
            try expectEqual(color.result, "red", "value")
        },
        Behaviour(64, "a store recovers from a disturbance without losing a commit") { context in
            let field = try field("n")
            let (id, _) = try await context.record([.set(field, .integer(0))])
            var acknowledged: Int64 = 0
            for number in 0..<20 {
                if number % 4 == 1 { try await context.disturb(context.store) }
                do {
                    let result = try await context.commit([.add(field, 1)], to: id)
                    try expectEqual(result.word, "committed", "commit \(number)")
                    acknowledged += 1
                } catch let error as SessionError where error.code == .storeFailure {
                    continue
                }
            }
            let last = try await context.commit([.add(field, 1)], to: id)
            try expectEqual(last.word, "committed", "the last commit")
            let snapshot = try await context.found(id, reads: .everything)
            let sum = try snapshot.values[field].map { try $0.decode(as: Int64.self) } ?? 0
            try expect(sum > acknowledged && sum <= 21, "\(sum) after \(acknowledged) commits")
        },
        Behaviour(67, "a token of a form lives as long as its session") { context in
            let site = try context.site()
            let cookie = try await site.seed { try $0.shop.set(1, for: "n") }
            let tokens = try await gather(2) { _ in try await csrfToken(cookie, site) }
            try expect(tokens[0] != tokens[1], "two responses have the same token")
            try expect(!tokens.contains(nil), "no token")
            for token in tokens + tokens {
                try expect(try await accepts(token, cookie, site), "a token is refused")
            }
            try expect(try await accepts(tokens[0], cookie, site, .once), "the first use")
            try expect(try await !accepts(tokens[0], cookie, site, .once), "the second use")
            let other = try await site.seed { try $0.shop.set(1, for: "n") }
            let login = try await site.visit(cookie: cookie) { try $0.login(principal: "ada") }
            let ada = login.cookie ?? ""
            try expect(try await accepts(tokens[1], ada, site), "the login refuses a token")
            let next = try await site.visit(cookie: ada) { try $0.login(principal: "bob") }
            for (text, holder) in [
                (tokens[1], other), (tokens[1], next.cookie ?? ""), ("", other),
            ] {
                try expect(try await !accepts(text, holder, site), "a foreign token is accepted")
            }
            try expectEqual(try await csrfToken("", site), nil, "a token without a session")
        },
        Behaviour(68, "a session can be made without HTTP") { context in
            let site = try context.site()
            let cookie = try await site.seed { session in
                try session.shop.set("red", for: "color")
                try session.login(principal: "ada")
            }
            let reply = try await site.visit(cookie: cookie) { session in
                let color = try await session.shop.value("color", as: String.self)
                return [color, try await session.principal()]
            }
            try expectEqual(reply.result, ["red", "ada"], "values")
        },
        Behaviour(69, "no log line and no error shows a token") { context in
            let log = EventLog()
            let site = try context.site(logger: log.logger)
            let cookie = try await site.seed { try $0.shop.set("private", for: "color") }
            let login = try await site.visit(cookie: cookie) { try $0.login(principal: "ada") }
            let stale = site.session(cookie: cookie)
            _ = try await stale.shop.keys()
            let forged = "\(cookie)x"
            _ = try await site.visit(cookie: forged) { try await $0.shop.keys() }
            let slow = site.session(cookie: login.cookie)
            _ = try await slow.shop.value("color", as: String.self)
            try await site.visit(cookie: login.cookie) { try $0.logout() }
            try slow.shop.set("late", for: "color")
            do {
                _ = try await slow.commit()
                try expect(false, "a late write is stored")
            } catch let error as SessionError {
                try expectNoSecret([cookie, login.cookie ?? ""], in: [error.description])
            }
            try expect(log.lines.count > 5, "nothing was logged")
            let locators = [cookie, login.cookie ?? ""].compactMap { cookie in
                cookie.split(separator: ".").dropFirst(2).first
            }
            for name in ["ada", "private", "color", "products.foo", "late"] + locators {
                let isTold = log.lines.contains { $0.contains(name) }
                try expect(!isTold, "a log line has '\(name)' in it")
            }
            try expectNoSecret([cookie, login.cookie ?? ""], in: log.lines)
        },
        Behaviour(70, "each event is told once, with its reason") { context in
            let log = EventLog()
            let renewal = SessionRenewal(every: .seconds(60))
            let site = try context.site(renewal: renewal, logger: log.logger)
            let first = try await site.seed { try $0.shop.set(1, for: "n") }
            site.clock.advance(by: .seconds(60))
            let renewed = try await site.visit(cookie: first) { try await $0.shop.keys() }
            let login = try await site.visit(cookie: renewed.cookie) { session in
                try session.login(principal: "ada")
            }
            let slow = site.session(cookie: login.cookie)
            try await slow.shop.modify("n", default: 0) { $0 += 1 }
            try await site.visit(cookie: login.cookie) { try $0.shop.set(7, for: "n") }
            try await expectError(.conflict, "a late write") { _ = try await slow.commit() }
            site.clock.advance(by: .seconds(10_000))
            _ = try await site.visit(cookie: login.cookie) { try await $0.shop.keys() }
            _ = try await site.visit(cookie: "__Host-id=x") { _ in }
            let last = try await site.seed { try $0.shop.set(1, for: "n") }
            try await site.visit(cookie: last) { try $0.logout() }
            try expectEqual(
                log.events,
                [
                    "created", "loaded", "renewed", "rotated", "loaded", "conflict", "expired",
                    "refused", "created", "revoked",
                ],
                "events"
            )
            try expect(log.lines.contains { $0.contains("malformed") }, "no reason")
        },
    ]

    private static func logins(_ count: Int, _ site: SessionTestSite) async throws -> [String] {
        var cookies: [String] = []
        for _ in 0..<count {
            site.clock.advance(by: .seconds(1))
            let reply = try await site.visit { try $0.login(principal: "ada") }
            cookies.append(reply.cookie ?? "")
        }
        return cookies
    }

    private static func csrfToken(
        _ cookie: String,
        _ site: SessionTestSite
    ) async throws -> String? {
        try await site.visit(cookie: cookie) { try await $0.csrfToken() }.result
    }

    private static func accepts(
        _ token: String?,
        _ cookie: String,
        _ site: SessionTestSite,
        _ use: CSRFUse = .repeated
    ) async throws -> Bool {
        try await site.visit(cookie: cookie) { session in
            try await session.verifyCSRFToken(token, use: use)
        }.result
    }

    /// Secret and signature of each cookie are in none of the texts.
    private static func expectNoSecret(_ cookies: [String], in texts: [String]) throws {
        for part in cookies.flatMap({ $0.split(separator: ".").suffix(2) }) {
            try expect(!texts.contains { $0.contains(part) }, "a text shows a secret")
        }
    }
}
