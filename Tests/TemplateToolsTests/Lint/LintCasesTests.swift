// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

@testable import TemplateTools

/// What rules find, and where: one folder a rule, one case a behaviour.
@Suite struct LintCasesTests {
    @Test func hasManyCases() {
        let failing = LintCase.all.filter { !$0.isClean }.count
        #expect(failing > 80)
        #expect(LintCase.all.count - failing > 40)
        #expect(LintCase.strays.isEmpty)
    }

    @Test(arguments: LintCase.all)
    func findsWhatIsExpectedAtItsPlace(_ golden: LintCase) throws {
        let found = try golden.findings().map { finding in
            "\(finding.location.map(\.description) ?? "-") \(finding.name)"
        }
        let expected = try golden.expected()
        #expect(found == expected)
    }

    @Test(arguments: OwnRule.allCases)
    func everyRuleHasAFailingAndAPassingCase(_ rule: OwnRule) throws {
        let cases = LintCase.all.filter { $0.rule == rule.rawValue }
        let hasPassing = cases.contains { $0.isClean }
        #expect(hasPassing)
        let names = try cases.flatMap { try $0.findings().map(\.name) }
        #expect(names.contains(rule.rawValue))
    }

    @Test(arguments: LintCase.all.filter { !$0.isClean })
    func everyFindingSaysWhereItIsAndWhatToDo(_ golden: LintCase) throws {
        for finding in try golden.findings() where OwnRule(rawValue: finding.name) != nil {
            #expect(finding.location != nil)
            #expect(finding.excerpt?.lines.count == 2)
            #expect(!finding.notes.isEmpty)
            #expect(finding.message.first?.isUppercase == false)
        }
    }

    /// Macros that use each other would be looked at for ever.
    @Test func macrosThatUseThemselvesEnd() throws {
        let use = "<b metal:use-macro=\"template/macros/m\">x</b>"
        let page = "<tal:block metal:define-macro=\"m\">\(use)\(use)\(use)</tal:block>"
        let folder = try TemporaryFolder(["page.html": page])
        let linted = try LintedTemplates(folder: folder.path, ["page.html"])
        #expect(linted.findings.isEmpty)
    }
}
