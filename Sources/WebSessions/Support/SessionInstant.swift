// SPDX-License-Identifier: Apache-2.0

/// A point in time in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Stores keep times in this form, so that every store and every language that
/// reads one agrees on the number. `Sendable`.
public struct SessionInstant: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since the Unix epoch; negative before it.
    public var millisecondsSince1970: Int64

    /// Makes an instant from milliseconds since the Unix epoch.
    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// The instant `duration` later.
    ///
    /// Saturates instead of overflowing.
    public func advanced(by duration: Duration) -> SessionInstant {
        let sum = millisecondsSince1970.addingReportingOverflow(duration.milliseconds)
        guard sum.overflow else { return SessionInstant(millisecondsSince1970: sum.partialValue) }
        let limit = duration < .zero ? Int64.min : Int64.max
        return SessionInstant(millisecondsSince1970: limit)
    }

    /// The time from this instant to `other`; negative when `other` is earlier.
    public func duration(to other: SessionInstant) -> Duration {
        .milliseconds(other.millisecondsSince1970) - .milliseconds(millisecondsSince1970)
    }

    /// Whether `lhs` is the earlier one.
    public static func < (lhs: SessionInstant, rhs: SessionInstant) -> Bool {
        lhs.millisecondsSince1970 < rhs.millisecondsSince1970
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero and saturating.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let product = seconds.multipliedReportingOverflow(by: 1000)
        guard !product.overflow else { return seconds < 0 ? .min : .max }
        let sum = product.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return sum.overflow ? product.partialValue : sum.partialValue
    }
}
