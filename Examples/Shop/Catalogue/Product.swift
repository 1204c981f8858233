// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import PageTemplates

/// Something that the shop sells.
struct Product: Decodable, Sendable {
    let id: String
    let price: Price
    let image: String

    /// What is said of it, by language.
    ///
    /// Who writes about products does so in the catalogue; the texts of the pages are in the
    /// templates.
    private let texts: [String: ProductText]

    /// The texts in a language, or in the shop's own one.
    func text(in language: String) -> ProductText? {
        texts[language] ?? texts[ShopLanguages.standard]
    }

    /// The product as templates see it.
    func value(in language: String) -> TemplateValue {
        let text = text(in: language)
        return .mapping([
            "id": .string(id),
            "name": .string(text?.name ?? id),
            "price": price.value,
            "image": .string(image),
            "alt": .string(text?.alt ?? ""),
            "summary": .string(text?.summary ?? ""),
        ])
    }
}

/// A product in one language.
struct ProductText: Decodable, Sendable {
    let name: String
    let alt: String
    let summary: String
}
#endif
