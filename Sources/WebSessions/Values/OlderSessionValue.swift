// SPDX-License-Identifier: Apache-2.0

/// A stored value of an earlier version of its ``SessionKey``, for the closure that migrates it.
///
/// `Sendable`.
public struct OlderSessionValue: Sendable {
    /// The version that it is of; below that of the key.
    ///
    /// What was stored by a key without a version is of version 1.
    public let version: Int
    let stored: SessionValue

    /// Reads the value as the type that it had in its version.
    ///
    /// - Throws: ``SessionErrorCode/undecodable`` naming the type.
    public func decode<Value: Decodable & Sendable>(
        as type: Value.Type = Value.self
    ) throws(SessionError) -> Value {
        try stored.decode(as: type)
    }
}
