// SPDX-License-Identifier: Apache-2.0

/// How large values and sessions may become.
///
/// `Sendable`.
public struct SessionLimits: Sendable, Hashable {
    /// The most bytes of one stored value; 64 KiB by default.
    public var valueBytes: Int
    /// The most bytes of all names and values of one record; 1 MiB by default.
    public var sessionBytes: Int

    /// Makes limits.
    public init(valueBytes: Int = 65_536, sessionBytes: Int = 1_048_576) {
        self.valueBytes = valueBytes
        self.sessionBytes = sessionBytes
    }

    func check(_ value: SessionValue, field: SessionField) throws(SessionError) {
        guard value.storedSize > valueBytes else { return }
        let message = "the value has \(value.storedSize) bytes of at most \(valueBytes)"
        throw SessionError(.tooLarge, message, field: field)
    }
}
