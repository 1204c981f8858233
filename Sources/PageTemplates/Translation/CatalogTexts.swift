/// The texts of all catalogs at one time.
struct CatalogTexts: Sendable {
    let languages: [String]

    var domains: [String] { catalogs.keys.sorted() }

    /// The catalogs by domain and language.
    private let catalogs: [String: [LanguageTag: Catalog]]

    private let source: LanguageTag?

    /// The lookup chains of ``languages``, which are asked for with each message.
    private let chains: [String: [LanguageTag]]

    init(_ loader: some TemplateLoader, source: LanguageTag?) throws(TemplateError) {
        var catalogs: [String: [LanguageTag: Catalog]] = [:]
        var languages: Set<String> = []
        for file in CatalogFile.files(among: loader.names) {
            catalogs[file.domain, default: [:]][file.language] = try file.read(from: loader)
            languages.insert(file.language.text)
        }
        if let source { languages.insert(source.text) }
        self.source = source
        self.languages = languages.sorted()
        chains = Dictionary(
            uniqueKeysWithValues: languages.map { ($0, LanguageTag($0).lookupChain) }
        )
        self.catalogs = catalogs
    }

    /// The text of a message; `nil` where no catalog has it.
    func text(of message: TemplateMessage, into languages: [String]) throws -> String? {
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
