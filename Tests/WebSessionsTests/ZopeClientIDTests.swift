// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
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

    /// Reads and makes ids for `make conformance`, which names the files of question and
    /// answer, and asks zope.session itself.
    @Test(.enabled(if: environment["TALISMAN_ZOPE_IDS"] != nil))
    func readsAndMakesClientIDsOfZopeSession() throws {
        let question = try #require(Self.environment["TALISMAN_ZOPE_IDS"])
        let target = try #require(Self.environment["TALISMAN_ZOPE_ANSWER"])
        let data = try Data(contentsOf: URL(filePath: question))
        let asked = try JSONDecoder().decode(Question.self, from: data)
        let ids = try ZopeClientIDs(secret: asked.secret, use: .writing)
        let read = asked.ids.map { text in ids.read(Array(text.utf8)).map(ids.text) }
        let made = (0..<asked.ids.count / 2).map { _ in
            ids.text(for: ids.newClientID(SystemRandomSource()))
        }
        try JSONEncoder().encode(Answer(read: read, made: made)).write(to: URL(filePath: target))
    }

    private static let environment = ProcessInfo.processInfo.environment

    private struct Question: Decodable {
        let secret: String
        let ids: [String]
    }

    private struct Answer: Encodable {
        let read: [String?]
        let made: [String]
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
