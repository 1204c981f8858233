// SPDX-License-Identifier: Apache-2.0

/// A folder of golden cases, and the run of each.
///
/// ```swift
/// let cases = GoldenCases(directory: "Cases")
///
/// @Test(arguments: cases.all) func renders(_ golden: GoldenCase) throws {
///     try cases.run(golden) { golden in
///         try render(golden.template(), with: golden.data())
///     }
/// }
/// ```
///
/// Folders are areas, files behaviours; ``GoldenCase`` says how they are named.
/// Whatever has a name that starts with `_`, and whatever is in a folder with
/// such a name, belongs to other cases: a layout, for example.
///
/// A template without an expectation fails, so does an expectation or a data
/// file without a template, and a folder without cases. Bytes must match
/// exactly. `TALISMAN_RECORD` set to `missing`, `failed` or `all` writes
/// expectations, see ``GoldenRecording``.
public struct GoldenCases: Sendable {
    /// The cases by name, and whatever is amiss in the folder: an entry that
    /// fails when it is run.
    public let all: [GoldenCase]

    /// The folder.
    public let directory: String

    /// What to write, or `nil` where `TALISMAN_RECORD` makes no sense.
    private let recording: GoldenRecording?

    /// Lists the cases of a folder.
    ///
    /// - Parameters:
    ///   - directory: The folder, relative to the file that asks.
    ///   - recording: What to write; by default what `TALISMAN_RECORD` says.
    ///   - file: The file that asks.
    public init(
        directory: String,
        recording: GoldenRecording? = nil,
        besides file: String = #filePath
    ) {
        let path = Files.path(directory, besides: file)
        self.directory = path
        let variable = Files.environment(GoldenRecording.environmentVariable)
        self.recording = recording ?? GoldenRecording(variable: variable)
        all = GoldenListing(path).cases
    }

    /// Runs a case.
    ///
    /// - Parameters:
    ///   - golden: The case.
    ///   - render: Renders its template, or throws; the text of the error is
    ///     the report that an `error-` case expects, with a line end after it.
    /// - Throws: A ``GoldenFailure`` unless the result is as expected and
    ///   nothing was to be recorded.
    public func run(
        _ golden: GoldenCase,
        render: (GoldenCase) throws -> [UInt8]
    ) throws(GoldenFailure) {
        guard let recording else { throw GoldenFailure(golden, .unknownRecording) }
        if let defect = golden.defect { throw GoldenFailure(golden, .misplaced, defect) }
        let result = try GoldenResult(of: golden, render: render)
        try result.check(recording: recording)
    }
}
