// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@Suite struct ReloadingCatalogTests {
    private static let name = "de/LC_MESSAGES/default.po"

    private static func catalog(_ text: String) -> String {
        "msgid \"hello\"\nmsgstr \"\(text)\"\n"
    }

    private let loader = MutableLoader([name: catalog("Hallo")])

    private func text(_ catalogs: TranslationCatalogs) throws -> String? {
        try catalogs.translation(of: TemplateMessage("hello"), into: ["de", "fr"])
    }

    @Test func readsWhatHasChangedAndWhatIsNew() throws {
        let catalogs = try TranslationCatalogs(loader, reloads: true)
        #expect(try text(catalogs) == "Hallo")
        loader.change(Self.name, to: Self.catalog("Servus"))
        #expect(try text(catalogs) == "Servus")
        loader.change("de/LC_MESSAGES/shop.po", to: Self.catalog("Willkommen"))
        let message = TemplateMessage("hello", domain: "shop")
        #expect(try catalogs.translation(of: message, into: ["de"]) == "Willkommen")
    }

    @Test func findsNewLanguagesAndDomains() throws {
        let catalogs = try TranslationCatalogs(loader, sourceLanguage: "en", reloads: true)
        loader.change("fr/LC_MESSAGES/shop.po", to: Self.catalog("Salut"))
        #expect(catalogs.languages == ["de", "en", "fr"])
        #expect(catalogs.domains == ["default", "shop"])
        loader.change("it/LC_MESSAGES/shop.po", to: "msgid")
        #expect(catalogs.languages == ["de", "en", "fr"])
    }

    @Test func readsOnlyWhatHasChanged() throws {
        let catalogs = try TranslationCatalogs(loader, reloads: true)
        _ = try text(catalogs)
        let loads = loader.loads
        _ = try text(catalogs)
        #expect(loader.loads == loads)
    }

    @Test func tellsWhatIsWrongUntilItIsMended() throws {
        let catalogs = try TranslationCatalogs(loader, reloads: true)
        loader.change(Self.name, to: "msgid \"hello")
        for _ in 1...2 {
            let error = #expect(throws: TemplateError.self) { try text(catalogs) }
            #expect(error?.code == .invalidCatalog)
        }
        loader.change(Self.name, to: Self.catalog("Moin"))
        #expect(try text(catalogs) == "Moin")
    }

    @Test func keepsWhatItHasOtherwise() throws {
        let catalogs = try TranslationCatalogs(loader)
        loader.change(Self.name, to: Self.catalog("Servus"))
        #expect(try text(catalogs) == "Hallo")
    }

    @Test func aFolderThatIsNotThereIsNamedByItsWholePath() throws {
        let here = FileManager.default.currentDirectoryPath
        let error = try #require(throws: TemplateError.self) {
            try TranslationCatalogs(root: "no-such-folder")
        }
        #expect(error.message == "there is no folder '\(here)/no-such-folder' of catalogs")
    }
}
