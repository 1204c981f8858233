// SPDX-License-Identifier: Apache-2.0

/// Why a snapshot has failed.
///
/// `Sendable`.
public struct PageSnapshotFailure: Error, Sendable, Hashable {
    /// The kinds of failure.
    ///
    /// `Sendable`.
    @nonexhaustive public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The page is not the expected one; the details are the difference.
        case mismatch = "the page is not as expected"
        /// The page could not be made; the details say why.
        case failed = "the page could not be made"
        /// There is no file with the expected page.
        case expectationMissing = "there is no expected page"
        /// A file belongs to no template, or there are none at all.
        case misplaced = "this is not a snapshot"
        /// The page has been written.
        case recorded = "the page has been recorded"
        /// The page is as expected, and the run could have recorded it.
        case recordingIsOn = "the page is as expected, but a run that records never passes"
        /// `TALISMAN_RECORD` says something else than it can.
        case unknownRecording = "TALISMAN_RECORD is not 'never', 'missing', 'failed' or 'all'"
        /// A file cannot be read or written.
        case fileFailed = "a file cannot be read or written"
    }

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
