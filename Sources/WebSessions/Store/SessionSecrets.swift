/// The secret of a record, and the one from before a renewal while its grace lasts: the
/// rule about secrets for every store.
///
/// Holds hashes only. `Sendable`.
public struct SessionSecrets: Sendable, Hashable {
    /// A secret that was replaced and can still read.
    ///
    /// `Sendable`.
    public struct Superseded: Sendable, Hashable {
        /// The hash of the secret.
        public let hash: SessionSecretHash
        /// From when on it is refused.
        public let end: SessionInstant

        /// Takes what a store kept.
        public init(hash: SessionSecretHash, end: SessionInstant) {
            self.hash = hash
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
        /// Nothing.
        case none
    }

    /// The hash of the present secret.
    public let current: SessionSecretHash
    /// The one from before, where it was given a grace.
    public let superseded: Superseded?

    /// Makes the secrets of a record.
    public init(_ current: SessionSecretHash, superseded: Superseded? = nil) {
        self.current = current
        self.superseded = superseded
    }

    /// What the secret with a hash may do at `now`.
    public func right(of hash: SessionSecretHash, at now: SessionInstant) -> Right {
        if hash == current { return .full }
        guard let superseded, superseded.hash == hash, now < superseded.end else { return .none }
        return .reading
    }

    /// The secrets after a commit at `now`.
    ///
    /// Whatever came before the secret that is replaced is refused from then on.
    public func replaced(by commit: SessionCommit, at now: SessionInstant) -> SessionSecrets {
        guard let new = commit.newSecretHash else { return self }
        guard commit.grace > .zero else { return SessionSecrets(new) }
        let end = now.advanced(by: commit.grace)
        return SessionSecrets(new, superseded: Superseded(hash: current, end: end))
    }
}
