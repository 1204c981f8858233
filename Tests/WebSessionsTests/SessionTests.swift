// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessionsTesting

@testable import WebSessions

@Suite struct SessionTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test func aWriteAfterAReadIsCompareAndSet() async throws {
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let session = site.session(cookie: cookie)
        _ = try await session["p"].value("color", as: String.self)
        try await site.visit(cookie: cookie) { try $0["p"].set("blue", for: "color") }
        try session["p"].set("green", for: "color")
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .conflict)
        #expect(error?.package == "p")
        #expect(error?.key == "color")
        let again = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(again?.code == .finished)
    }

    @Test func aReadModifyWriteSeesItsOwnIncrement() async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        try await site.visit(cookie: cookie) { session in
            try session["p"].increment("n", by: 4)
            let seen = try await session["p"].value("n", as: Int.self)
            #expect(seen == 5)
            try session["p"].set(seen ?? 0 + 1, for: "n")
            try session["p"].increment("n", by: 5)
            #expect(session["p"].loaded("n") == 10)
        }
        let reply = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 10)
    }

    @Test func settingBackIsNoModification() async throws {
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let session = site.session(cookie: cookie)
        try await session.load(.everything)
        try session["p"].set("blue", for: "color")
        #expect(session.isModified)
        _ = session["p"].lookup("color")
        try session["p"].set("red", for: "color")
        #expect(!session.isModified)
    }

    @Test func notLoadedIsNotAbsent() async throws {
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let session = site.session(cookie: cookie)
        guard case .notLoaded = session["p"].lookup("color") else {
            Issue.record("loaded without a load")
            return
        }
        try await session.load(.fields([SessionField(package: "p", key: "size")]))
        guard case .absent = session["p"].lookup("size") else {
            Issue.record("not absent after a load")
            return
        }
        #expect(session["p"].loaded("color") == nil)
        #expect(!session["p"].isLoaded)
        try await session.load(.packages(["p"]))
        #expect(session["p"].loadedKeys == ["color"])
        #expect(session["p"].isLoaded)
        #expect(session["p"].loaded("color") == "red")
    }

    @Test func withoutAClientIDEverythingIsAbsent() {
        let session = site.session()
        #expect(session["p"].isLoaded)
        guard case .absent = session["p"].lookup("color") else {
            Issue.record("not absent")
            return
        }
    }

    @Test func loadingTwiceReadsOnce() async throws {
        let cookie = try await site.seed { try $0["p"].update(["a": 1, "b": 2]) }
        site.store.reset()
        let session = site.session(cookie: cookie)
        try await session.load(.fields([SessionField(package: "p", key: "a")]))
        try await session.load(.fields([SessionField(package: "p", key: "a")]))
        #expect(site.store.calls == [.read])
        try await session.load(.packages(["p"]))
        try await session.load(.fields([SessionField(package: "p", key: "zzz")]))
        #expect(site.store.calls == [.read, .read])
    }

    @Test func invalidNamesAreRefused() throws {
        let session = site.session()
        let long = String(repeating: "k", count: 257)
        for key in ["", "a/b", "a\u{0}", "a\nb", "\u{85}", long] {
            #expect(throws: SessionError.self) { try session["p"].set(1, for: key) }
        }
        for package in ["", "a/b", "\u{7F}", String(repeating: "p", count: 129)] {
            #expect(throws: SessionError.self) { try session[package].set(1, for: "k") }
            #expect(throws: SessionError.self) { try session[package].clear() }
        }
        #expect(!session.isModified)
    }

    @Test func whatCannotBeEncodedNamesItsKey() throws {
        let session = site.session()
        let error = #expect(throws: SessionError.self) {
            try session["p"].set([Double.nan], for: "k")
        }
        #expect(error?.code == .unencodable)
        #expect(error?.package == "p")
        #expect(error?.key == "k")
        #expect(!session.isModified)
    }

    @Test func anErrorShowsNoValue() async throws {
        let cookie = try await site.seed { try $0["p"].set("hunter2", for: "k") }
        let session = site.session(cookie: cookie)
        let error = await #expect(throws: SessionError.self) {
            try await session["p"].value("k", as: Int.self)
        }
        #expect(error.map { "\($0)" }?.contains("hunter2") == false)
    }

    @Test func afterALogoutWritesGoToANewSession() async throws {
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let reply = try await site.visit(cookie: cookie) { session in
            try session.logout()
            #expect(try await session["p"].value("color", as: String.self) == nil)
            try session.flash.add("goodbye")
        }
        let fresh = try #require(reply.cookie)
        #expect(reply.setCookies.count == 1)
        #expect(fresh.split(separator: ".")[2] != cookie.split(separator: ".")[2])
        let shown = try await site.visit(cookie: fresh) { try await $0.flash.take() }
        #expect(shown.result.map(\.text) == ["goodbye"])
    }

    @Test func aLoginMakesASession() async throws {
        let reply = try await site.visit(.post) { try $0.login(principal: "ada") }
        let cookie = try #require(reply.cookie)
        let later = try await site.visit(cookie: cookie) { try await $0.principal() }
        #expect(later.result == "ada")
    }

    @Test func typedKeysWork() async throws {
        let visits = SessionKey<Int>("shop", "visits")
        let cookie = try await site.seed { try $0.set(1, for: visits) }
        try await site.visit(cookie: cookie) { try $0.increment(visits, by: 2) }
        let reply = try await site.visit(cookie: cookie) { session in
            let value = try await session.value(visits)
            try session.remove(visits)
            return value
        }
        #expect(reply.result == 3)
        let after = try await site.visit(cookie: cookie) { try await $0.existing("shop") == nil }
        #expect(after.result)
    }

    @Test func whatIsLoadedIsReadAfterTheCommit() async throws {
        let cookie = try await site.seed { try $0["p"].set("red", for: "color") }
        let session = site.session(cookie: cookie)
        _ = try await session["p"].value("color", as: String.self)
        try session["p"].set(1, for: "n")
        _ = try await session.commit()
        #expect(try await session["p"].value("color", as: String.self) == "red")
        #expect(session["p"].loaded("n") == 1)
        let error = await #expect(throws: SessionError.self) { try await session["q"].keys() }
        #expect(error?.code == .finished)
    }

    @Test func aRecordThatCannotBeReadIsAnErrorInTheTemplateToo() async throws {
        let field = try SessionField(package: "p", key: "k")
        let seeded = try await site.seed { try $0["p"].set(1, for: "n") }
        let id = try #require(
            site.manager.clientIDs.clientID(
                in: ClientRequest(site.request(cookies: [seeded]))
            ).clientID
        )
        let bad = SessionValue(storedBytes: [0x3F, 1, 2])
        _ = try await site.store.commit(
            id.locator,
            secretHash: id.secretHash,
            SessionCommit([.set(field, bad)], policy: SessionPolicy())
        )
        let cookie = try #require(
            site.manager.clientIDs.fields(
                issuing: id,
                to: ClientRequest(site.request()),
                lifetime: nil,
                now: site.clock.now
            ).first
        )
        let session = site.session(cookie: String(cookie.value.prefix { $0 != ";" }))
        #expect(try await session["p"].dictionary() == ["n": 1])
        guard case .undecodable(let error) = session["p"].lookup("k") else {
            Issue.record("the damage is not told")
            return
        }
        #expect(error.key == "k")
    }

    @Test func aCommitIsRepeatable() async throws {
        let session = site.session()
        try session["p"].set(1, for: "n")
        let first = try await session.commit()
        let second = try await session.commit()
        #expect(first.clientIDFields == second.clientIDFields)
        #expect(site.store.calls == [.create])
    }
}
