// SPDX-License-Identifier: Apache-2.0

/// What one read of a store found: the record and the values, all of one moment.
///
/// `Sendable`.
public struct SessionSnapshot: Sendable {
    /// The record, after the touch where there was one.
    public let record: SessionRecord
    /// The values that were asked for and exist.
    public let values: [SessionField: SessionValue]
    /// When it was read, by the clock that the times of the record are from.
    public let time: SessionInstant
    /// Whether the read recorded the access.
    public let wasTouched: Bool
    /// Whether the secret was replaced already, and this is a read in its grace.
    public let isSuperseded: Bool

    /// Makes a snapshot; for stores.
    public init(
        record: SessionRecord,
        values: [SessionField: SessionValue],
        time: SessionInstant,
        wasTouched: Bool,
        isSuperseded: Bool = false
    ) {
        self.record = record
        self.values = values
        self.time = time
        self.wasTouched = wasTouched
        self.isSuperseded = isSuperseded
    }
}

/// The answer of a store to a read.
///
/// Closed: whoever asks must know each. `Sendable`.
public enum SessionReadResult: Sendable {
    /// The session is there.
    case found(SessionSnapshot)
    /// There is no such session.
    case absent
    /// There is one, and this was its secret until a moment ago.
    case rotated
    /// There is one, with another secret.
    case wrongSecret
    /// There was one; its time is over.
    case expired
}
