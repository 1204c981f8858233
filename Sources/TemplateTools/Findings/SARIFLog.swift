// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// A log in the Static Analysis Results Interchange Format, version 2.1.0.
struct SARIFLog: Encodable {
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Run: Encodable {
        let tool: Tool
        let columnKind = "unicodeCodePoints"
        let results: [Result]

        enum CodingKeys: CodingKey {
            case tool, columnKind, results
        }
    }

    struct Tool: Encodable {
        let driver: Driver

        struct Driver: Encodable {
            let name = "talisman"
            let version: String
            let rules: [Rule]

            enum CodingKeys: CodingKey {
                case name, version, rules
            }
        }

        struct Rule: Encodable {
            let id: String
            let shortDescription: Text
        }
    }

    struct Text: Encodable {
        let text: String
    }

    struct Result: Encodable {
        let ruleId: String
        let ruleIndex: Int
        let level: String
        let message: Text
        let locations: [Location]
        let relatedLocations: [Location]?
        let fixes: [Fix]?
    }

    struct Location: Encodable {
        let physicalLocation: PhysicalLocation
        let message: Text?

        struct PhysicalLocation: Encodable {
            let artifactLocation: Artifact
            let region: Region
        }
    }

    struct Artifact: Encodable {
        let uri: String
    }

    struct Region: Encodable {
        let startLine: Int?
        let startColumn: Int?
        let byteOffset: Int
        let byteLength: Int
    }

    struct Fix: Encodable {
        let description: Text
        let artifactChanges: [Change]

        struct Change: Encodable {
            let artifactLocation: Artifact
            let replacements: [Replacement]
        }

        struct Replacement: Encodable {
            let deletedRegion: Region
            let insertedContent: Text
        }
    }
}

// How findings become results.
extension SARIFLog {
    init(_ findings: [Finding], version: String) {
        let names = Set(findings.map(\.name)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let rules = names.map { name in
            Tool.Rule(
                id: name,
                shortDescription: Text(text: Explanation.named(name).first?.meaning ?? name)
            )
        }
        let driver = Tool.Driver(version: version, rules: rules)
        let results = findings.map { Result($0, ruleIndex: indices[$0.name] ?? 0) }
        runs = [Run(tool: Tool(driver: driver), results: results)]
    }
}

extension SARIFLog.Result {
    private static let levels: [Severity: String] = [
        .error: "error", .warning: "warning", .remark: "note",
    ]

    init(_ finding: Finding, ruleIndex: Int) {
        let remedies = finding.notes.filter { $0.location == nil }.map(\.message)
        ruleId = finding.name
        self.ruleIndex = ruleIndex
        level = Self.levels[finding.severity] ?? "warning"
        message = .init(text: ([finding.message] + remedies).joined(separator: "; "))
        locations = finding.location.map { [.init($0)] } ?? []
        let related = finding.notes.compactMap { note in
            note.location.map { SARIFLog.Location($0, message: note.message) }
        }
        relatedLocations = related.isEmpty ? nil : related
        fixes = finding.fix.flatMap { fix in
            finding.location.map { [.init(fix, in: $0.name)] }
        }
    }
}

extension SARIFLog.Location {
    fileprivate init(_ location: TemplateLocation, message: String? = nil) {
        self.message = message.map { .init(text: $0) }
        physicalLocation = PhysicalLocation(
            artifactLocation: .init(path: location.name),
            region: .init(
                startLine: location.line,
                startColumn: location.column,
                byteOffset: location.byteRange.lowerBound,
                byteLength: location.byteRange.count
            )
        )
    }
}

extension SARIFLog.Artifact {
    fileprivate init(path: String) {
        uri = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    }
}

extension SARIFLog.Fix {
    fileprivate init(_ fix: FindingFix, in path: String) {
        description = .init(text: fix.title)
        let replacements = fix.edits.map { edit in
            Replacement(
                deletedRegion: .init(
                    startLine: nil,
                    startColumn: nil,
                    byteOffset: edit.range.lowerBound,
                    byteLength: edit.range.count
                ),
                insertedContent: .init(text: edit.text)
            )
        }
        artifactChanges = [.init(artifactLocation: .init(path: path), replacements: replacements)]
    }
}
