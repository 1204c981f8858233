// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import PageTemplates
import Talisman
import WebSessions

/// The languages of the shop: English, which is in the templates, and those of the catalogs.
enum ShopLanguages {
    static let standard = "en"

    /// What a visitor chose in the footer of a page.
    static let choice = SessionKey<String>("shop.user", "language")

    static func pages(_ catalogs: TranslationCatalogs) -> PageLanguages {
        PageLanguages(standard: standard, catalogs: catalogs, choice: choice)
    }
}
#endif
