// SPDX-License-Identifier: Apache-2.0

public import PageTemplatesTesting

/// A folder of snapshots of pages, and the check of each.
///
/// ```swift
/// @Suite struct PageTests {
///     static let snapshots = PageSnapshots(directory: "Pages", templates: "../../Templates") {
///         Attachment.record($1, named: $0)
///     }
///
///     @Test(arguments: snapshots.all)
///     func isAsRecorded(_ snapshot: PageSnapshot) async throws {
///         let site = try SessionTestSite()
///         try await Self.snapshots.check(snapshot) { try await $0.page(from: pages, site: site) }
///     }
/// }
/// ```
///
/// What is rendered is up to the closure: ``PageSnapshot/page(from:site:path:)`` asks a
/// `PageRenderer`, and a test client of a server gets the page of a whole application.
///
/// Bytes must match exactly, but for what ``PageMask``s hide. `TALISMAN_RECORD` set to `missing`,
/// `failed` or `all` writes pages, as `GoldenRecording` says. `Sendable`.
public struct PageSnapshots: Sendable {
    /// The snapshots by name, and whatever is amiss in the folder: one that fails when it is
    /// checked.
    public let all: [PageSnapshot]
    /// The folder.
    public let directory: String
    private let recording: GoldenRecording?
    private let attach: @Sendable (_ name: String, _ text: String) -> Void

    /// Lists the snapshots of a folder.
    ///
    /// Each page, file of variables and session file makes one; whatever has a name that
    /// starts with `_` makes none.
    ///
    /// - Parameters:
    ///   - directory: the folder, relative to the file that asks.
    ///   - templates: the folder of the templates, relative to the file that asks.
    ///   - languages: the languages in which each state is looked at, besides those that
    ///     files name; none by default.
    ///   - recording: what to write; by default what `TALISMAN_RECORD` says.
    ///   - file: the file that asks.
    ///   - attach: gets the expected page, the page and their difference by names, where they
    ///     are not the same: for the report of the tests.
    public init(
        directory: String,
        templates: String,
        languages: [String] = [],
        recording: GoldenRecording? = nil,
        besides file: String = #filePath,
        attach: @escaping @Sendable (_ name: String, _ text: String) -> Void = { _, _ in }
    ) {
        self.attach = attach
        self.directory = Files.path(directory, besides: file)
        let listing = SnapshotListing(
            folder: self.directory,
            templates: Files.path(templates, besides: file)
        )
        all = listing.snapshots(languages: languages)
        let variable = Files.environment(GoldenRecording.environmentVariable)
        self.recording = recording ?? GoldenRecording(variable: variable)
    }

    /// Makes a page and compares it.
    ///
    /// - Parameters:
    ///   - snapshot: the snapshot.
    ///   - masks: what is different each time; nothing by default.
    ///   - render: makes the page.
    /// - Throws: ``PageSnapshotFailure`` unless the page is as expected and nothing was to be
    ///   recorded.
    public func check(
        _ snapshot: PageSnapshot,
        masking masks: [PageMask] = [],
        _ render: (PageSnapshot) async throws -> [UInt8]
    ) async throws(PageSnapshotFailure) {
        guard let recording else { throw PageSnapshotFailure(snapshot, .unknownRecording) }
        if let defect = snapshot.defect { throw PageSnapshotFailure(snapshot, .misplaced, defect) }
        let ignored: IgnoreRules
        do {
            ignored = try IgnoreRules.rules(for: snapshot.base, in: directory)
        } catch {
            throw PageSnapshotFailure(snapshot, .fileFailed, "\(error)")
        }
        let page: [UInt8]
        do {
            page = masks.masked(try await render(snapshot))
        } catch {
            throw PageSnapshotFailure(snapshot, .failed, "\(error)")
        }
        do throws(ExpectationFile.Failure) {
            let file = ExpectationFile(snapshot.expectationPath, ignoring: ignored)
            try file.check(page, recording: recording, masking: masks.masked)
        } catch {
            if error.reason == .mismatch {
                attach("expected.html", String(decoding: error.expected, as: UTF8.self))
                attach("actual.html", String(decoding: page, as: UTF8.self))
                attach("difference.txt", error.details)
            }
            throw PageSnapshotFailure(snapshot, error.reason, error.details)
        }
    }
}

extension [PageMask] {
    fileprivate func masked(_ bytes: [UInt8]) -> [UInt8] {
        guard !isEmpty else { return bytes }
        let text = reduce(String(decoding: bytes, as: UTF8.self)) { $1.apply(to: $0) }
        return [UInt8](text.utf8)
    }
}
