// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TestSupport
import Testing

@testable import TemplateTools

/// Templates of the repository that nothing is wrong with.
@Suite struct CleanTemplatesTests {
    private static let root = LintCase.folder.components(separatedBy: "/Tests/")[0]

    private func templates(in folder: String, _ ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(Self.root)/\(folder)")
            .filter { $0.hasSuffix(ending) }.sorted()
    }

    /// Rules about the page around a template, which fragments are too short for.
    private static let rulesOfPages: Set = ["missing-alt", "unlabelled-control", "inline-handler"]

    private func findings(
        in folder: String,
        _ files: [String],
        _ change: (inout TemplateConfiguration) -> Void = { _ in }
    ) throws -> [String] {
        var choice = RuleChoice()
        choice.only = Set(OwnRule.allCases.map(\.rawValue))
        let path = "\(Self.root)/\(folder)"
        return try LintedTemplates(folder: path, files, choice, change).findings.filter(\.isOfRule)
            .map { "\($0.location.map(\.description) ?? "-") \($0.name)" }
    }

    @Test func findsNothingInTheShop() throws {
        let files = try templates(in: "Templates/shop", ".html")
        #expect(files.count > 8)
        #expect(try findings(in: "Templates/shop", files) { $0.allowsScripts = true } == [])
    }

    @Test func findsNothingInTheStarter() throws {
        let folder = "Sources/TalismanCommand/Project/Starter/Templates"
        #expect(try findings(in: folder, templates(in: folder, ".html")) == [])
    }

    @Test func findsNothingInTheReferenceCard() throws {
        let card = "Sources/PageTemplates/PageTemplates.docc/ReferenceCard.md"
        let document = try MarkdownDocument(card)
        let lines = document.rows.compactMap { $0.code.first ?? nil }.filter { $0.contains("<") }
        #expect(lines.count > 40)
        let folder = try TemporaryFolder()
        var found: [String] = []
        for (index, line) in lines.enumerated() {
            try folder.write("\(index).html", line)
            let linted = try LintedTemplates(folder: folder.path, ["\(index).html"])
            found += linted.findings.filter {
                OwnRule(rawValue: $0.name) != nil && !Self.rulesOfPages.contains($0.name)
            }.map { "\($0.name): \(line)" }
        }
        #expect(found == [])
    }

    /// The cases of the language have faults on purpose: this lists what rules say of them.
    @Test func findsInTheCasesOfTheLanguageWhatIsMeant() throws {
        let folder = "Tests/PageTemplatesTests/Cases"
        let files = try templates(in: folder, ".html").filter { file in
            !file.hasSuffix(".expected.html") && !file.contains("/_") && !file.contains("/error-")
        }
        #expect(files.count > 250)
        var found: [String] = []
        for file in files {
            found += try findings(in: folder, [file]) { configuration in
                configuration.allowsScripts = true
                if file.hasPrefix("chameleon/") { configuration.dialect = .chameleon }
            }
        }
        let list = "\(Self.root)/Tests/TemplateToolsTests/Lint/language-cases.txt"
        let expected = try String(contentsOfFile: list, encoding: .utf8)
        #expect(found == expected.split(separator: "\n").map(String.init))
    }
}
