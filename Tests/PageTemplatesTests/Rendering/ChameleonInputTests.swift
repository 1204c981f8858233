// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// The inputs of Chameleon's tests, with what those pass to them.
@Suite struct ChameleonInputTests {
    /// What `make conformance` asks for: a page of each template, in a language or in none.
    private struct Question: Decodable {
        let folder: String
        let cases: [Input]
    }

    private struct Input: Decodable {
        let name: String
        let file: String
        let language: String?
    }

    /// A page, or why there is none.
    private struct Answer: Encodable {
        var page: String?
        var error: String?
    }

    /// Files of a folder by their names, and by the names that they have in Chameleon's package.
    private struct InputLoader: TemplateLoader {
        let files: FileTemplateLoader

        var names: [String] { files.names }

        func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
            try files.load(Self.file(name))
        }

        func version(of name: String) throws(TemplateError) -> TemplateVersion {
            try files.version(of: Self.file(name))
        }

        private static func file(_ name: String) -> String {
            let package = "chameleon:tests/inputs/"
            return name.hasPrefix(package) ? String(name.dropFirst(package.count)) : name
        }
    }

    /// Shows what it was asked for; `chameleon_inputs.py` has the same.
    private struct Showing: TemplateTranslator {
        func translation(of message: TemplateMessage, into languages: [String]) -> String? {
            guard let language = languages.first else { return nil }
            let text = message.defaultText ?? message.id
            let blanks = text.reversed().prefix { $0 == "\n" || $0 == " " }.reversed()
            let domain = message.domain.flatMap { $0 == "default" ? nil : $0 } ?? "-"
            let place = [domain, message.context ?? "-", language]
            let id = message.id.replacing("${", with: "{")
            return text.dropLast(blanks.count)
                + " ('\(id)': \(place.joined(separator: " ")))" + String(blanks)
        }
    }

    private static func configuration() -> TemplateConfiguration {
        var configuration = TemplateConfiguration()
        configuration.dialect = .chameleon
        configuration.trustsPlainText = true
        configuration.trustsHandlers = true
        configuration.translator = Showing()
        return configuration
    }

    /// The variables that Chameleon's tests pass.
    private static func context(
        _ library: TemplateLibrary,
        _ language: String?
    ) -> TemplateContext {
        let content = "<div>Hello world!</div>"
        var context = TemplateContext([
            "content": .string(content),
            "literal": .markup(SafeMarkup(unchecked: content, reason: "the tests trust it")),
            "message": .object(TemplateMessage("message", default: "Message")),
            "target_language": language.map { .string($0) } ?? .nothing,
        ])
        let load = TemplateFunction("load") { arguments throws in
            try library.template(arguments.text(0, "filename")).value
        }
        context["load"] = .object(load)
        context.languages = language.map { [$0] } ?? []
        return context
    }

    private static func answer(_ input: Input, _ library: TemplateLibrary) -> Answer {
        do {
            let template = try library.template(input.file)
            return Answer(page: try template.render(context(library, input.language)))
        } catch {
            return Answer(error: "\(error)")
        }
    }

    private static let environment = ProcessInfo.processInfo.environment

    /// Renders the inputs for `make conformance`, which names them and compares the pages.
    @Test(.enabled(if: environment["TALISMAN_CHAMELEON_INPUTS"] != nil))
    func rendersTheInputsOfChameleon() throws {
        let source = try #require(Self.environment["TALISMAN_CHAMELEON_INPUTS"])
        let target = try #require(Self.environment["TALISMAN_CHAMELEON_PAGES"])
        let question = try JSONDecoder().decode(
            Question.self,
            from: Data(contentsOf: URL(filePath: source))
        )
        let loader = InputLoader(files: FileTemplateLoader(root: question.folder))
        let library = TemplateLibrary(loader, configuration: Self.configuration())
        let answers = question.cases.map { ($0.name, Self.answer($0, library)) }
        let pages = Dictionary(uniqueKeysWithValues: answers)
        try JSONEncoder().encode(pages).write(to: URL(filePath: target))
    }
}
