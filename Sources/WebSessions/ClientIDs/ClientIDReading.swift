// SPDX-License-Identifier: Apache-2.0

/// What a ``ClientIDManager`` found in a request.
///
/// `Sendable`.
public enum ClientIDReading: Sendable {
    /// The request carries no client id.
    case absent
    /// The request carries one that is not ours; it is as good as absent.
    case refused(RefusalReason)
    /// The request carries one that this site issued. `isOutdated` asks for it to be
    /// issued again, because an old key signed it.
    case accepted(ClientID, isOutdated: Bool)

    /// The client id, where one was accepted.
    public var clientID: ClientID? {
        if case .accepted(let id, _) = self { id } else { nil }
    }
}

/// Why a client id was refused; the raw value is a metric label.
///
/// `Sendable`.
@nonexhaustive public enum RefusalReason: String, Sendable, CaseIterable {
    /// Not of the form of a token.
    case malformed
    /// Longer than any token.
    case tooLong = "too-long"
    /// Properly signed for a link or form whose time is over.
    case expiredToken = "expired-token"
    /// Signed with a key that is not in the ring.
    case unknownKey = "unknown-key"
    /// The signature is wrong: a forgery, another purpose, another application.
    case wrongSignature = "wrong-signature"
    /// Properly signed, but no store has such a session: it was ended or swept.
    case unknownSession = "unknown-session"
    /// Properly signed, but the secret was rotated since.
    case wrongSecret = "wrong-secret"
    /// The session expired.
    case expired
}
