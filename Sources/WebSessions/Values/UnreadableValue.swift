// SPDX-License-Identifier: Apache-2.0

/// What becomes of a stored value that cannot be read as the type asked for, because the type
/// has changed, a newer release wrote it, or its bytes are damaged.
///
/// | | a read | a write after the read, and one that merges |
/// |---|---|---|
/// | ``fails`` | throws ``SessionErrorCode/undecodable`` | throws the same |
/// | ``absent`` | finds nothing | throws the same |
/// | ``replace`` | finds nothing | replaces the value, if it is still there |
///
/// A read that finds nothing for this reason is counted and logged once for each key and
/// request, with the type and without the value. What does not depend on the old value is
/// never hindered: a `set` without a read, a rule that is `lastWriter`, `remove` and `clear`.
///
/// <doc:ChangingStoredModels> shows when to choose which. Closed on purpose. `Sendable`.
public enum UnreadableValue: Sendable, Hashable {
    /// It is an error.
    case fails
    /// It is as if there were none, but it stays.
    case absent
    /// It is as if there were none, and what is written takes its place.
    case replace
}
