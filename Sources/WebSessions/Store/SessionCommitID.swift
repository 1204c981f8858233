// SPDX-License-Identifier: Apache-2.0

/// Names one commit, so that a store applies it once however often it is sent.
///
/// It is random and never leaves the servers. `Sendable`.
public struct SessionCommitID: Sendable, Hashable {
    /// The number of bytes of an id.
    public static let byteCount = 16
    /// How long a store remembers at least which commits it applied: a minute.
    public static let memory = Duration.seconds(60)

    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Makes a fresh id.
    public init(random: any SessionRandomSource = SystemRandomSource()) {
        bytes = random.bytes(Self.byteCount)
    }
}
