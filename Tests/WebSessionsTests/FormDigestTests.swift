// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// Forms that were made from values which change before they are sent.
@Suite struct FormDigestTests {
    private let site: SessionTestSite
    private let cookie: String

    init() async throws {
        site = try SessionTestSite()
        cookie = try await site.seed { session in
            try session["cart"].set(1, for: "tea")
            try session["other"].set(1, for: "n")
        }
    }

    static let reads: [SessionReads] = [
        .packages(["cart"]), .everything,
        .fields(
            [SessionField(path: "cart/tea")].compactMap(\.self).reduce(into: []) { $0.insert($1) }
        ),
    ]

    @Test(arguments: reads)
    func aFreshFormIsAccepted(reads: SessionReads) async throws {
        let digest = try await digest(reads)
        try await site.visit(.post, cookie: cookie) { session in
            try await session.expect(digest, of: reads)
            try session["cart"].set(2, for: "tea")
        }
        #expect(try await tea() == 2)
    }

    @Test(arguments: reads)
    func aStaleFormIsRefused(reads: SessionReads) async throws {
        let digest = try await digest(reads)
        try await site.visit(cookie: cookie) { try $0["cart"].set(5, for: "tea") }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { session in
                try await session.expect(digest, of: reads)
                try session["cart"].set(2, for: "tea")
            }
        }
        #expect(error?.code == .staleForm)
        #expect(try await tea() == 5)
    }

    @Test func aChangeOfSomethingElseDoesNotMatter() async throws {
        let digest = try await digest(.packages(["cart"]))
        try await site.visit(cookie: cookie) { try $0["other"].set(5, for: "n") }
        try await site.visit(.post, cookie: cookie) { session in
            try await session.expect(digest, of: .packages(["cart"]))
        }
    }

    @Test func ofTwoFormsThatAreSentAtOnceOneConflicts() async throws {
        let digest = try await digest(.packages(["cart"]))
        let sessions = (0..<2).map { _ in site.session(.post, cookie: cookie) }
        for (number, session) in sessions.enumerated() {
            try await session.expect(digest, of: .packages(["cart"]))
            try session["cart"].increment("tea", by: Int64(number + 1))
        }
        _ = try await sessions[0].commit()
        let error = await #expect(throws: SessionError.self) { try await sessions[1].commit() }
        #expect(error?.code == .conflict)
        #expect(try await tea() == 2)
    }

    /// Neither form touches what the other one writes: both add something to the package.
    @Test(arguments: [SessionReads.packages(["cart"]), .everything, .packages(["cart", "new"])])
    func ofTwoFormsThatAddAKeyOneConflicts(reads: SessionReads) async throws {
        let digest = try await digest(reads)
        let sessions = (0..<2).map { _ in site.session(.post, cookie: cookie) }
        for (number, session) in sessions.enumerated() {
            try await session.expect(digest, of: reads)
            try session[reads.packages.contains("new") ? "new" : "cart"].set(1, for: "k\(number)")
        }
        _ = try await sessions[0].commit()
        let error = await #expect(throws: SessionError.self) { try await sessions[1].commit() }
        #expect(error?.code == .conflict)
        #expect(error?.key == "k0")
    }

    @Test func aFormIsComparedWithAContainerOfItsOwn() async throws {
        let clock = ManualClock()
        let cart = SessionContainer(store: MemorySessionStore(clock: clock))
        let site = try SessionTestSite(clock: clock, named: ["cart": cart])
        let cookie = try await site.seed { try $0["other"].set(1, for: "n") }
        let reads = SessionReads.packages(["cart"])
        let digest = try await site.visit(cookie: cookie) { session in
            try await session.formDigest(of: reads)
        }.result
        let session = site.session(.post, cookie: cookie)
        try await session.expect(digest, of: reads)
        try session["other"].set(2, for: "n")
        try await site.visit(.post, cookie: cookie) { try $0["cart"].set(1, for: "tea") }
        let error = await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(error?.code == .conflict)
    }

    @Test(arguments: reads)
    func theFormOfAPageThatWritesStandsForWhatWillBeStored(reads: SessionReads) async throws {
        let page = try await site.visit(cookie: cookie) { session in
            try await session["cart"].modify("tea", default: 0) { $0 += 1 }
            try session["cart"].increment("seen")
            try session["cart"].remove("none")
            return try await session.formDigest(of: reads)
        }
        try await site.visit(.post, cookie: cookie) { session in
            try await session.expect(page.result, of: reads)
        }
    }

    @Test(arguments: reads)
    func theFormOfAPageThatBeginsTheSessionIsFresh(reads: SessionReads) async throws {
        let page = try await site.visit { session in
            try session["cart"].set(1, for: "tea")
            return try await session.formDigest(of: reads)
        }
        try await site.visit(.post, cookie: page.cookie) { session in
            try await session.expect(page.result, of: reads)
        }
    }

    /// Another tab begins the session; the cart is as empty as it was.
    @Test func theFormOfAGuestHoldsInTheSessionThatBegins() async throws {
        let reads = SessionReads.packages(["cart"])
        let page = try await site.visit { try await $0.formDigest(of: reads) }
        let cookie = try await site.seed { try $0["other"].set(1, for: "n") }
        try await site.visit(.post, cookie: cookie) { session in
            try await session.expect(page.result, of: reads)
            try session["cart"].set(1, for: "tea")
        }
        try await expectStale(page.result, of: reads, cookie: cookie)
    }

    @Test func aFormSurvivesTheLogin() async throws {
        let reads = SessionReads.packages(["cart"])
        let digest = try await digest(reads)
        let login = try await site.visit(.post, cookie: cookie) { session in
            try session.login(principal: "ada")
        }
        try await site.visit(.post, cookie: login.cookie) { session in
            try await session.expect(digest, of: reads)
        }
    }

    @Test func aFormOfAnotherSessionIsStale() async throws {
        let digest = try await digest(.packages(["cart"]))
        let other = try await site.seed { try $0["cart"].set(1, for: "tea") }
        try await expectStale(digest, of: .packages(["cart"]), cookie: other)
    }

    /// The handler says what the form was made from, and the client cannot say less.
    @Test func aDigestOfSomethingElseIsStale() async throws {
        let others: [SessionReads] = [
            .nothing, .packages(["other"]), .packages(["cart", "other"]), .packages(["none"]),
            .fields([try SessionField(package: "cart", key: "tea")]), .everything,
        ]
        for reads in others {
            let digest = try await digest(reads)
            try await expectStale(digest, of: .packages(["cart"]), cookie: cookie)
        }
    }

    @Test(arguments: ["", ".", "x", "a.b.c", "%.%", "Y2FydC8", String(repeating: "A", count: 9000)])
    func anythingElseIsStale(text: String) async throws {
        try await expectStale(text, of: .packages(["cart"]), cookie: cookie)
        try await expectStale(text, of: .packages(["cart"]), cookie: nil)
    }

    @Test func aDigestOfWhatIsNotLoadedIsNone() async throws {
        let session = site.session(cookie: cookie)
        _ = try await session["cart"].value("tea", as: Int.self)
        #expect(session.loadedFormDigest(of: .packages(["cart"])) == nil)
        #expect(site.session().loadedFormDigest(of: .packages(["cart"])) != nil)
    }

    @Test func aDigestHoldsNoValue() async throws {
        let secret = try await site.seed { try $0["cart"].set("4111-1111", for: "card") }
        let session = site.session(cookie: secret)
        let digest = try await session.formDigest(of: .packages(["cart"]))
        #expect(!digest.contains("4111"))
        #expect(digest == session.loadedFormDigest(of: .packages(["cart"])))
    }

    private func digest(_ reads: SessionReads) async throws -> String {
        try await site.visit(cookie: cookie) { try await $0.formDigest(of: reads) }.result
    }

    private func expectStale(
        _ text: String,
        of reads: SessionReads,
        cookie: String?
    ) async throws {
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { try await $0.expect(text, of: reads) }
        }
        #expect(error?.code == .staleForm)
    }

    private func tea() async throws -> Int? {
        try await site.visit(cookie: cookie) { session in
            try await session["cart"].value("tea", as: Int.self)
        }.result
    }
}
