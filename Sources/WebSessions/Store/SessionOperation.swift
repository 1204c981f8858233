// SPDX-License-Identifier: Apache-2.0

/// One change of one stored value, as a request recorded it.
///
/// Everything but `set` after a read merges with the changes of concurrent requests.
/// Closed: a store must know each. `Sendable`.
public enum SessionOperation: Sendable, Hashable {
    /// Stores a value, whatever was there.
    case set(SessionField, SessionValue)
    /// Removes a value; removing an absent one changes nothing.
    case delete(SessionField)
    /// Removes every value of a package.
    case clear(package: String)
    /// Adds to a whole number; an absent one counts as 0.
    case add(SessionField, Int64)
    /// Keeps the larger of two whole numbers; an absent one loses.
    case max(SessionField, Int64)
    /// Puts those elements at the end of a list that it does not have yet.
    case union(SessionField, SessionValue)
    /// Puts elements at the end of a list, and drops the first ones over `cap`.
    case append(SessionField, SessionValue, cap: Int)
    /// Stores or, with nil, removes a value, if the one there is `expected`, or if there
    /// is none where `expected` is nil. Otherwise the whole commit is a conflict.
    case compareAndSet(SessionField, expected: SessionDigest?, new: SessionValue?)
    /// Changes nothing. Unless the values that the reads ask for are these, and no others are
    /// there, the whole commit is a conflict.
    case expect(SessionReads, [SessionField: SessionDigest])

    /// The field; nil for a whole package, and for what changes nothing.
    public var field: SessionField? {
        switch self {
        case .set(let field, _), .delete(let field), .add(let field, _), .max(let field, _),
            .union(let field, _), .append(let field, _, _), .compareAndSet(let field, _, _):
            field
        case .clear, .expect: nil
        }
    }

    /// The package that is changed; empty where none is.
    public var package: String {
        switch self {
        case .clear(let package): package
        default: field?.package ?? ""
        }
    }

    /// Whether the operation can at most remove, so that it never makes a session.
    public var onlyRemoves: Bool {
        switch self {
        case .delete, .clear, .compareAndSet(_, _, nil), .expect: true
        default: false
        }
    }
}
