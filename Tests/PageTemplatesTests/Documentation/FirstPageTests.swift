// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

/// What a reader of the first article sees, step by step.
@Suite struct FirstPageTests {
    private struct Book: Encodable {
        let title: String
        let author = "Jane Austen"
    }

    private let layout: String
    private let index: String
    private let shown: [String]

    init() throws {
        let document = try MarkdownDocument("Sources/Talisman/Talisman.docc/FirstPage.md")
        let templates = document.fences.filter { $0.language == "html" }.map(\.text)
        try #require(templates.count == 2)
        (layout, index) = (templates[0], templates[1])
        shown = document.fences.filter { $0.language == "text" }.map(\.text)
        try #require(shown.count == 3)
    }

    private func page(_ index: String) throws -> String {
        let loader = MemoryTemplateLoader(["layout.html": layout, "index.html": index])
        let books = [Book(title: "Emma"), Book(title: "Sense & Sensibility")]
        return try TemplateLibrary(loader).template("index.html")
            .render(TemplateContext(encoding: ["books": books]))
    }

    @Test func thePageIsTheOneShown() throws {
        #expect(try page(index) == shown[0])
    }

    @Test func theChangeIsTheOneShown() throws {
        let changed = index.replacing("<b tal", with: "${repeat/book/number}. <b tal")
        #expect(try page(changed).contains("\n\(shown[1])\n"))
    }

    @Test func theErrorIsTheOneShown() throws {
        let changed = index.replacing("book/title", with: "book/titel")
        let error = #expect(throws: TemplateError.self) { try page(changed) }
        #expect(error?.description == shown[2])
    }
}
