// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// Catalogs, and the folder that they are in.
struct FoundCatalogs {
    let folder: String
    let catalogs: TranslationCatalogs
}

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
    func found(near root: String) throws -> FoundCatalogs? {
        if let path {
            let found = try read(path)
            guard isNeeded, found.catalogs.domains.isEmpty else { return found }
            throw missing("in '\(path)'", path)
        }
        for folder in [root, ""] {
            for name in Self.usualNames where TemplateFile.isFolder(folder + name) {
                let found = try read(folder + name)
                if !found.catalogs.domains.isEmpty { return found }
            }
        }
        guard isNeeded else { return nil }
        let names = Self.usualNames.map { "'\(root)\($0)'" }.joined(separator: ", ")
        throw missing("in \(names): name their folder with --catalog", root + Self.usualNames[0])
    }

    private func read(_ folder: String) throws -> FoundCatalogs {
        let catalogs = try TranslationCatalogs(root: folder, sourceLanguage: sourceLanguage)
        return FoundCatalogs(folder: folder, catalogs: catalogs)
    }

    /// What is said where there are no catalogs, with how to make one.
    private func missing(_ text: String, _ folder: String) -> Diagnosis {
        let catalog = "\(folder)/LANGUAGE/LC_MESSAGES/DOMAIN.po"
        return Diagnosis(
            """
            there are no catalogs \(text)
            note: 'talisman i18n extract' writes DOMAIN.pot, of which 'msginit' makes \(catalog)
            """,
            .unusableFile
        )
    }
}
