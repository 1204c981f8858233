// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The 54-character ids of zope.session's `CookieClientIdManager`, so that the cookies of a
/// Zope site live on.
///
/// Such an id is 20 bytes in 27 characters, and 27 characters of HMAC-SHA1 over the first
/// ones under the site's secret. The bytes hold locator and secret, so that a login can
/// replace the secret: 12 and 8 of them. SHA-1 is what zope.session uses; as the key of a MAC
/// it is not known to be broken, but its ids are an option and the default is the token of
/// ``SessionTokenCodec``. `Sendable`.
public struct ZopeClientIDs: Sendable {
    /// What becomes of the ids.
    ///
    /// `Sendable`.
    @nonexhaustive public enum Use: Sendable {
        /// They are accepted, and replaced by tokens when their session is next used.
        case reading
        /// They are accepted, and new clients get such ids too, so that a Zope site with the
        /// same secret accepts them.
        case writing
    }

    static let secretByteCount = 20 - SessionLocator.byteCount
    static let length = 54
    private static let partLength = 27

    let use: Use
    private let key: SymmetricKey

    /// Takes the secret of a zope.session site.
    ///
    /// - Parameters:
    ///   - secret: the attribute `secret` of its `CookieClientIdManager`.
    ///   - use: whether ids are only read, or written too.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for an empty secret.
    public init(secret: String, use: Use) throws(SessionError) {
        guard !secret.isEmpty else {
            throw SessionError(.invalidConfiguration, "the secret of zope.session is empty")
        }
        key = SymmetricKey(data: Array(secret.utf8))
        self.use = use
    }

    func text(for id: ClientID) -> String {
        let value = Self.encode(id.locator.bytes + id.secret)
        return value + Self.encode(Array(mac(value)))
    }

    /// Nil for what is no such id, or was signed under another secret.
    func read(_ text: some Collection<UInt8>) -> ClientID? {
        guard text.count == Self.length else { return nil }
        let value = text.prefix(Self.partLength)
        guard let bytes = Self.decode(value), let mac = Self.decode(text.suffix(Self.partLength)),
            HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                mac,
                authenticating: Array(value),
                using: key
            ),
            let locator = SessionLocator(bytes: bytes.prefix(SessionLocator.byteCount))
        else { return nil }
        return ClientID(locator: locator, secret: Array(bytes.suffix(Self.secretByteCount)))
    }

    func newClientID(_ random: any SessionRandomSource) -> ClientID {
        ClientID(
            locator: SessionLocator(random: random),
            secret: random.bytes(Self.secretByteCount)
        )
    }

    private func mac(_ value: String) -> HMAC<Insecure.SHA1>.MAC {
        HMAC<Insecure.SHA1>.authenticationCode(for: Array(value.utf8), using: key)
    }

    /// Base64 with `-` and `.` for `+` and `/`.
    private static func encode(_ bytes: [UInt8]) -> String {
        String(Base64URL.encode(bytes).map { $0 == "_" ? "." : $0 })
    }

    private static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard !text.contains(UInt8(ascii: "_")) else { return nil }
        let common = text.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }
        return Base64URL.decode(common, count: 20)
    }
}
