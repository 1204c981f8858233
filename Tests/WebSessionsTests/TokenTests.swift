// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessionsTesting

@testable import WebSessions

@Suite struct TokenTests {
    private let codec = SessionTokenCodec(
        ring: .generated(),
        application: "shop",
        purpose: "session cookie"
    )

    /// Of the secrets even the first eight bytes are.
    @Test func aMillionIdsAreDistinct() async {
        let count = 1_000_000
        var locators = Set<SessionLocator>(minimumCapacity: count)
        var secrets = Set<UInt64>(minimumCapacity: count)
        for number in 0..<count {
            // Other tests wait for their turn, and have deadlines.
            if number.isMultiple(of: 1000) { await Task.yield() }
            let id = ClientID(random: SystemRandomSource())
            locators.insert(id.locator)
            secrets.insert(id.secret.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        }
        #expect(locators.count == count)
        #expect(secrets.count == count)
    }

    @Test func aTokenIsReadAsItWasWritten() {
        let id = ClientID(random: SystemRandomSource())
        let token = codec.token(for: id)
        let read = codec.read(Array(token.utf8)).clientID
        #expect(read?.locator == id.locator)
        #expect(read?.secret == id.secret)
        #expect(token.utf8.count <= SessionTokenCodec.maximumLength)
    }

    @Test func everyChangedCharacterIsRefused() {
        let token = Array(codec.token(for: ClientID(random: SystemRandomSource())).utf8)
        for index in token.indices {
            for bit in 0..<8 {
                var changed = token
                changed[index] ^= 1 << bit
                #expect(codec.read(changed).clientID == nil, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func truncatedAndExtendedTokensAreRefused() {
        let token = Array(codec.token(for: ClientID(random: SystemRandomSource())).utf8)
        for count in token.indices {
            #expect(codec.read(token.prefix(count)).clientID == nil)
        }
        #expect(codec.read(token + [0x41]).clientID == nil)
        #expect(codec.read(token + [0x2E]).clientID == nil)
    }

    @Test func randomBytesAreRefused() {
        let random = SeededRandomSource(seed: 1)
        for _ in 0..<5000 {
            let count = Int(random.bytes(1)[0])
            #expect(codec.read(random.bytes(count)).clientID == nil)
        }
    }

    @Test func anotherPurposeIsRefused() {
        let ring = SessionKeyRing.generated()
        let cookie = SessionTokenCodec(ring: ring, application: "a", purpose: "cookie")
        let link = SessionTokenCodec(ring: ring, application: "a", purpose: "link")
        let shifted = SessionTokenCodec(ring: ring, application: "ea", purpose: "cooki")
        let token = Array(cookie.token(for: ClientID(random: SystemRandomSource())).utf8)
        #expect(cookie.read(token).clientID != nil)
        #expect(link.read(token).clientID == nil)
        #expect(shifted.read(token).clientID == nil)
    }

    @Test func reasonsAreTold() throws {
        let token = codec.token(for: ClientID(random: SystemRandomSource()))
        let key = try SigningKey(id: "other", bytes: [UInt8](repeating: 1, count: 32))
        let other = SessionTokenCodec(
            ring: try SessionKeyRing([key]),
            application: "shop",
            purpose: "session cookie"
        )
        let foreign = other.token(for: ClientID(random: SystemRandomSource()))
        #expect(reason(String(repeating: "v", count: 161)) == .tooLong)
        #expect(reason("v1") == .malformed)
        #expect(reason(foreign) == .unknownKey)
        #expect(reason(token.replacing("generated", with: "generatex")) == .unknownKey)
        let wrong = foreign.replacing(".other.", with: ".generated.")
        #expect(reason(wrong) == .wrongSignature)
    }

    @Test func secretsDoNotPrint() {
        let id = ClientID(random: SystemRandomSource())
        let key = SessionKeyRing.generated().current
        var dumped = ""
        dump(id, to: &dumped)
        dump(key, to: &dumped)
        dump(id.secretHash, to: &dumped)
        let texts = ["\(id)", String(reflecting: id), "\(key)", String(reflecting: key), dumped]
        for text in texts {
            #expect(!text.contains(Base64URL.encode(id.secret)))
            #expect(!text.contains("secret:"))
        }
        #expect("\(id.secretHash)" == "<secret hash>")
    }

    @Test func base64urlHasOneSpelling() {
        for count in 0...40 {
            let bytes = SystemRandomSource().bytes(count)
            let text = Array(Base64URL.encode(bytes).utf8)
            #expect(Base64URL.decode(text, count: count) == bytes)
        }
        #expect(Base64URL.decode(Array("AA".utf8), count: 1) == [0])
        #expect(Base64URL.decode(Array("AB".utf8), count: 1) == nil)
        #expect(Base64URL.decode(Array("A=".utf8), count: 1) == nil)
    }

    @Test func keysAreChecked() {
        let weak = [UInt8](repeating: 1, count: 31)
        #expect(throws: SessionError.self) { try SigningKey(id: "a", bytes: weak) }
        #expect(throws: SessionError.self) { try SigningKey(id: "a.b", bytes: weak + weak) }
        #expect(throws: SessionError.self) { try SigningKey(id: "a", base64: "%") }
        #expect(throws: SessionError.self) { try SessionKeyRing([]) }
        #expect(throws: SessionError.self) {
            let key = try SigningKey(id: "a", bytes: weak + weak)
            return try SessionKeyRing([key, key])
        }
    }

    private func reason(_ token: String) -> RefusalReason? {
        if case .refused(let reason) = codec.read(Array(token.utf8)) { reason } else { nil }
    }
}
