// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import PageTemplates

/// One template that is rendered in many languages, again and again.
@Suite struct LinkedMessageTests {
    private static let source = """
        <p title="Cart of ${name}" i18n:attributes="title" i18n:translate="">Welcome</p>
        """

    private static func catalog(_ welcome: String, _ cart: String) -> String {
        """
        msgid "Welcome"
        msgstr "\(welcome)"
        msgid "Cart of ${name}"
        msgstr "\(cart)"

        """
    }

    private let loader = MutableLoader([
        "de/LC_MESSAGES/default.po": catalog("Willkommen", "${name}s Korb"),
        "fr/LC_MESSAGES/default.po": catalog("Bienvenue", "Panier de ${name} ($name)"),
    ])

    private func template(_ translator: any TemplateTranslator) throws -> Template {
        var configuration = TemplateConfiguration()
        configuration.translator = translator
        return try Template(named: "page", Self.source, configuration: configuration)
    }

    private func page(
        _ template: Template,
        in languages: [String],
        _ name: TemplateValue = "<Ada>"
    ) throws -> String {
        var context = TemplateContext(["name": name])
        context.languages = languages
        return try template.render(context)
    }

    private func markup(_ title: String, _ text: String) -> String {
        "<p title=\"\(title)\">\(text)</p>"
    }

    @Test func eachRenderHasTheTextsOfItsLanguages() throws {
        let template = try template(TranslationCatalogs(loader, sourceLanguage: "en"))
        for _ in 1...2 {
            #expect(
                try page(template, in: ["de-AT", "fr"])
                    == markup("&lt;Ada&gt;s Korb", "Willkommen")
            )
            #expect(
                try page(template, in: ["fr"])
                    == markup("Panier de &lt;Ada&gt; (&lt;Ada&gt;)", "Bienvenue")
            )
            for languages in [[], ["en", "de"], ["it"]] {
                #expect(
                    try page(template, in: languages) == markup("Cart of &lt;Ada&gt;", "Welcome")
                )
            }
        }
    }

    @Test func moreLanguagesThanAreKeptAreStillRight() throws {
        let template = try template(TranslationCatalogs(loader, sourceLanguage: "en"))
        for number in 1...40 {
            let german = try page(template, in: ["x\(number)", "de"])
            #expect(german == markup("&lt;Ada&gt;s Korb", "Willkommen"))
            #expect(try page(template, in: ["en"]) == markup("Cart of &lt;Ada&gt;", "Welcome"))
        }
    }

    /// Mails without a language stand beside pages with one.
    @Test func textsAreFoundOnceForEachLanguage() throws {
        let catalogs = try TranslationCatalogs(loader)
        let program = try template(catalogs).linked.program
        func messages(in languages: [String]) -> LinkedMessages? {
            let translation = Translation(
                by: catalogs,
                catalogs,
                into: languages,
                lengthLimit: .max
            )
            return program.messages.messages(of: program, translation)
        }
        let german = try #require(messages(in: ["de"]))
        let plain = try #require(messages(in: []))
        #expect(messages(in: ["de"]) === german)
        #expect(messages(in: []) === plain)
        #expect(messages(in: ["fr"]) !== german)
    }

    @Test func aNewTextOfACatalogIsSeen() throws {
        let template = try template(TranslationCatalogs(loader, reloads: true))
        #expect(try page(template, in: ["de"]) == markup("&lt;Ada&gt;s Korb", "Willkommen"))
        loader.change("de/LC_MESSAGES/default.po", to: Self.catalog("Servus", "Korb"))
        #expect(try page(template, in: ["de"]) == markup("Korb", "Servus"))
        loader.change("de/LC_MESSAGES/default.po", to: "msgid")
        #expect(throws: TemplateError.self) { try page(template, in: ["de"]) }
    }

    /// Answers each question with its number.
    private final class Counting: TemplateTranslator {
        private let count = Atomic<Int>(0)

        func translation(of message: TemplateMessage, into languages: [String]) -> String? {
            "\(message.id) \(count.wrappingAdd(1, ordering: .relaxed).newValue)"
        }
    }

    @Test func anotherTranslatorIsAskedEachTime() throws {
        let template = try template(Counting())
        let first = try page(template, in: ["de"])
        #expect(try page(template, in: ["de"]) != first)
        #expect(try page(template, in: []) == markup("Cart of &lt;Ada&gt;", "Welcome"))
    }

    @Test func aValueWithoutATextIsAnErrorInAnyLanguage() throws {
        let template = try template(TranslationCatalogs(loader))
        for languages in [[], ["de"]] {
            let error = #expect(throws: TemplateError.self) {
                try page(template, in: languages, .list([]))
            }
            #expect(error?.code == .noText)
        }
    }
}
