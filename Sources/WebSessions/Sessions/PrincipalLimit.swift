// SPDX-License-Identifier: Apache-2.0

/// How many sessions a principal may have at once (ASVS 5.0 7.1.2).
///
/// It is enforced at the login. Of concurrent logins that reach the maximum together, more
/// may be refused or evicted than one after the other would be; never fewer. A login that is
/// refused leaves the visitor as before. `Sendable`.
public struct PrincipalLimit: Sendable, Hashable {
    /// What happens to a login over the maximum.
    ///
    /// `Sendable`.
    public enum Excess: Sendable {
        /// The oldest sessions of the principal are ended.
        case evictsOldest
        /// The login fails with ``SessionErrorCode/tooManySessions``.
        case isRefused
    }

    /// The most sessions; at least 1.
    public let maximum: Int
    /// What happens to a login over the maximum.
    public let excess: Excess

    /// Makes a limit.
    ///
    /// - Parameters:
    ///   - maximum: the most sessions; less than 1 counts as 1.
    ///   - excess: what happens to a login over it.
    public init(_ maximum: Int, excess: Excess = .evictsOldest) {
        self.maximum = max(maximum, 1)
        self.excess = excess
    }
}
