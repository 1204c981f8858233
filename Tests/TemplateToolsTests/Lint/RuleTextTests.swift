// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TestSupport
import Testing

@testable import TemplateTools

/// The documentation of codes and rules.
@Suite struct RuleTextTests {
    @Test func everyCodeAndRuleHasDocumentation() {
        let codes =
            TemplateError.Code.allCases.map(\.rawValue)
            + TemplateWarning.Code.allCases.map(\.rawValue) + OwnRule.allCases.map(\.rawValue)
        for code in codes {
            let explanations = Explanation.named(code)
            #expect(!explanations.isEmpty, "\(code)")
            for explanation in explanations {
                #expect(!explanation.meaning.isEmpty, "\(code)")
                #expect(!explanation.remedy.isEmpty, "\(code)")
            }
        }
    }

    @Test func noTwoRulesHaveAName() {
        let names = LintRule.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: OwnRule.allCases)
    func examplesShowWhatTheySay(_ rule: OwnRule) throws {
        let (fails, passes) = (rule.text.fails, rule.text.passes)
        let found = try findings(in: fails, rule)
        #expect(found.contains(rule.rawValue))
        let rest = try findings(in: passes, rule)
        #expect(rest.isEmpty)
    }

    private func findings(in text: String, _ rule: OwnRule) throws -> [String] {
        let folder = try TemporaryFolder([
            "page.html": text, "other.html": "<p>x</p>",
            ".talisman.yml": """
            sessionKeys: [products.foo/color]
            cacheability: cacheability.json
            """,
            "cacheability.json": """
            {"readsSession": {"page.html": \(rule != .cacheablePageReadsSession)}}
            """,
        ])
        let linted = try LintedTemplates(folder: folder.path, ["page.html", "other.html"])
        return linted.findings.map(\.name)
    }
    @Test func theArticleHasTheDocumentation() throws {
        let file = URL(filePath: LintCase.folder.components(separatedBy: "/Tests/")[0])
            .appending(path: RuleArticle.path)
        let text = try? String(contentsOf: file, encoding: .utf8)
        if ProcessInfo.processInfo.environment["TALISMAN_RECORD"] == "all" {
            try Data(RuleArticle.text.utf8).write(to: file)
            Issue.record("the article is recorded: look at it, and run again without recording")
        }
        #expect(text == RuleArticle.text)
    }
}
