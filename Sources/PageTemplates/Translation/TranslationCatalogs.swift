// SPDX-License-Identifier: Apache-2.0

/// The catalogs of an application: gettext's files, read once unless they `reload`.
///
/// The files are `LANGUAGE/LC_MESSAGES/DOMAIN.po` or `….mo`, as gettext has
/// them: `de_AT/LC_MESSAGES/shop.po`. Where there are both, the `.po` file
/// counts, for it is what translators edit. Entries that are fuzzy or empty are
/// left out.
///
/// A message is looked for in each language that is asked for and in the more
/// general ones, `de-AT` and then `de`, before the next one has its turn.
///
/// ```swift
/// var configuration = TemplateConfiguration()
/// configuration.translator = try TranslationCatalogs(root: "Locales", sourceLanguage: "en")
/// ```
public struct TranslationCatalogs: TemplateTranslator {
    /// The catalogs as they were read first.
    private let texts: CatalogTexts

    /// What reads them again; `nil` where they are read once.
    private let reloading: ReloadingCatalogs?

    /// The languages that there are, as tags of RFC 5646: those of the catalogs,
    /// sorted, and the source language.
    ///
    /// With `reloads` they are those of now, or the last ones while a catalog cannot be read.
    public var languages: [String] { newest.languages }

    /// The domains that there are, sorted; with `reloads`, those of now.
    public var domains: [String] { newest.domains }

    /// Whether changes of the files are looked for.
    public var reloads: Bool { reloading != nil }

    /// Reads the catalogs that a loader has.
    ///
    /// - Parameters:
    ///   - loader: Where the files come from; other names than those of catalogs
    ///     are left alone.
    ///   - sourceLanguage: The language of the default texts. No language that is
    ///     less preferred is looked at then: who prefers it gets these texts.
    ///   - reloads: Whether to look for changes of the files whenever a text is asked
    ///     for; by default not. Switch it on while texts are translated.
    /// - Throws: ``TemplateError`` with `invalid-catalog`, or what the loader
    ///   throws.
    public init(
        _ loader: some TemplateLoader,
        sourceLanguage: String? = nil,
        reloads: Bool = false
    ) throws(TemplateError) {
        let place = CatalogPlace(loader: loader, source: sourceLanguage.map { LanguageTag($0) })
        try self.init(place, reloads: reloads)
    }

    private init(_ place: CatalogPlace, reloads: Bool) throws(TemplateError) {
        texts = try CatalogTexts(place)
        reloading = reloads ? ReloadingCatalogs(place, texts) : nil
    }

    /// Reads the catalogs below a folder, outside of which nothing is read.
    ///
    /// - Parameters:
    ///   - root: The path of the folder.
    ///   - sourceLanguage: The language of the default texts.
    ///   - reloads: Whether to look for changes of the files; by default not.
    /// - Throws: ``TemplateError`` with `invalid-catalog`, or with the code of
    ///   whatever keeps a file from being read; for a folder that is not there, it
    ///   names the path from the root of the file system on.
    public init(
        root: String,
        sourceLanguage: String? = nil,
        reloads: Bool = false
    ) throws(TemplateError) {
        try TemplateError.requireFolder(root, of: "catalogs")
        let place = CatalogPlace(
            loader: FileTemplateLoader(root: root),
            source: sourceLanguage.map { LanguageTag($0) },
            folder: root.hasSuffix("/") ? root : root + "/"
        )
        try self.init(place, reloads: reloads)
    }

    /// The forms of a text in the catalogs of its domain, sorted by language.
    func forms(of key: Catalog.Key, in domain: String) -> [CatalogTexts.Forms] {
        newest.forms(of: key, in: domain)
    }

    /// The languages that have catalogs, but none of a domain, sorted.
    package func languagesWithout(_ domain: String) -> [String] {
        newest.languagesWithout(domain)
    }

    /// The texts as the files have them now, or the last ones that could be read.
    private var newest: CatalogTexts { reloading?.newest ?? texts }

    /// The texts as the files have them now.
    ///
    /// - Throws: ``TemplateError`` for a file that cannot be read.
    func current() throws(TemplateError) -> CatalogTexts { try reloading?.current() ?? texts }

    /// The text of a message; `nil` where no catalog has it.
    ///
    /// - Throws: ``TemplateError`` with `translation-failed` where the plural
    ///   rule of the catalog fails for the message's count; with `reloads`, what reading a
    ///   changed catalog throws.
    public func translation(
        of message: TemplateMessage,
        into languages: [String]
    ) throws -> String? {
        try current().text(of: message, into: languages)
    }
}
