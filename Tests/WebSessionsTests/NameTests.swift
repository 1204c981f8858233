// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessionsTesting

@testable import WebSessions

/// Names whose spellings Unicode takes for the same.
@Suite struct NameTests {
    @Test func keysAreTheSameByTheirBytes() async throws {
        let site = try SessionTestSite()
        let composed = "caf\u{E9}"
        let decomposed = "cafe\u{301}"
        let cookie = try await site.seed { session in
            try session["p"].set(1, for: composed)
            try session["p"].set(2, for: decomposed)
        }
        let reply = try await site.visit(cookie: cookie) { session in
            let first = try await session["p"].value(composed, as: Int.self)
            return [first, try await session["p"].value(decomposed, as: Int.self)]
        }
        #expect(reply.result == [1, 2])
    }

    @Test func aKeyIDHasOneSpelling() throws {
        let key = try SigningKey(id: "K", bytes: [UInt8](repeating: 1, count: 32))
        let ring = try SessionKeyRing([key])
        let codec = SessionTokenCodec(ring: ring, application: "a", purpose: "p")
        let token = codec.token(for: ClientID(random: SystemRandomSource()))
        #expect(codec.read(token.utf8).clientID != nil)
        let rest = token.split(separator: ".").dropFirst(2).joined(separator: ".")
        let kelvin = "v1.\u{212A}.\(rest)"
        #expect(codec.read(kelvin.utf8).clientID == nil)
    }
}
