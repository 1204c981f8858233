// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A file with what must come out, which is compared with what came, or written.
package struct ExpectationFile {
    /// Why it is not as expected.
    package struct Failure: Error {
        package let reason: GoldenFailure.Reason
        package var details = ""
        /// What the file has, where something else came.
        package var expected: [UInt8] = []
    }

    private let path: String
    private let ignored: IgnoreRules

    /// - Parameters:
    ///   - path: The path of the file; its ending says what is in it.
    ///   - ignored: The places of pages that may be different.
    package init(_ path: String, ignoring ignored: IgnoreRules = IgnoreRules()) {
        self.path = path
        self.ignored = ignored
    }

    /// Compares a result with the file, or writes it there.
    ///
    /// - Parameters:
    ///   - result: what came.
    ///   - recording: what is written.
    ///   - mask: what is done to the content of the file before it is compared.
    /// - Throws: ``Failure`` unless both are the same and nothing was to be written.
    package func check(
        _ result: [UInt8],
        recording: GoldenRecording,
        masking mask: ([UInt8]) -> [UInt8] = { $0 }
    ) throws(Failure) {
        let expected = try filing { Files.exist(path) ? mask(try Files.read(path)) : nil }
        let wanted = expected.map(compared)
        let found = compared(result)
        if recording.writes(found, over: wanted) {
            try filing { try Files.write(result, to: path) }
            throw Failure(reason: .recorded)
        }
        guard let expected, let wanted else { throw Failure(reason: .expectationMissing) }
        guard wanted == found else {
            let details = difference(wanted, found)
            throw Failure(reason: .mismatch, details: details, expected: expected)
        }
        guard recording == .never else { throw Failure(reason: .recordingIsOn) }
    }

    /// How the markup of the file is read; `nil` for a text.
    private var mode: MarkupMode? {
        path.hasSuffix(".html") ? .html : path.hasSuffix(".xml") ? .xml : nil
    }

    /// What of a page is compared.
    private func compared(_ page: [UInt8]) -> [UInt8] {
        mode.map { ignored.applied(to: page, $0) } ?? page
    }

    /// The difference, by elements and by lines.
    private func difference(_ expected: [UInt8], _ result: [UInt8]) -> String {
        let lines = LineDiff(expected, result).description
        guard let mode else { return lines }
        let difference = PageDifference(PageTree(expected, mode), PageTree(result, mode))
        return "\(difference)\n\(lines)"
    }

    private func filing<Result>(_ body: () throws -> Result) throws(Failure) -> Result {
        do {
            return try body()
        } catch {
            throw Failure(reason: .fileFailed, details: "\(error)")
        }
    }
}
