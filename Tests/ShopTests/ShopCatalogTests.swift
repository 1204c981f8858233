// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Talisman
import Testing

/// The shop's catalogs against its templates.
@Suite struct ShopCatalogTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Templates/shop").path

    @Test func germanHasEveryTextOfErrorPages() throws {
        let catalogs = try TranslationCatalogs(root: "\(Self.folder)/locales")
        for text in ErrorText.statuses.map({ ErrorText(status: $0) }) {
            for id in [text.title, text.message] {
                let message = TemplateMessage(id, domain: "talisman")
                #expect(try catalogs.translation(of: message, into: ["de"]) != nil, "\(id)")
            }
        }
    }

    private static func texts() throws -> [TranslatableText] {
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        let library = TemplateLibrary(root: folder, configuration: configuration)
        let names = FileTemplateLoader(root: folder).names.filter { $0.hasSuffix(".html") }
        return try names.flatMap { name in
            let template = try library.template(name)
            #expect(template.computedTexts.isEmpty, "\(name)")
            return template.translatableTexts
        }
    }

    @Test func germanHasEveryText() throws {
        let catalogs = try TranslationCatalogs(root: "\(Self.folder)/locales")
        let texts = try Self.texts()
        #expect(texts.count > 50)
        for text in texts {
            #expect(text.domain == "shop", "\(text.location)")
            for count in text.hasPlural ? [0, 1, 2, 5] : [nil] {
                let message = TemplateMessage(
                    text.id,
                    domain: text.domain,
                    context: text.context,
                    count: count
                )
                let translation = try catalogs.translation(of: message, into: ["de"])
                #expect(translation != nil, "\(text.location): \(text.id)")
            }
        }
    }

    @Test func englishHasEveryTextWithANumber() throws {
        let catalogs = try TranslationCatalogs(root: "\(Self.folder)/locales")
        for text in try Self.texts() where text.hasPlural {
            let forms = try [1, 2].map { count in
                let message = TemplateMessage(text.id, domain: text.domain, count: count)
                return try #require(try catalogs.translation(of: message, into: ["en"]))
            }
            #expect(forms[0] != forms[1])
        }
    }

    /// A translation with other names shows `${name}` to visitors, or loses a value.
    @Test func translationsHaveTheNamesOfTheirTexts() throws {
        let catalogs = try TranslationCatalogs(root: "\(Self.folder)/locales")
        for text in try Self.texts() where !text.hasPlural {
            let message = TemplateMessage(text.id, domain: text.domain)
            let translation = try catalogs.translation(of: message, into: ["de"]) ?? ""
            #expect(Self.names(in: translation) == Self.names(in: text.id), "\(text.id)")
        }
    }

    private static func names(in text: String) -> Set<Substring> {
        Set(text.matches(of: /\$\{\w+\}/).map(\.output))
    }
}
