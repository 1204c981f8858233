// SPDX-License-Identifier: Apache-2.0

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
    /// The old one is refused from this moment on, or reads for the ``grace``; a store still
    /// knows it for ``SessionSecrets/memory``.
    public var newSecretHash: SessionSecretHash?
    /// How long the secret that ``newSecretHash`` replaces can still read; zero, the
    /// default, for not at all.
    public var grace: Duration
    /// A new principal: `.some(nil)` removes it, nil leaves it.
    public var principal: String??
    /// A new expiry.
    public var expiry: SessionExpiry?
    /// What the session's client is called from now on; nil leaves it as it is.
    public var clientHint: String?
    /// Whether the end of the record is to be kept until the application was told of it, by a
    /// store that can: ``EndKeepingSessionStore``.
    ///
    /// Once that was asked of a record, it holds.
    public var keepsEnd: Bool
    /// Names the commit, where it may be sent more than once; nil, the default, where it is
    /// not.
    public var id: SessionCommitID?

    /// Makes a commit.
    public init(
        _ operations: [SessionOperation] = [],
        policy: SessionPolicy,
        limits: SessionLimits = SessionLimits(),
        newSecretHash: SessionSecretHash? = nil,
        grace: Duration = .zero,
        principal: String?? = nil,
        expiry: SessionExpiry? = nil,
        clientHint: String? = nil,
        keepsEnd: Bool = false,
        id: SessionCommitID? = nil
    ) {
        self.operations = operations
        self.policy = policy
        self.limits = limits
        self.newSecretHash = newSecretHash
        self.grace = grace
        self.principal = principal
        self.expiry = expiry
        self.clientHint = clientHint
        self.keepsEnd = keepsEnd
        self.id = id
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
    /// Nothing is stored: this was the secret of the session until a moment ago.
    case rotated
    /// Nothing is stored: the session has another secret.
    case wrongSecret
    /// Nothing is stored: the session expired.
    case expired
}

extension SessionCommitResult {
    /// The record of a session that the commit has made.
    ///
    /// - Parameter store: the name of the store, for errors.
    /// - Returns: the record.
    /// - Throws: ``SessionErrorCode/conflict`` for a compare-and-set that expects a value, and
    ///   ``SessionErrorCode/gone`` where the record was ended at once.
    package func newRecord(in store: String) throws(SessionError) -> SessionRecord {
        switch self {
        case .committed(let record): return record
        case .conflict: throw .newSessionConflict(store)
        case .gone, .rotated, .wrongSecret, .expired:
            throw SessionError(.gone, "the session was ended at once", store: store)
        }
    }
}

extension SessionError {
    /// A new session was to have values already.
    package static func newSessionConflict(_ store: String? = nil) -> SessionError {
        SessionError(.conflict, "a new session has no values to compare", store: store)
    }
}
