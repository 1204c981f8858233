// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import TestSupport
import Testing

/// The templates that README and articles show.
@Suite struct DocumentTemplateTests {
    /// A template of a document.
    struct Sample: Sendable, CustomStringConvertible {
        let document: String
        let line: Int
        let text: String

        /// The article on manifests shows the other one.
        var dialect: TemplateDialect {
            document.hasSuffix("/Manifests.md") ? .chameleon : .zope
        }

        var description: String { "\(document):\(line)" }
    }

    @Test func documentsShowTemplates() throws {
        #expect(try Self.samples().count > 5)
    }

    @Test func compile() throws {
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        let files = try TemporaryFolder(["site.css": "", "app.js": ""])
        configuration.add(try LocalFiles(folder: files.path))
        for sample in try Self.samples() {
            configuration.dialect = sample.dialect
            let diagnostics = Template.diagnostics(
                of: try TemplateSource(name: "sample.html", text: sample.text),
                configuration: configuration
            )
            let errors = diagnostics.compactMap { diagnostic in
                if case .error(let error) = diagnostic { error.description } else { nil }
            }
            #expect(errors == [], "\(sample)")
        }
    }

    /// What has expressions of an application's own is compiled with them by tests of its own.
    private static func samples() throws -> [Sample] {
        try MarkdownDocument.all.filter { !$0.path.hasSuffix("/Extending.md") }
            .flatMap { document in
                document.fences.filter { $0.language == "html" }.map { fence in
                    Sample(document: document.path, line: fence.line, text: fence.text)
                }
            }
    }
}
