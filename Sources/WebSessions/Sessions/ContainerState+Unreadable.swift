// SPDX-License-Identifier: Apache-2.0

/// Values that the application has read and that cannot be decoded.
extension ContainerState {
    /// Prepares a write of a value that perhaps could not be read.
    ///
    /// - Parameters:
    ///   - field: the field.
    ///   - isBlind: whether the write counts whatever there was.
    /// - Returns: whether it takes the place of such a value.
    /// - Throws: ``SessionErrorCode/undecodable`` where it depends on it, and was not told
    ///   to replace it.
    mutating func settleUnreadable(
        _ field: SessionField,
        isBlind: Bool = false
    ) throws(SessionError) -> Bool {
        guard let rule = unreadable[field] else { return false }
        if !isBlind, rule != .replace {
            let message = "the stored value cannot be read and is kept: remove or replace it"
            throw SessionError(.undecodable, message, field: field)
        }
        unreadable[field] = nil
        return !isBlind
    }
}
