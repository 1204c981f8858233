// SPDX-License-Identifier: Apache-2.0

/// Why a golden case has failed.
public struct GoldenFailure: Error, Sendable, Hashable {
    /// The kinds of failure.
    @nonexhaustive
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The result is not the expected one; the details are the difference.
        case mismatch = "the result is not as expected"

        /// The template must fail and does not; the details are the page.
        case didNotFail = "the template must fail and renders"

        /// The template fails and must not; the details are the report.
        case failed = "the template fails"

        /// There is no file with the expected result.
        case expectationMissing = "there is no expectation"

        /// A file belongs to no case, or there are none at all.
        case misplaced = "this is not a case"

        /// The expectation has been written.
        case recorded = "the expectation has been recorded"

        /// The result is as expected, and the run could have recorded it.
        case recordingIsOn = "the result is as expected, but a run that records never passes"

        /// `TALISMAN_RECORD` says something else than it can.
        case unknownRecording = "TALISMAN_RECORD is not 'never', 'missing', 'failed' or 'all'"

        /// A file cannot be read or written.
        case fileFailed = "a file cannot be read or written"
    }

    /// The case.
    public let golden: GoldenCase

    /// The kind of failure.
    public let reason: Reason

    /// The difference, report or page that the reason speaks of.
    public let details: String

    init(_ golden: GoldenCase, _ reason: Reason, _ details: String = "") {
        self.golden = golden
        self.reason = reason
        self.details = details
    }
}

extension GoldenFailure: CustomStringConvertible {
    /// The name of the case, the reason, the details on lines of their own.
    public var description: String {
        let place = reason == .expectationMissing ? ": \(golden.expectationPath)" : ""
        let summary = "\(golden.name): \(reason.rawValue)\(place)"
        return details.isEmpty ? summary : "\(summary)\n\(details)"
    }
}
