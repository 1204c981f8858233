// SPDX-License-Identifier: Apache-2.0

/// The secret of a record, and the one that it replaced: the rule about secrets for every
/// store.
///
/// Holds hashes only. `Sendable`.
public struct SessionSecrets: Sendable, Hashable {
    /// For how long a store can tell a secret that was replaced from any other: 30 seconds,
    /// or for as long as it reads.
    ///
    /// It is as long as requests overlap that a client sent with one secret. Whoever comes
    /// later with the old one must not be kept from a session of his own.
    public static let memory = Duration.seconds(30)

    /// A secret that was replaced.
    ///
    /// `Sendable`.
    public struct Superseded: Sendable, Hashable {
        /// The hash of the secret.
        public let hash: SessionSecretHash
        /// When it was replaced.
        public let replaced: SessionInstant
        /// From when on it does not even read.
        public let end: SessionInstant

        /// Takes what a store kept.
        public init(hash: SessionSecretHash, replaced: SessionInstant, end: SessionInstant) {
            self.hash = hash
            self.replaced = replaced
            self.end = end
        }
    }

    /// What a secret may do.
    ///
    /// Closed: a store must know each. `Sendable`.
    public enum Right: Sendable {
        /// Everything: it is the present one.
        case full
        /// Reading without a touch: it was replaced, and its grace is not over.
        case reading
        /// Nothing: it was replaced a moment ago.
        case replaced
        /// Nothing.
        case none

        /// What a store answers to a read; nil where it gives the record.
        public var readRefusal: SessionReadResult? {
            switch self {
            case .full, .reading: nil
            case .replaced: .rotated
            case .none: .wrongSecret
            }
        }

        /// What a store answers to a commit; nil where it applies it.
        public var commitRefusal: SessionCommitResult? {
            switch self {
            case .full: nil
            case .reading, .replaced: .rotated
            case .none: .wrongSecret
            }
        }
    }

    /// The hash of the present secret.
    public let current: SessionSecretHash
    /// The one that it replaced.
    public let superseded: Superseded?

    /// Makes the secrets of a record.
    public init(_ current: SessionSecretHash, superseded: Superseded? = nil) {
        self.current = current
        self.superseded = superseded
    }

    /// What the secret with a hash may do at `now`; nil stands for the application itself.
    public func right(of hash: SessionSecretHash?, at now: SessionInstant) -> Right {
        guard let hash, hash != current else { return .full }
        guard let superseded, superseded.hash == hash else { return .none }
        if now < superseded.end { return .reading }
        // Clocks of several machines differ a little, in either direction.
        let age = superseded.replaced.duration(to: now)
        return max(age, .zero - age) < Self.memory ? .replaced : .none
    }

    /// The secrets after a commit at `now`.
    ///
    /// Whatever came before the secret that is replaced is like any other from then on.
    public func replaced(by commit: SessionCommit, at now: SessionInstant) -> SessionSecrets {
        guard let new = commit.newSecretHash else { return self }
        let end = now.advanced(by: max(commit.grace, .zero))
        // Where the secret stays, only the grace of the one before ends.
        guard new != current else {
            let replaced = superseded.map { old in
                Superseded(hash: old.hash, replaced: old.replaced, end: min(old.end, end))
            }
            return SessionSecrets(current, superseded: replaced)
        }
        return SessionSecrets(
            new,
            superseded: Superseded(hash: current, replaced: now, end: end)
        )
    }
}
