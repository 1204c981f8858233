// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import TemplateTools

/// Findings for programs.
@Suite struct ReportFormatTests {
    private func text(_ format: ReportFormat) throws -> String {
        let folder = try TemporaryFolder([
            "a b.html":
                "<p id=\"x\">é <img src=\"/a.png\"></p>\n<b id=\"x\"/><p tal:content=\"a//b\"></p>"
        ])
        var linted = try LintedTemplates(folder: folder.path, ["a b.html"]).findings
        // The syntax has an error, and so rules say nothing.
        let other = try TemporaryFolder([
            "c.html": "<p id=\"x\">é <img src=\"/a.png\"></p>\n<b id=\"x\"/>"
        ])
        linted += try LintedTemplates(folder: other.path, ["c.html"]).findings
        return try format.text(of: linted, version: "1.2.3")
    }

    private func json(_ format: ReportFormat) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(text(format).utf8))
    }

    @Test func jsonHasAnObjectForEachFinding() throws {
        let objects = try #require(json(.json) as? [[String: Any]])
        let rules = objects.compactMap { $0["rule"] as? String }
        #expect(
            rules == [
                "invalid-expression", "missing-alt", "self-closed-element", "duplicate-id",
            ]
        )
        let image = objects[1]
        #expect(image["file"] as? String == "c.html")
        #expect(image["line"] as? Int == 1)
        #expect(image["column"] as? Int == 13)
        #expect(image["start"] as? Int == 13)
        #expect(image["severity"] as? String == "warning")
        #expect((image["excerpt"] as? [String])?.count == 2)
        let fix = try #require(objects[2]["fix"] as? [String: Any])
        #expect(fix["title"] as? String == "write '</b>'")
    }

    @Test func workflowsGetALineForEachFinding() throws {
        let lines = try text(.github).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            lines[0].hasPrefix("::error file=a b.html,line=2,col=30,title=invalid-expression::")
        )
        #expect(
            lines[1]
                == "::warning file=c.html,line=1,col=13,title=missing-alt::<img> has no 'alt'; "
                + "say what it shows, or write alt=\"\" where it only decorates"
        )
    }

    @Test func textForWorkflowsCannotEndTheCommand() throws {
        let folder = try TemporaryFolder(["a,b:c%.html": "<img src=\"/a.png\">"])
        let findings = try LintedTemplates(folder: folder.path, ["a,b:c%.html"]).findings
        let line = try ReportFormat.github.text(of: findings, version: "1")
        #expect(line.hasPrefix("::warning file=a%2Cb%3Ac%25.html,line=1,col=1,title=missing-alt::"))
    }

    // MARK: - SARIF

    /// What the schema of SARIF 2.1.0 requires of the objects that a log has here: keys that must
    /// be there, and all keys that may.
    private static let schema: [String: (required: Set<String>, allowed: Set<String>)] = [
        "log": (["version", "runs"], ["$schema", "version", "runs"]),
        "run": (["tool"], ["tool", "results", "columnKind"]),
        "tool": (["driver"], ["driver"]),
        "driver": (["name"], ["name", "version", "rules"]),
        "rule": (["id"], ["id", "shortDescription"]),
        "result": (
            ["message"],
            [
                "ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "fixes",
            ]
        ),
        "message": (["text"], ["text"]),
        "location": ([], ["physicalLocation", "message"]),
        "physicalLocation": (["artifactLocation"], ["artifactLocation", "region"]),
        "artifactLocation": ([], ["uri"]),
        "region": ([], ["startLine", "startColumn", "byteOffset", "byteLength"]),
        "fix": (["artifactChanges"], ["description", "artifactChanges"]),
        "artifactChange": (
            ["artifactLocation", "replacements"], ["artifactLocation", "replacements"]
        ),
        "replacement": (["deletedRegion"], ["deletedRegion", "insertedContent"]),
    ]

    /// The kinds of the objects under keys.
    private static let kinds: [String: String] = [
        "runs": "run", "tool": "tool", "driver": "driver", "rules": "rule", "results": "result",
        "message": "message", "shortDescription": "message", "description": "message",
        "insertedContent": "message", "locations": "location", "relatedLocations": "location",
        "physicalLocation": "physicalLocation", "artifactLocation": "artifactLocation",
        "region": "region", "deletedRegion": "region", "fixes": "fix",
        "artifactChanges": "artifactChange", "replacements": "replacement",
    ]

    private func check(_ value: Any, _ kind: String) {
        if let list = value as? [Any] {
            for item in list { check(item, kind) }
        }
        guard let object = value as? [String: Any], let rule = Self.schema[kind] else { return }
        let keys = Set(object.keys)
        #expect(rule.required.isSubset(of: keys), "\(kind)")
        #expect(keys.isSubset(of: rule.allowed), "\(kind)")
        for (key, member) in object {
            if let kind = Self.kinds[key] { check(member, kind) }
        }
    }

    @Test func sarifHasWhatTheSchemaRequires() throws {
        let log = try #require(json(.sarif) as? [String: Any])
        check(log, "log")
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 4)
        let levels = results.compactMap { $0["level"] as? String }
        #expect(levels == ["error", "warning", "warning", "warning"])
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = try #require(driver?["rules"] as? [[String: Any]])
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        let text = try text(.sarif)
        #expect(text.contains("\"uri\" : \"a%20b.html\""))
        #expect(text.contains("\"startLine\" : 2"))
    }

    @Test func sarifOfNothingIsALog() throws {
        let text = try ReportFormat.sarif.text(of: [], version: "1")
        let log = try JSONSerialization.jsonObject(with: Data(text.utf8))
        check(log, "log")
    }
}
