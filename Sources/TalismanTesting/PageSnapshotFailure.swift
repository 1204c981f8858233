// SPDX-License-Identifier: Apache-2.0

public import PageTemplatesTesting

/// Why a snapshot has failed.
///
/// `Sendable`.
public struct PageSnapshotFailure: Error, Sendable, Hashable {
    /// The kinds of failure.
    public typealias Reason = GoldenFailure.Reason

    /// The snapshot.
    public let snapshot: PageSnapshot
    /// The kind of failure.
    public let reason: Reason
    /// The difference or error that the reason speaks of.
    public let details: String

    init(_ snapshot: PageSnapshot, _ reason: Reason, _ details: String = "") {
        self.snapshot = snapshot
        self.reason = reason
        self.details = details
    }
}

extension PageSnapshotFailure: CustomStringConvertible {
    /// The name, the reason, the files with the command that records, and the details.
    public var description: String {
        let summary = "\(snapshot.name): \(reason.rawValue)"
        return ([summary] + remedy + [details]).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var remedy: [String] {
        let word: String
        switch reason {
        case .mismatch: word = "failed"
        case .expectationMissing: word = "missing"
        default: return []
        }
        return [
            "template: \(snapshot.template)",
            "expected: \(snapshot.expectationPath)",
            "variables: \(snapshot.variablesPath)",
            "session: \(snapshot.sessionPath)",
            "to record what is right now: TALISMAN_RECORD=\(word) swift test",
        ]
    }
}
