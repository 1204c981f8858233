// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Talisman
import TalismanTesting
import Testing
import WebSessions
import WebSessionsTesting

/// The pages of the shop in several states, in both of its languages.
@Suite struct ShopPageTests {
    private static let folder = ShopProcess.root.appending(path: "Templates/shop").path

    private static let snapshots = PageSnapshots(
        directory: "Pages",
        templates: folder,
        languages: ["en", "de"]
    ) { name, text in
        Attachment.record(text, named: name)
    }

    @Test(arguments: snapshots.all)
    func isAsRecorded(_ snapshot: PageSnapshot) async throws {
        let site = try SessionTestSite()
        let pages = try Self.pages()
        try await Self.snapshots.check(snapshot) { try await $0.page(from: pages, site: site) }
    }

    private static func pages() throws -> PageRenderer {
        let catalogs = try TranslationCatalogs(root: "\(folder)/locales", sourceLanguage: "en")
        var configuration = TemplateConfiguration.talisman
        configuration.translator = catalogs
        configuration.allowsScripts = true
        return try PageRenderer(
            folder: folder,
            configuration: configuration,
            languages: PageLanguages(standard: "en", others: ["de"])
        )
    }
}
