// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The texts of the sample shop, extracted by the command, as GNU gettext sees them.
@Suite(.enabled(if: Gettext.isExpected))
struct ShopTextsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let german = root.appending(
        path: "Templates/shop/locales/de/LC_MESSAGES/shop.po"
    ).path

    private let folder: TemporaryFolder
    private let template: String

    init() throws {
        folder = try TemporaryFolder()
        template = "\(folder.path)/shop.pot"
        let arguments = ["i18n", "extract", "Templates/shop", "-o", template]
        let result = try Command.run(arguments, in: Self.root.path)
        #expect(result.status == 0)
        #expect(result.errors == "")
    }

    @Test func gettextAcceptsThem() throws {
        let check = try Gettext.run("msgfmt", "--check-format", "-o", "/dev/null", template)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output == "")
    }

    @Test(arguments: ["de", "en"])
    func gettextAcceptsTheCatalogs(language: String) throws {
        let path = Self.german.replacingOccurrences(of: "/de/", with: "/\(language)/")
        let check = try Gettext.run("msgfmt", "--check", "-o", "/dev/null", path)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output == "")
    }

    /// Fails for a text without a translation, and for one that is fuzzy.
    @Test func germanIsComplete() throws {
        let check = try Gettext.run("msgcmp", Self.german, template)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output == "", "a translation is of no text any more")
    }

    @Test func mergingChangesNoTranslation() throws {
        let merged = "\(folder.path)/de.po"
        let merge = try Gettext.run("msgmerge", "--quiet", "-o", merged, Self.german, template)
        #expect(merge.status == 0, "\(merge.output)")
        let before = try Gettext.run("msgattrib", "--no-location", Self.german)
        let after = try Gettext.run("msgattrib", "--no-location", merged)
        #expect(after.output == before.output)
    }
}
