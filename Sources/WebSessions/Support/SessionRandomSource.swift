// SPDX-License-Identifier: Apache-2.0

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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            // Each number is a system call, so that none of its bytes is wasted.
            withUnsafeBytes(of: generator.next()) { number in
                bytes.append(contentsOf: number.prefix(count - bytes.count))
            }
        }
        return bytes
    }
}
