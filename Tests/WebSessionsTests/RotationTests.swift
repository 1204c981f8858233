// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Several requests with one cookie, of which one replaces its secret.
@Suite struct RotationTests {
    private let site: SessionTestSite
    private let old: String

    init() async throws {
        site = try SessionTestSite()
        old = try await site.seed { try $0["cart"].set(3, for: "tea") }
    }

    /// A request that writes, by what it does after or without a look into the session.
    enum Writer: CaseIterable, Sendable {
        case login
        case rotation
        case write
        case expiry

        func write(_ session: Session) throws {
            switch self {
            case .login: try session.login(principal: "ada")
            case .rotation: try session.rotate()
            case .write: try session["cart"].set(1, for: "cake")
            case .expiry: try session.setExpiry(.browserSession)
            }
        }
    }

    @Test(arguments: [true, false])
    func oneOfManyLoginsWinsAndKeepsTheCart(reads: Bool) async throws {
        let cookies = try await inParallel(30) { site, old in
            let session = site.session(.post, cookie: old)
            if reads { _ = try await session["cart"].keys() }
            try session.login(principal: "ada")
            return try await session.commit()
        }
        let winner = try #require(cookies.first)
        #expect(cookies.count == 1)
        #expect(try await site.manager.sessions(ofPrincipal: "ada").count == 1)
        #expect(try await tea(winner) == 3)
    }

    /// The second click of a double click comes when the first one is done.
    @Test(arguments: Writer.allCases, [true, false])
    func aLateWriterMakesNoSecondSession(writer: Writer, reads: Bool) async throws {
        let new = try await login(old)
        site.store.reset()
        let session = site.session(.post, cookie: old)
        if reads { #expect(try await session["cart"].keys() == []) }
        try writer.write(session)
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .rotated)
        #expect(session.abort().clientIDFields.isEmpty)
        #expect(!site.store.calls.contains(.create))
        #expect(try await tea(new) == 3)
    }

    @Test func aLateReaderIsAVisitorWithoutASession() async throws {
        _ = try await login(old)
        let reply = try await site.visit(cookie: old) { try await $0["cart"].keys() }
        #expect(reply.result == [])
        #expect(reply.setCookies.isEmpty)
    }

    @Test func whoComesBackLaterWithTheOldCookieGetsASessionOfItsOwn() async throws {
        let new = try await login(old)
        site.clock.advance(by: SessionSecrets.memory - .milliseconds(1))
        let error = await #expect(throws: SessionError.self) { try await login(old) }
        #expect(error?.code == .rotated)
        site.clock.advance(by: .milliseconds(1))
        let other = try await login(old)
        #expect(locator(other) != locator(old))
        #expect(try await tea(other) == nil)
        #expect(try await tea(new) == 3)
        #expect(try await site.manager.sessions(ofPrincipal: "ada").count == 2)
    }

    /// An attacker who rotates his own session again and again keeps nobody from logging in who
    /// has an older cookie of it.
    @Test func onlyTheLastReplacedSecretIsRefused() async throws {
        let second = try #require(try await site.visit(cookie: old) { try $0.rotate() }.cookie)
        _ = try await site.visit(cookie: second) { try $0.rotate() }
        let fresh = try await login(old)
        #expect(locator(fresh) != locator(old))
    }

    @Test func aCookieOfAnEndedSessionLogsInAtOnceWithAFreshId() async throws {
        let new = try await login(old)
        try await site.visit(.post, cookie: new) { try $0.logout() }
        for cookie in [old, new] {
            let fresh = try await login(cookie)
            #expect(locator(fresh) != locator(old))
        }
    }

    @Test func aLogoutWithTheOldCookieEndsTheSessionAndMayBeginAnother() async throws {
        let new = try await login(old)
        let reply = try await site.visit(.post, cookie: old) { session in
            _ = try await session["cart"].keys()
            try session.logout()
            try session["notice"].set("bye", for: "text")
        }
        #expect(try await tea(new) == nil)
        #expect(locator(reply.cookie) != locator(old))
    }

    @Test func aRecordInANamedContainerAloneRefusesItsOldSecretToo() async throws {
        let clock = ManualClock()
        let cart = SessionContainer(store: MemorySessionStore(clock: clock))
        let site = try SessionTestSite(clock: clock, named: ["cart": cart])
        let old = try await site.seed { try $0["cart"].set(3, for: "tea") }
        let new = try #require(try await site.visit(cookie: old) { try $0.rotate() }.cookie)
        for writer in Writer.allCases {
            let session = site.session(.post, cookie: old)
            try writer.write(session)
            let error = await #expect(throws: SessionError.self) { try await session.commit() }
            #expect(error?.code == .rotated, "\(writer)")
        }
        let blind = site.session(.post, cookie: old)
        try blind["other"].set(1, for: "n")
        let error = await #expect(throws: SessionError.self) { try await blind.commit() }
        #expect(error?.code == .rotated)
        let reply = try await site.visit(cookie: new) { try await $0["cart"].keys() }
        #expect(reply.result == ["tea"])
    }

    /// The cookies that the requests were given which succeeded; the others were told why not.
    private func inParallel(
        _ count: Int,
        _ body: @escaping @Sendable (SessionTestSite, String) async throws -> SessionOutcome
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { [site, old] group in
            for _ in 0..<count {
                group.addTask {
                    do {
                        let fields = try await body(site, old).clientIDFields
                        return fields.first.map { String($0.value.prefix { $0 != ";" }) } ?? ""
                    } catch let error as SessionError where error.code == .rotated {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
        }
    }

    private func login(_ cookie: String) async throws -> String {
        let reply = try await site.visit(.post, cookie: cookie) { session in
            try session.login(principal: "ada")
        }
        return try #require(reply.cookie)
    }

    private func locator(_ cookie: String?) -> SessionLocator? {
        site.session(cookie: cookie).locator
    }

    private func tea(_ cookie: String) async throws -> Int? {
        try await site.visit(cookie: cookie) { session in
            try await session["cart"].value("tea", as: Int.self)
        }.result
    }
}
