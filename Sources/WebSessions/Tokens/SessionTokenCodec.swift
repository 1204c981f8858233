// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Writes and reads the token `v1.<key id>.<locator>.<secret>.<mac>`.
///
/// All parts after the key id are base64url. The MAC is HMAC-SHA256 over purpose,
/// application name, locator and secret, each with its length in front, so that a token
/// made for one purpose or application is refused by another. A token with a wrong MAC
/// is refused without asking a store. `Sendable`.
public struct SessionTokenCodec: Sendable {
    /// Longer texts are refused before anything else is looked at.
    public static let maximumLength = 160

    let ring: SessionKeyRing
    private let context: [UInt8]

    /// Makes a codec.
    ///
    /// - Parameters:
    ///   - ring: the keys that sign and are accepted.
    ///   - application: the name of the application; tokens of others are refused.
    ///   - purpose: what the token is for, such as `session cookie`.
    public init(ring: SessionKeyRing, application: String, purpose: String) {
        self.ring = ring
        context = Self.prefixed(Array(purpose.utf8)) + Self.prefixed(Array(application.utf8))
    }

    /// Signs a client id with the first key of the ring.
    ///
    /// The result is a bearer secret.
    public func token(for id: ClientID) -> String {
        token(for: id, binding: nil)
    }

    /// Signs a client id together with what it is bound to.
    func token(for id: ClientID, binding: [UInt8]?) -> String {
        let message = message(id, binding)
        let mac = ring.current.authenticationCode(of: message)
        let locator = Base64URL.encode(id.locator.bytes)
        let secret = Base64URL.encode(id.secret)
        return "v1.\(ring.current.id).\(locator).\(secret).\(Base64URL.encode(Array(mac)))"
    }

    /// Reads what a client sent.
    public func read(_ text: some Collection<UInt8>) -> ClientIDReading {
        read(text, binding: nil)
    }

    func read(_ text: some Collection<UInt8>, binding: [UInt8]?) -> ClientIDReading {
        guard text.count <= Self.maximumLength else { return .refused(.tooLong) }
        let parts = text.split(
            separator: UInt8(ascii: "."),
            maxSplits: 5,
            omittingEmptySubsequences: false
        )
        // A String would also equal other spellings of the key id.
        guard parts.count == 5, parts[0].elementsEqual("v1".utf8),
            parts[1].allSatisfy({ $0 < 0x80 }),
            let bytes = Base64URL.decode(parts[2], count: SessionLocator.byteCount),
            let locator = SessionLocator(bytes: bytes),
            let secret = Self.secret(parts[3]),
            let mac = Base64URL.decode(parts[4], count: SHA256.byteCount)
        else { return .refused(.malformed) }
        guard let key = ring.key(id: String(decoding: parts[1], as: UTF8.self)) else {
            return .refused(.unknownKey)
        }
        let id = ClientID(locator: locator, secret: secret)
        // CryptoKit compares authentication codes in constant time.
        guard key.authenticationCode(of: message(id, binding)) == mac else {
            return .refused(.wrongSignature)
        }
        return .accepted(id, isOutdated: key.id != ring.current.id)
    }

    /// A secret that was issued here, or that came from an id of zope.session.
    private static func secret(_ text: some Collection<UInt8>) -> [UInt8]? {
        Base64URL.decode(text, count: ClientID.secretByteCount)
            ?? Base64URL.decode(text, count: ZopeClientIDs.secretByteCount)
    }

    private func message(_ id: ClientID, _ binding: [UInt8]?) -> [UInt8] {
        context + Self.prefixed(id.locator.bytes) + Self.prefixed(id.secret)
            + (binding.map(Self.prefixed) ?? [])
    }

    private static func prefixed(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt32(truncatingIfNeeded: bytes.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + bytes
    }
}
