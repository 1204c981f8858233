import Crypto

/// The SHA-256 of a stored value, by which a compare-and-set knows what was read.
///
/// `Sendable`.
public struct SessionDigest: Sendable, Hashable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Digests a stored value.
    public init(of value: SessionValue) {
        bytes = Array(SHA256.hash(data: value.storedBytes))
    }
}
