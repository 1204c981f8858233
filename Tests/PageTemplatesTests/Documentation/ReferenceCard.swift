// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport

/// What the reference card shows: templates, their pages, and what both are made with.
struct ReferenceCard: Sendable {
    /// A template and its page.
    struct Example: Sendable {
        let line: Int

        /// The name of the template, which says how it is read.
        var name = "card.html"
        let template: String
        let page: String
    }

    private static let path = "Sources/PageTemplates/PageTemplates.docc/ReferenceCard.md"

    let examples: [Example]
    private let data: TemplateValue
    private let session: TemplateValue
    private let templates: [String: String]
    private let configuration: TemplateConfiguration

    init() throws {
        let document = try MarkdownDocument(Self.path)
        examples = Self.rows(of: document) + Self.fences(of: document)
        let data = try document.fences.filter { $0.language == "json" }.map { fence in
            try TemplateValue(json: Array(fence.text.utf8), name: "\(fence.line).json")
        }
        (self.data, session) = (data[0], data[1])
        templates = Self.files(of: document, "html")
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.namespaces["session"] = SampleSession()
        let catalogs = MemoryTemplateLoader(Self.files(of: document, "po"))
        configuration.translator = try TranslationCatalogs(catalogs)
        self.configuration = configuration
    }

    func page(of example: Example) throws -> String {
        let named = [example.name: example.template]
        let loader = MemoryTemplateLoader(templates.merging(named) { $1 })
        let library = TemplateLibrary(loader, configuration: configuration)
        let template = try library.template(example.name)
        var context = try TemplateContext(membersOf: data)
        context["request"] = .mapping(["session": session])
        context.languages = ["de"]
        return try template.render(context)
    }

    /// A row is a template and its page, both as code; an empty page is an empty cell.
    private static func rows(of document: MarkdownDocument) -> [Example] {
        document.rows.compactMap { row in
            guard row.cells.count == 2, let template = row.code[0] else { return nil }
            return Example(line: row.line, template: template, page: row.code[1] ?? row.cells[1])
        }
    }

    /// A page stands behind its template; one of plain text begins with its name.
    private static func fences(of document: MarkdownDocument) -> [Example] {
        zip(document.fences, document.fences.dropFirst()).compactMap { template, page in
            let text = template.text.firstMatch(of: /^<!--! (\S+\.txt) -->/).map { String($0.1) }
            guard page.language == "text",
                let name = text ?? (template.language == "html" ? "card.html" : nil)
            else { return nil }
            return Example(
                line: template.line,
                name: name,
                template: template.text,
                page: page.text
            )
        }
    }

    /// The files that begin with a comment of their name.
    private static func files(
        of document: MarkdownDocument,
        _ language: String
    ) -> [String: String] {
        let named = document.fences.filter { $0.language == language }.compactMap { fence in
            fence.text.firstMatch(of: /^(?:<!--!|#) (\S+)/).map { (String($0.1), fence.text) }
        }
        return Dictionary(named) { first, _ in first }
    }
}

/// Stands for the sessions of `Talisman`: the member `session` of the request.
private struct SampleSession: PathNamespace {
    func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
        guard case .mapping(let request) = value, case .mapping(let session)? = request["session"]
        else { return nil }
        return session[name]
    }
}
