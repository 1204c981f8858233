// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TestSupport
import Testing

@testable import TemplateTools

/// What is true of every formatted template, over those of the repository, those of the corpus, and
/// random ones.
@Suite struct FormatLawTests {
    private static let root = LintCase.folder.components(separatedBy: "/Tests/")[0]

    /// The templates of the tests of the language, of the examples and of the corpus.
    private static var files: [CorpusFile] {
        let folders = ["Tests/PageTemplatesTests/Cases", "Templates", "Examples"]
        let own = folders.flatMap { CorpusFile.all(in: "\(root)/\($0)") }.filter { file in
            !file.path.contains("/.build/") && !file.path.contains(".expected.")
        }
        return own + (CorpusFile.folder.map { CorpusFile.all(in: $0) } ?? [])
    }

    @Test func changesNothingThatIsRendered() throws {
        let files = Self.files
        #expect(files.count > 300)
        var changed = 0
        for file in files {
            let law = try FormatLaw(file)
            #expect(law.violations.isEmpty, "\(file.path): \(law.violations)")
            if law.changes { changed += 1 }
        }
        #expect(changed > 20)
    }

    /// `TALISMAN_FORMAT_COUNT` asks for more of them.
    @Test func changesNothingOfRandomTemplates() throws {
        let wanted = ProcessInfo.processInfo.environment["TALISMAN_FORMAT_COUNT"]
        let count = wanted.flatMap { Int($0) } ?? 300
        var (changed, rendered) = (0, 0)
        for seed in 0..<count {
            var random = RandomTags(seed: UInt64(seed))
            let law = try FormatLaw(random.template(), RandomTags.data, named: random.name)
            #expect(law.violations.isEmpty, "seed \(seed): \(law.violations)\n\(law.template)")
            if law.changes { changed += 1 }
            if law.renders { rendered += 1 }
        }
        #expect(changed > count / 2)
        #expect(rendered > count / 2)
    }
}

/// A template before and after it is formatted.
private struct FormatLaw {
    let template: String
    let changes: Bool

    /// Whether it changes, and is rendered without an error.
    private(set) var renders = false

    /// What is not as it should be.
    private(set) var violations: [String] = []

    /// Looks at a template of a file, with the data that stand beside it.
    init(_ file: CorpusFile) throws {
        let base = file.path.lastIndex(of: ".").map { String(file.path[..<$0]) } ?? file.path
        let json = FileManager.default.contents(atPath: base + ".json").map { Array($0) }
        let data = json.flatMap { try? TemplateValue(json: $0, name: "data") }
        try self.init(
            String(decoding: file.bytes, as: UTF8.self),
            data ?? .mapping([:]),
            named: file.isXML ? "page.xml" : "page.html",
            file.path.contains("/chameleon/") ? .chameleon : .zope,
            trims: file.path.contains("/trim/")
        )
    }

    init(
        _ template: String,
        _ data: TemplateValue,
        named name: String,
        _ dialect: TemplateDialect = .zope,
        trims: Bool = false
    ) throws {
        self.template = template
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.dialect = dialect
        configuration.trimsStatementLines = trims
        configuration.limits.steps = 100_000
        let source = try TemplateSource(name: name, text: template)
        let once = TemplateFormat(of: source, configuration)
        let text = String(decoding: once.bytes, as: UTF8.self)
        let again = TemplateFormat(of: try TemplateSource(name: name, text: text), configuration)
        changes = text != template
        if again.bytes != once.bytes {
            violations.append("twice is \(String(decoding: again.bytes, as: UTF8.self))")
        }
        guard changes else { return }
        let before = Self.page(template, data, name, configuration)
        let after = Self.page(text, data, name, configuration)
        renders = !before.hasPrefix("error ")
        // Whoever writes the line of an error gets another one.
        let isOfLines = template.contains("error/line") || template.contains("error/column")
        if before != after, !isOfLines { violations.append("\(before) became \(after)") }
    }

    /// The page, or the code of what is wrong.
    private static func page(
        _ text: String,
        _ data: TemplateValue,
        _ name: String,
        _ configuration: TemplateConfiguration
    ) -> String {
        do throws(TemplateError) {
            let source = try TemplateSource(name: name, text: text)
            let template = try Template(source, configuration: configuration)
            return try template.render(TemplateContext(membersOf: data))
        } catch {
            return "error \(error.code.rawValue)"
        }
    }
}
