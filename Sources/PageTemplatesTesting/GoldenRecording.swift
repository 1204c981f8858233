// SPDX-License-Identifier: Apache-2.0

/// Which expectations a run writes instead of comparing.
///
/// A run that may write fails in every case, so that it never passes for a
/// test. Read the difference in version control, then run again without.
public enum GoldenRecording: String, Sendable, Hashable, CaseIterable {
    /// None: cases are compared.
    case never

    /// The expectations that are not there.
    case missing

    /// The expectations that are not there or do not match.
    case failed

    /// Every expectation.
    case all

    /// The environment variable that says so: `TALISMAN_RECORD`.
    public static let environmentVariable = "TALISMAN_RECORD"

    /// What the value of the variable says; `nil` where it is none of the words.
    package init?(variable value: String?) {
        guard let value, !value.isEmpty else {
            self = .never
            return
        }
        self.init(rawValue: value)
    }

    /// Whether a run writes a result over what is expected; nil where nothing is.
    func writes(_ result: [UInt8], over expected: [UInt8]?) -> Bool {
        switch self {
        case .never: false
        case .missing: expected == nil
        case .failed: expected != result
        case .all: true
        }
    }
}
