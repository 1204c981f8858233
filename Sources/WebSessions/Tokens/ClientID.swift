// SPDX-License-Identifier: Apache-2.0

/// The identity of a client: a locator and, hidden inside, the secret that proves it.
///
/// It cannot be printed. Stores see only the locator and the hash of the secret.
/// `Sendable`.
public struct ClientID: Sendable {
    /// The number of bytes of a secret: 256 bits (ASVS 5.0 7.2.3 asks for 128).
    public static let secretByteCount = 32

    /// The storage key of the session.
    public let locator: SessionLocator
    /// What a store compares with.
    public let secretHash: SessionSecretHash
    let secret: [UInt8]

    init(locator: SessionLocator, secret: [UInt8]) {
        self.locator = locator
        self.secret = secret
        secretHash = SessionSecretHash(hashing: secret)
    }

    /// Makes a fresh client id.
    public init(random: any SessionRandomSource) {
        let locator = SessionLocator(random: random)
        self.init(locator: locator, secret: random.bytes(Self.secretByteCount))
    }

    /// The same session with a fresh secret.
    func rotated(random: any SessionRandomSource) -> ClientID {
        ClientID(locator: locator, secret: random.bytes(secret.count))
    }
}

extension ClientID: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The locator, which is not secret.
    public var description: String { "client id \(locator)" }
    /// The locator, which is not secret.
    public var debugDescription: String { description }
    /// Without children, so that a dump shows no secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
