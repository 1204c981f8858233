// SPDX-License-Identifier: Apache-2.0

import TemplateTools

/// The findings of a command, and what else it has to say.
struct FindingReport {
    private let format: ReportFormat

    /// The findings, each once.
    private(set) var findings: [Finding] = []

    /// What stands in a text: findings and remarks on the run.
    private var lines: [String] = []

    /// What was said, for macros are looked at wherever they are used.
    private var said: Set<String> = []

    init(_ format: ReportFormat) {
        self.format = format
    }

    mutating func add(_ finding: Finding) {
        let text = finding.text
        guard said.insert(text).inserted else { return }
        findings.append(finding)
        lines.append(text)
    }

    /// Adds a line that is no finding, which only people read.
    mutating func add(_ line: String) { lines.append(line) }

    func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

    /// Writes the report to standard output.
    func write() throws {
        guard format != .text else { return try StandardOutput.write(lines: lines) }
        let version = TalismanCommand.current.version
        let text = try format.text(of: findings, version: version)
        if !text.isEmpty { try StandardOutput.write(lines: [text]) }
    }
}
