// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How findings are written.
package enum ReportFormat: String, Sendable, CaseIterable {
    /// For people: each with an excerpt of its template.
    case text

    /// For programs: a list of objects.
    case json

    /// For the code scanning of forges, SARIF 2.1.0.
    case sarif

    /// For the logs of GitHub's workflows, which show them beside the source.
    case github

    /// The findings as a text, without a line end after its last line; empty for `text`, whose
    /// findings stand between other lines.
    ///
    /// - Parameters:
    ///   - findings: What was found.
    ///   - version: The version of the command.
    /// - Returns: The text.
    /// - Throws: `EncodingError` where JSON has no form for something.
    package func text(of findings: [Finding], version: String) throws -> String {
        switch self {
        case .text: findings.map(\.text).joined(separator: "\n")
        case .json: try Self.json(findings.map { FindingObject($0) })
        case .sarif: try Self.json(SARIFLog(findings, version: version))
        case .github: findings.map(\.workflowCommand).joined(separator: "\n")
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
