/// The catalogs of an application: gettext's files, read once.
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
    /// The catalogs by domain and language.
    private let catalogs: [String: [LanguageTag: Catalog]]

    private let source: LanguageTag?

    /// The lookup chains of ``languages``, which are asked for with each message.
    private let chains: [String: [LanguageTag]]

    /// The languages that there are, as tags of RFC 5646: those of the catalogs,
    /// sorted, and the source language.
    public let languages: [String]

    /// The domains that there are, sorted.
    public var domains: [String] { catalogs.keys.sorted() }

    /// Reads the catalogs that a loader has.
    ///
    /// - Parameters:
    ///   - loader: Where the files come from; other names than those of catalogs
    ///     are left alone.
    ///   - sourceLanguage: The language of the default texts. No language that is
    ///     less preferred is looked at then: who prefers it gets these texts.
    /// - Throws: ``TemplateError`` with `invalid-catalog`, or what the loader
    ///   throws.
    public init(
        _ loader: some TemplateLoader,
        sourceLanguage: String? = nil
    ) throws(TemplateError) {
        var catalogs: [String: [LanguageTag: Catalog]] = [:]
        var languages: Set<String> = []
        for file in CatalogFile.files(among: loader.names) {
            catalogs[file.domain, default: [:]][file.language] = try file.read(from: loader)
            languages.insert(file.language.text)
        }
        source = sourceLanguage.map { LanguageTag($0) }
        if let source { languages.insert(source.text) }
        self.languages = languages.sorted()
        chains = Dictionary(
            uniqueKeysWithValues: languages.map { ($0, LanguageTag($0).lookupChain) }
        )
        self.catalogs = catalogs
    }

    /// Reads the catalogs below a folder, outside of which nothing is read.
    ///
    /// - Throws: ``TemplateError`` with `invalid-catalog`, or with the code of
    ///   whatever keeps a file from being read.
    public init(root: String, sourceLanguage: String? = nil) throws(TemplateError) {
        guard FileAccess.realPath(root) != nil else {
            throw TemplateError(.templateNotFound, "there is no folder '\(root)' of catalogs")
        }
        try self.init(FileTemplateLoader(root: root), sourceLanguage: sourceLanguage)
    }

    /// The text of a message; `nil` where no catalog has it.
    ///
    /// - Throws: ``TemplateError`` with `translation-failed` where the plural
    ///   rule of the catalog fails for the message's count.
    public func translation(
        of message: TemplateMessage,
        into languages: [String]
    ) throws -> String? {
        guard let catalogs = catalogs[message.domain ?? TranslationDomain.standard] else {
            return nil
        }
        for language in languages {
            for tag in chains[language] ?? LanguageTag(language).lookupChain {
                if let text = try catalogs[tag]?.text(of: message) { return text }
                if tag == source { return nil }
            }
        }
        return nil
    }
}
