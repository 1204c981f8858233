// SPDX-License-Identifier: Apache-2.0

/// What a finding counts for.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Something to know, which asks for no change.
    case remark

    /// The template compiles, and something about it is doubtful.
    case warning

    /// The template does not compile, or somebody wants it to count as much.
    case error

    package static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .remark: 0
        case .warning: 1
        case .error: 2
        }
    }
}
