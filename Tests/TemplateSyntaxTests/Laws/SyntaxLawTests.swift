// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import TemplateSyntax

/// The laws of the tree, over templates that people wrote.
@Suite struct SyntaxLawTests {
    @Test func templatesKeepTheLaws() {
        let files = CorpusFile.templates
        #expect(files.count > 300)
        for file in files {
            let laws = SyntaxLaws(file.source(file.isXML ? .xml : .html))
            let violations = laws.violations
            #expect(violations.isEmpty, "\(file.path): \(violations.prefix(5))")
            #expect(laws.isRepeatable, "\(file.path)")
        }
    }

    @Test(.enabled(if: CorpusFile.folder != nil || CorpusFile.isRequired))
    func corpusKeepsTheLaws() throws {
        let folder = try #require(
            CorpusFile.folder,
            "\(CorpusFile.variable) does not name a folder; see Tests/corpus.sh"
        )
        let files = CorpusFile.all(in: folder)
        #expect(files.count >= CorpusFile.wanted)
        for file in files {
            let laws = SyntaxLaws(file.source(file.isXML ? .xml : .html))
            let violations = laws.violations
            #expect(violations.isEmpty, "\(file.path): \(violations.prefix(5))")
            #expect(laws.isRepeatable, "\(file.path)")
        }
    }
}

extension CorpusFile {
    /// The templates of this repository.
    static var templates: [CorpusFile] {
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return ["Tests/PageTemplatesTests/Cases", "Templates", "Examples"].flatMap { folder in
            all(in: root.appending(path: folder).path).filter { file in
                !file.path.contains("/.build/") && !file.path.contains(".expected.")
            }
        }
    }

    /// The file as the source of a tree.
    func source(_ mode: MarkupMode) -> MarkupSource { MarkupSource(bytes, mode) }
}
