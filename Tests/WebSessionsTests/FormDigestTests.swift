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
            try await session.expect(digest)
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
                try await session.expect(digest)
                try session["cart"].set(2, for: "tea")
            }
        }
        #expect(error?.code == .staleForm)
        #expect(try await tea() == 5)
    }

    @Test func aChangeOfSomethingElseDoesNotMatter() async throws {
        let digest = try await digest(.packages(["cart"]))
        try await site.visit(cookie: cookie) { try $0["other"].set(5, for: "n") }
        try await site.visit(.post, cookie: cookie) { try await $0.expect(digest) }
    }

    @Test func ofTwoFormsThatAreSentAtOnceOneConflicts() async throws {
        let digest = try await digest(.packages(["cart"]))
        let sessions = (0..<2).map { _ in site.session(.post, cookie: cookie) }
        for (number, session) in sessions.enumerated() {
            try await session.expect(digest)
            try session["cart"].increment("tea", by: Int64(number + 1))
        }
        _ = try await sessions[0].commit()
        let error = await #expect(throws: SessionError.self) { try await sessions[1].commit() }
        #expect(error?.code == .conflict)
        #expect(try await tea() == 2)
    }

    @Test func aFormOfAnotherSessionIsStale() async throws {
        let digest = try await digest(.packages(["cart"]))
        let other = try await site.seed { try $0["cart"].set(1, for: "tea") }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: other) { try await $0.expect(digest) }
        }
        #expect(error?.code == .staleForm)
    }

    @Test(arguments: ["", ".", "x", "a.b.c", "%.%", "Y2FydC8", String(repeating: "A", count: 9000)])
    func anythingElseIsStale(text: String) async throws {
        let error = await #expect(throws: SessionError.self) {
            try await site.visit(.post, cookie: cookie) { try await $0.expect(text) }
        }
        #expect(error?.code == .staleForm)
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

    private func tea() async throws -> Int? {
        try await site.visit(cookie: cookie) { session in
            try await session["cart"].value("tea", as: Int.self)
        }.result
    }
}
