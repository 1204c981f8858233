// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

/// Markup without statements renders to itself.
@Suite struct CorpusTests {
    @Test(.enabled(if: CorpusFile.folder != nil || CorpusFile.isRequired))
    func corpusComesOutByteForByte() throws {
        let folder = try #require(
            CorpusFile.folder,
            "\(CorpusFile.variable) does not name a folder; see Tests/corpus.sh"
        )
        let files = CorpusFile.all(in: folder)
        #expect(files.count >= CorpusFile.wanted)
        var refused: [TemplateError] = []
        for file in files {
            do throws(TemplateError) {
                #expect(try rendered(file) == file.bytes, "\(file.path)")
            } catch {
                refused.append(error)
            }
        }
        // Some documents are in packages because they are not well-formed.
        #expect(refused.count <= 5)
        #expect(refused.allSatisfy { $0.code == .malformedMarkup }, "\(refused)")
        print("corpus: \(files.count) documents, \(refused.count) not well-formed")
    }

    private func rendered(_ file: CorpusFile) throws(TemplateError) -> [UInt8] {
        var configuration = TemplateConfiguration()
        configuration.interpolatesText = false
        let mode = file.isXML ? TemplateMode.xml : .html
        let source = try TemplateSource(name: file.path, bytes: file.bytes, mode: mode)
        var output = TemplateOutput()
        try Template(source, configuration: configuration).render(.init(), into: &output)
        return output.bytes
    }
}
