// SPDX-License-Identifier: Apache-2.0

/// Where catalogs come from.
struct CatalogPlace: Sendable {
    let loader: any TemplateLoader

    /// The language of the default texts.
    let source: LanguageTag?

    /// What errors name before the name of a file, with a slash at its end; empty where the loader
    /// has no folder.
    var folder = ""

    /// The catalogs that there are now.
    var files: [CatalogFile] { CatalogFile.files(among: loader.names) }
}

/// The texts of all catalogs at one time.
final class CatalogTexts: Sendable {
    let languages: [String]

    var domains: [String] { catalogs.keys.sorted() }

    /// The catalogs by domain and language.
    private let catalogs: [String: [LanguageTag: Catalog]]

    private let source: LanguageTag?

    /// The lookup chains of ``languages``, which are asked for with each message.
    private let chains: [String: [LanguageTag]]

    init(_ place: CatalogPlace) throws(TemplateError) {
        var catalogs: [String: [LanguageTag: Catalog]] = [:]
        var languages: Set<String> = []
        for file in place.files {
            catalogs[file.domain, default: [:]][file.language] = try file.read(from: place)
            languages.insert(file.language.text)
        }
        source = place.source
        if let source { languages.insert(source.text) }
        self.languages = languages.sorted()
        chains = Dictionary(
            uniqueKeysWithValues: languages.map { ($0, LanguageTag($0).lookupChain) }
        )
        self.catalogs = catalogs
    }

    /// What a language has of a text.
    struct Forms {
        let language: String

        /// The forms of the text in the language's own catalog.
        let forms: [String]

        /// Whether the text needs a translation, and there is none in a more general language
        /// either.
        let isMissing: Bool
    }

    /// The forms of a text in the catalogs of its domain, sorted by language.
    func forms(of key: Catalog.Key, in domain: String) -> [Forms] {
        let catalogs = catalogs[domain] ?? [:]
        return catalogs.sorted { $0.key.text < $1.key.text }.map { tag, catalog in
            let chain = tag.lookupChain
            let isThere = chain.contains { $0 == source || catalogs[$0]?.entries[key] != nil }
            let forms = catalog.entries[key] ?? []
            return Forms(language: tag.text, forms: forms, isMissing: !isThere)
        }
    }

    /// The languages that have catalogs, but none of a domain, nor has a more general
    /// language, sorted; the source language needs none.
    func languagesWithout(_ domain: String) -> [String] {
        let known = catalogs[domain] ?? [:]
        return Set(catalogs.values.flatMap(\.keys))
            .filter { tag in !tag.lookupChain.contains { $0 == source || known[$0] != nil } }
            .map(\.text).sorted()
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
