// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@testable import TalismanCommand

/// Texts that are longer and have accents, and still say the same.
@Suite struct PseudoLanguageTests {
    @Test func lettersGetAccentsAndTheTextGrows() {
        #expect(PseudoLanguage.text("Your cart") == "[Ýóúř çářţ óñ]")
        #expect(PseudoLanguage.text("  one\n") == "  [óñé óñ]\n")
        let long = String(repeating: "word ", count: 40)
        #expect(PseudoLanguage.text(long).count > long.count * 5 / 4)
    }

    static let kept = [
        "Hello, <b class=\"name\">${user}</b>!", "Cups &amp; jugs for $price", "&#8211; <br/>",
    ]

    @Test(arguments: kept) func tagsReferencesAndNamesStay(text: String) {
        let result = PseudoLanguage.text(text)
        for part in text.split(separator: " ") where part.contains(where: { "<&$".contains($0) }) {
            let name = part.drop { !"<&$".contains($0) }.prefix { $0 != ">" && $0 != "!" }
            #expect(result.contains(name), "\(result)")
        }
    }

    @Test(arguments: ["42", "", "–"]) func whatHasNoLettersStays(text: String) {
        #expect(PseudoLanguage.text(text) == text)
    }

    @Test func textsOfALanguageAreTakenWhereThereAreAny() throws {
        let catalog = """
            msgid ""
            msgstr "Content-Type: text/plain; charset=UTF-8\\n"

            msgid "Cup"
            msgstr "Tasse"

            """
        let loader = MemoryTemplateLoader(["de/LC_MESSAGES/shop.po": catalog])
        let language = PseudoLanguage(texts: try TranslationCatalogs(loader))
        let message = TemplateMessage("Cup", domain: "shop")
        #expect(
            try language.translation(of: message, into: [PseudoLanguage.tag, "de"])
                == PseudoLanguage.text("Tasse")
        )
        #expect(try language.translation(of: message, into: ["de"]) == "Tasse")
        let other = TemplateMessage("jug", domain: "shop", default: "Jug")
        #expect(
            try language.translation(of: other, into: [PseudoLanguage.tag])
                == PseudoLanguage.text("Jug")
        )
    }
}
