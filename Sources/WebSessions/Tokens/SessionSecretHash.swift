// SPDX-License-Identifier: Apache-2.0

import Crypto

/// What a store keeps of the secret part of a token: its SHA-256.
///
/// A leaked store holds no usable token (rack's private id; OWASP Session Management
/// Cheat Sheet). Comparison takes constant time. It prints as nothing. `Sendable`.
public struct SessionSecretHash: Sendable, Hashable, CustomStringConvertible,
    CustomDebugStringConvertible
{
    /// The number of bytes of a hash.
    public static let byteCount = 32

    /// The 32 bytes, for a store to keep.
    public let bytes: [UInt8]

    /// Takes the bytes that a store kept.
    ///
    /// Returns nil unless they are 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    init(hashing secret: [UInt8]) {
        bytes = Array(SHA256.hash(data: secret))
    }

    /// Compares every byte, wherever the first difference is.
    public static func == (lhs: SessionSecretHash, rhs: SessionSecretHash) -> Bool {
        zip(lhs.bytes, rhs.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// A fixed text without the hash.
    public var description: String { "<secret hash>" }
    /// A fixed text without the hash.
    public var debugDescription: String { description }
}

extension SessionSecretHash: CustomReflectable {
    /// Without children, so that a dump shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
