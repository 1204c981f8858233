/// Where locators and secrets come from.
///
/// ASVS 5.0 7.2.3 asks for a cryptographically secure generator and at least
/// 128 bits; only tests inject anything but ``SystemRandomSource``. `Sendable`.
public protocol SessionRandomSource: Sendable {
    /// Returns `count` fresh random bytes.
    func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's cryptographically secure generator.
///
/// `Sendable`.
public struct SystemRandomSource: SessionRandomSource {
    /// Makes the operating system's generator.
    public init() {}

    /// Returns `count` bytes from the operating system.
    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
