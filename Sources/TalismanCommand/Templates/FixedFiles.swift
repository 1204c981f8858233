// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools

/// The files that findings can be mended in.
struct FixedFiles {
    /// The findings with a change, by the paths of their files.
    private let findings: [String: [Finding]]

    init(_ findings: [Finding]) {
        let mendable = findings.filter { $0.fix != nil }
        self.findings = Dictionary(grouping: mendable) { $0.location?.name ?? "" }
    }

    /// Writes the files with the changes of those findings that do not overlap.
    ///
    /// - Returns: How many findings that mends.
    /// - Throws: `Diagnosis` where a file cannot be written.
    func write() throws -> Int {
        var count = 0
        for (path, findings) in findings where path != InputFile.standardInput {
            let bytes = try InputFile(path).bytes()
            // Places are those of UTF-8: a file in another encoding is left to its author.
            guard let text = String(validating: bytes, as: UTF8.self),
                !text.unicodeScalars.starts(with: ["\u{FEFF}"])
            else { continue }
            var end = 0
            var edits: [TextEdit] = []
            for finding in findings {
                let changes = finding.fix?.edits ?? []
                guard let start = changes.map(\.range.lowerBound).min(), start >= end else {
                    continue
                }
                edits += changes
                end = changes.map(\.range.upperBound).max() ?? end
                count += 1
            }
            try OutputFile(path).write(edits.applied(to: bytes))
        }
        return count
    }
}
