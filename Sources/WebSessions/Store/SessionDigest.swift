// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The SHA-256 of a stored value, by which a compare-and-set knows what was read.
///
/// Two digests are equal when their bytes are. `Sendable`.
public struct SessionDigest: Sendable, Hashable {
    /// The number of bytes of a digest.
    public static let byteCount = 32

    /// The 32 bytes.
    public let bytes: [UInt8]
    /// What was digested, where that is known: a store whose server cannot digest compares
    /// with it.
    public let value: SessionValue?

    /// Digests a stored value.
    public init(of value: SessionValue) {
        bytes = Array(SHA256.hash(data: value.storedBytes))
        self.value = value
    }

    /// Takes the bytes of a digest that was made elsewhere.
    ///
    /// Returns nil unless they are 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
        value = nil
    }

    /// Compares the bytes.
    public static func == (lhs: SessionDigest, rhs: SessionDigest) -> Bool {
        lhs.bytes == rhs.bytes
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}
