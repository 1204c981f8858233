// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import TestSupport
import Testing

@Suite struct PageLanguagesTests {
    private let languages = PageLanguages(standard: "en", others: ["de", "pt_BR", "EN", "de"])

    @Test func eachLanguageIsThereOnce() {
        #expect(languages.all == ["en", "de", "pt_BR"])
        #expect(languages.standard == "en")
    }

    @Test(arguments: [true, false])
    func newCatalogsAreLanguagesWhereCatalogsAreReadAgain(reloads: Bool) throws {
        let catalog = "msgid \"a\"\nmsgstr \"b\"\n"
        let folder = try TemporaryFolder(["de/LC_MESSAGES/shop.po": catalog])
        let catalogs = try TranslationCatalogs(root: folder.path, reloads: reloads)
        let languages = PageLanguages(standard: "en", catalogs: catalogs)
        #expect(languages.all == ["en", "de"])
        try folder.write("fr/LC_MESSAGES/shop.po", catalog)
        #expect(languages.all == (reloads ? ["en", "de", "fr"] : ["en", "de"]))
    }

    @Test(arguments: [
        ("", nil, "en"), ("de", nil, "de"), ("fr", nil, "en"), ("en;q=0.2, de;q=0.3", nil, "de"),
        ("de", "en", "en"), ("", "DE", "de"), ("", "pt-br", "pt_BR"),
        ("de", "fr", "de"), ("de", "", "de"), ("de", "<script>", "de"),
    ])
    func theChoiceComesBeforeTheRequest(accepted: String, chosen: String?, language: String) {
        #expect(languages.language(for: AcceptLanguage(accepted), chosen: chosen) == language)
    }

    @Test(arguments: [("de", "de"), ("De", "de"), ("pt-BR", "pt_BR"), ("de-AT", nil), ("", nil)])
    func namesOnlyWhatIsThere(tag: String, language: String?) {
        #expect(languages.language(named: tag) == language)
    }
}
