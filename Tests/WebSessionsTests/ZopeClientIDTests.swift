import Foundation
import HTTPTypes
import TestSupport
import Testing
import WebSessionsTesting

@testable import WebSessions

/// The 54-character ids of zope.session.
@Suite struct ZopeClientIDTests {
    /// Made by zope.session 6.0 under the secret `s3cret`.
    private static let vector = "7WAIl915hSlNTZ4tSz0Wbv7kAPwoG3Rq17O0LbLKlLZhvVThwHZnx0"

    @Test func theTestVectorIsReadAndWritten() throws {
        let ids = try ZopeClientIDs(secret: "s3cret", use: .writing)
        let id = try #require(ids.read(Array(Self.vector.utf8)))
        #expect(ids.text(for: id) == Self.vector)
    }

    @Test func everyChangedCharacterIsRefused() throws {
        let ids = try ZopeClientIDs(secret: "s3cret", use: .writing)
        let vector = Array(Self.vector.utf8)
        for index in vector.indices {
            for bit in 0..<8 {
                var changed = vector
                changed[index] ^= 1 << bit
                #expect(ids.read(changed) == nil, "byte \(index), bit \(bit)")
            }
            #expect(ids.read(vector.prefix(index)) == nil)
        }
        #expect(ids.read(vector + [0x41]) == nil)
        let other = try ZopeClientIDs(secret: "s3cre", use: .writing)
        #expect(other.read(vector) == nil)
    }

    @Test func anEmptySecretIsRefused() {
        let error = #expect(throws: SessionError.self) {
            try ZopeClientIDs(secret: "", use: .reading)
        }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func theyAreReplacedByTokensWhereTheyAreOnlyRead() async throws {
        let site = try site(.reading)
        let old = "zope=\(Self.vector)"
        let first = try await site.visit(.post, cookie: old) { try $0["p"].set(1, for: "n") }
        // No record of that id is here, so the first write gives another one.
        let cookie = try #require(first.cookie)
        #expect(cookie.hasPrefix("zope=v1."))
        let reply = try await site.visit(cookie: cookie) { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 1)
    }

    @Test func aSessionMovesFromItsIdToAToken() async throws {
        let ids = try ZopeClientIDs(secret: "s3cret", use: .writing)
        let id = ids.newClientID(SystemRandomSource())
        let site = try site(.reading)
        _ = try await site.store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit(policy: SessionPolicy())
        )
        let reply = try await site.visit(cookie: "zope=\(ids.text(for: id))") { session in
            try await session.load(.everything)
        }
        let cookie = try #require(reply.cookie)
        #expect(cookie.hasPrefix("zope=v1."))
        let again = try await site.visit(cookie: cookie) { session in
            try await session.load(.everything)
            return session.locator
        }
        #expect(again.result == id.locator)
        #expect(again.setCookies.isEmpty)
    }

    @Test func theyAreWrittenAndRotatedWhereTheSiteAsksForIt() async throws {
        let site = try site(.writing)
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        #expect(cookie.utf8.count == "zope=".utf8.count + 54)
        let login = try #require(
            try await site.visit(.post, cookie: cookie) { try $0.login(principal: "ada") }.cookie
        )
        #expect(login.utf8.count == "zope=".utf8.count + 54)
        #expect(login != cookie)
        let reply = try await site.visit(cookie: login) { session in
            try await session["p"].value("n", as: Int.self)
        }
        #expect(reply.result == 1)
        let stale = try await site.visit(cookie: cookie) { try await $0["p"].contains("n") }
        #expect(!stale.result)
    }

    /// zope.session itself reads ours, and we read its own.
    @Test(.enabled(if: ZopePython.path != nil, "TALISMAN_ZOPE_PYTHON names no Python"))
    func zopeSessionAgrees() throws {
        let ids = try ZopeClientIDs(secret: "s3cret", use: .writing)
        let ours = (0..<200).map { _ in ids.text(for: ids.newClientID(SystemRandomSource())) }
        let answer = try ZopePython.run(ZopePython.script, input: ours.joined(separator: "\n"))
        let lines = answer.split(separator: "\n")
        #expect(lines.first == "accepted 200 of 200, changed 0 of 200")
        #expect(lines.count == 201)
        for theirs in lines.dropFirst() {
            let id = try #require(ids.read(Array(theirs.utf8)), "\(theirs)")
            #expect(ids.text(for: id) == theirs)
        }
    }

    private func site(_ use: ZopeClientIDs.Use) throws -> SessionTestSite {
        try SessionTestSite(
            clientIDs: CookieClientIDManager(
                keys: .generated(),
                application: "test",
                namespace: "zope",
                prefix: .none,
                zopeClientIDs: ZopeClientIDs(secret: "s3cret", use: use)
            )
        )
    }
}

/// A Python that has zope.session.
enum ZopePython {
    static let path = ProcessInfo.processInfo.environment["TALISMAN_ZOPE_PYTHON"]

    /// Reads ids, tells how many zope.session accepts, also with one character changed, and
    /// makes as many.
    static let script = """
        import sys
        from zope.publisher.http import HTTPRequest
        from zope.session.http import CookieClientIdManager

        manager = CookieClientIdManager("zope", "s3cret")

        def accepts(text):
            request = HTTPRequest(sys.stdin.buffer, {"HTTP_COOKIE": "zope=" + text})
            return manager.getRequestId(request) == text

        ids = sys.stdin.read().split()
        changed = [("a" if text[0] != "a" else "b") + text[1:] for text in ids]
        accepted = sum(map(accepts, ids))
        print(f"accepted {accepted} of {len(ids)}, "
              f"changed {sum(map(accepts, changed))} of {len(ids)}")
        for _ in ids:
            print(manager.generateUniqueId())
        """

    static func run(_ script: String, input: String) throws -> String {
        try Program.run(path ?? "", ["-c", script], input: input).output
    }
}
