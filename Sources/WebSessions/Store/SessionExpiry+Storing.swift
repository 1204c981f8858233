// SPDX-License-Identifier: Apache-2.0

/// The two numbers that stand for an expiry in stores.
extension SessionExpiry {
    /// Makes what ``kind`` and ``value`` give; an unknown kind is as configured.
    package init(kind: Int64, value: Int64) {
        self =
            switch kind {
            case 1: .idle(.milliseconds(value))
            case 2: .date(SessionInstant(millisecondsSince1970: value))
            case 3: .browserSession
            default: .configured
            }
    }

    /// Which case it is.
    package var kind: Int64 {
        switch self {
        case .configured: 0
        case .idle: 1
        case .date: 2
        case .browserSession: 3
        }
    }

    /// The milliseconds of the case; 0 where it has none.
    package var value: Int64 {
        switch self {
        case .configured, .browserSession: 0
        case .idle(let timeout): timeout.milliseconds
        case .date(let date): date.millisecondsSince1970
        }
    }
}
