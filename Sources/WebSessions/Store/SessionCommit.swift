/// Everything that one request changes in one record, as one transaction.
///
/// `Sendable`.
public struct SessionCommit: Sendable {
    /// The operations, in their order.
    public var operations: [SessionOperation]
    /// The policy of the container; a commit records the access like a read.
    public var policy: SessionPolicy
    /// The budgets.
    public var limits: SessionLimits
    /// The hash of a new secret.
    ///
    /// The old one is refused from this moment on.
    public var newSecretHash: SessionSecretHash?
    /// A new principal: `.some(nil)` removes it, nil leaves it.
    public var principal: String??
    /// A new expiry.
    public var expiry: SessionExpiry?

    /// Makes a commit.
    public init(
        _ operations: [SessionOperation] = [],
        policy: SessionPolicy,
        limits: SessionLimits = SessionLimits(),
        newSecretHash: SessionSecretHash? = nil,
        principal: String?? = nil,
        expiry: SessionExpiry? = nil
    ) {
        self.operations = operations
        self.policy = policy
        self.limits = limits
        self.newSecretHash = newSecretHash
        self.principal = principal
        self.expiry = expiry
    }
}

/// The answer of a store to a commit.
///
/// Closed: whoever asks must know each. `Sendable`.
public enum SessionCommitResult: Sendable {
    /// All of it is stored; the record as it is now.
    case committed(SessionRecord)
    /// Nothing is stored: these fields were not as a compare-and-set expected; they are
    /// what is given here, nil being absent.
    case conflict([SessionField: SessionValue?])
    /// Nothing is stored: there is no such session.
    case gone
    /// Nothing is stored: the session has another secret.
    case wrongSecret
    /// Nothing is stored: the session expired.
    case expired
}
