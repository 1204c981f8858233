// SPDX-License-Identifier: Apache-2.0

/// The name of a catalog: `LANGUAGE/LC_MESSAGES/DOMAIN.po`.
struct CatalogFile {
    let name: String
    let language: LanguageTag
    let domain: String
    let format: Format

    /// The kinds of files; of two with one name the first kind counts.
    enum Format: String, CaseIterable {
        case po
        case mo
    }

    /// Reads a name; `nil` for a file that is not a catalog.
    init?(_ name: String) {
        let parts = name.split(separator: "/")
        guard parts.count == 3, parts[1] == "LC_MESSAGES",
            let dot = parts[2].lastIndex(of: "."), dot > parts[2].startIndex,
            let format = Format(rawValue: String(parts[2][parts[2].index(after: dot)...]))
        else { return nil }
        self.name = name
        self.format = format
        language = LanguageTag(String(parts[0]))
        domain = String(parts[2][..<dot])
        guard !language.text.isEmpty else { return nil }
    }

    /// The catalogs among the names, one for each domain and language.
    static func files(among names: [String]) -> [CatalogFile] {
        let all = names.sorted().compactMap { CatalogFile($0) }
        var taken: Set<String> = []
        return Format.allCases.flatMap { format in
            all.filter { file in
                file.format == format
                    && taken.insert("\(file.domain)/\(file.language.text)").inserted
            }
        }
    }

    func read(from place: CatalogPlace) throws(TemplateError) -> Catalog {
        let bytes = try place.loader.load(name).bytes
        return switch format {
        case .po: try POReader.read(bytes, name: place.folder + name)
        case .mo: try MOReader.read(bytes, name: place.folder + name)
        }
    }
}
