// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Talisman
import Testing

/// The templates that README and articles show.
@Suite struct DocumentTemplateTests {
    /// A template of a document.
    struct Sample: Sendable, CustomStringConvertible {
        let document: String
        let line: Int
        let text: String

        var description: String { "\(document):\(line)" }
    }

    @Test func documentsShowTemplates() {
        #expect(Self.samples.count > 5)
    }

    @Test(arguments: samples) func compiles(_ sample: Sample) throws {
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        let diagnostics = Template.diagnostics(
            of: try TemplateSource(name: "sample.html", text: sample.text),
            configuration: configuration
        )
        let errors = diagnostics.compactMap { diagnostic in
            if case .error(let error) = diagnostic { error.description } else { nil }
        }
        #expect(errors == [])
    }

    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let samples: [Sample] = documents.flatMap { document in
        let url = root.appending(path: document)
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        var samples: [Sample] = []
        var lines: [String]?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line == "```html" {
                lines = []
            } else if line == "```", let found = lines {
                let line = index - found.count
                samples.append(
                    Sample(document: document, line: line, text: found.joined(separator: "\n"))
                )
                lines = nil
            } else {
                lines?.append(String(line))
            }
        }
        return samples
    }

    /// What has expressions of an application's own is compiled with them by tests of its own.
    private static var documents: [String] {
        let sources = root.appending(path: "Sources").path
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: sources)) ?? []
        let articles = paths.filter { $0.hasSuffix(".md") && !$0.hasSuffix("/Extending.md") }
        return ["README.md"] + articles.sorted().map { "Sources/\($0)" }
    }
}
