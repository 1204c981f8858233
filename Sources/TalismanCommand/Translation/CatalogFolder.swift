// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// Where the catalogs of templates are.
struct CatalogFolder {
    /// The folder that was named; `nil` where it has to be found.
    var path: String?

    /// The language that the templates are written in.
    var sourceLanguage: String

    /// Whether it is wrong that there are none.
    var isNeeded = false

    /// The names that the folder usually has.
    private static let usualNames = ["locales", "locale", "Locales"]

    /// The catalogs of the templates of a root: those of the named folder, or of a folder with
    /// a usual name in the root or in the working directory; `nil` where there are none.
    ///
    /// - Throws: `TemplateError` for a folder or a catalog that cannot be read, `Diagnosis`
    ///   where catalogs are needed and none are found.
    func catalogs(near root: String) throws -> TranslationCatalogs? {
        if let path { return try TranslationCatalogs(root: path, sourceLanguage: sourceLanguage) }
        for folder in [root, ""] {
            for name in Self.usualNames where TemplateFile.isFolder(folder + name) {
                let catalogs = try TranslationCatalogs(
                    root: folder + name,
                    sourceLanguage: sourceLanguage
                )
                if !catalogs.domains.isEmpty { return catalogs }
            }
        }
        guard isNeeded else { return nil }
        let names = Self.usualNames.map { "'\(root)\($0)'" }.joined(separator: ", ")
        throw Diagnosis(
            "there are no catalogs in \(names): name their folder with --catalog",
            .unusableFile
        )
    }
}
