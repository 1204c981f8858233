// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The stable storage key of a session: 12 random bytes, not secret.
///
/// It stays the same when the secret is rotated, and may appear in logs: it cannot be
/// used as a cookie. `Sendable`.
public struct SessionLocator: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number of bytes of a locator.
    public static let byteCount = 12

    /// The 12 bytes.
    public let bytes: [UInt8]

    /// Takes 12 bytes.
    ///
    /// Returns nil for any other number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads the text form.
    public init?(_ text: String) {
        guard let bytes = Base64URL.decode(text.utf8, count: Self.byteCount) else { return nil }
        self.bytes = bytes
    }

    /// Makes a fresh locator.
    public init(random: any SessionRandomSource) {
        bytes = random.bytes(Self.byteCount)
    }

    /// The text form: 16 characters of base64url.
    public var description: String { Base64URL.encode(bytes) }

    /// Orders by bytes.
    public static func < (lhs: SessionLocator, rhs: SessionLocator) -> Bool {
        lhs.bytes.lexicographicallyPrecedes(rhs.bytes)
    }

    /// The locator of the same session's record in a named container.
    ///
    /// Containers may share a store, so their records must not share a key. For
    /// administration: requests find it by themselves. The empty name is the default
    /// container's.
    public func derived(forContainer name: String) -> SessionLocator {
        guard !name.isEmpty else { return self }
        let digest = SHA256.hash(data: Array("session container\0\(name)\0".utf8) + bytes)
        return SessionLocator(prefixOf: digest)
    }

    init(prefixOf digest: some Sequence<UInt8>) {
        bytes = Array(digest.prefix(Self.byteCount))
    }
}
