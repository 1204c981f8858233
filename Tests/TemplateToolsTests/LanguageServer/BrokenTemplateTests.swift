// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax
import TestSupport
import Testing

@testable import TemplateTools

/// Templates that are being written look like anything: every feature has an answer at every place.
@Suite struct BrokenTemplateTests {
    private static let folder =
        LintCase.folder.components(separatedBy: "/Tests/")[0] + "/Tests/PageTemplatesTests/Cases"

    /// Pieces that somebody may just have typed.
    private static let pieces = [
        "<p tal:", "<tal:b ", "\"", "'", "${", "}", "tal:define=\"x ", "; ", "repeat/", "/", "|",
        "metal:use-macro=\"", "<!--! talisman:disable ", "-->", "<", ">", "😀", "\u{0}", "\r",
        "python: a.", "string:$", " tal:content='", "metal:fill-slot=\"", "</p>",
    ]

    @Test func everyFeatureHasAnAnswer() throws {
        let files = CorpusFile.all(in: Self.folder).filter { !$0.path.contains(".expected.") }
        #expect(files.count > 200)
        var random = SeededGenerator(seed: 7)
        var answers = 0
        for file in files {
            let text = Self.broken(file.bytes, &random)
            let path = file.isXML ? "page.xml" : "page.html"
            let project = MemoryProject([path: text])
            guard let template = try? project.opened(path) else { continue }
            for _ in 0..<4 {
                let offset = Int.random(in: 0...template.source.bytes.count, using: &random)
                answers += Self.ask(template, at: offset)
            }
        }
        #expect(answers > files.count)
    }

    private static func broken(
        _ bytes: [UInt8],
        _ random: inout SeededGenerator
    ) -> String {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.removeSubrange(place..<min(bytes.count, place + 12))
            case 1: bytes.removeSubrange(place...)
            default:
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                bytes.insert(contentsOf: piece.utf8, at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Asks everything, and says how much there was to say.
    private static func ask(_ template: OpenTemplate, at offset: Int) -> Int {
        var answers = Completion.list(template, at: offset, takesSnippets: true).items.count
        answers += HoverText.text(template, at: offset, []) == nil ? 0 : 1
        if let thing = NamedThing(template, at: offset) {
            let references = References(of: thing, in: template)
            answers += references.definitions.count + references.uses.count
            answers += (try? Renaming.sites(of: thing, to: "other", in: template))?.count ?? 0
        }
        answers += DocumentOutline.symbols(of: template).count
        let findings = TemplateLinter(RuleChoice(), of: template.index.set)
            .findings(in: template.page)
        let actions = CodeActions(template, uri: "file:///page.html")
        answers += actions.actions(in: offset..<offset, findings, only: nil).count
        return answers
    }
}

extension MemoryProject {
    /// A template as features look at it.
    fileprivate func opened(_ path: String) throws -> OpenTemplate {
        var index = ProjectIndex(self)
        index.complete()
        return OpenTemplate(
            path: path,
            page: LintPage(try template(path), TemplateTrees()),
            lines: LineTable(bytes(of: path) ?? [], .utf16),
            project: self,
            index: index
        )
    }
}
