import Foundation

@testable import PageTemplates

/// A document of the corpus: somebody's page, drawing or data.
struct CorpusDocument {
    /// The environment variable that names the folder of the corpus.
    static let variable = "TALISMAN_CORPUS"

    /// How many documents make a corpus.
    static let wanted = 300

    private static let modes: [String: TemplateMode] = [
        "html": .html, "htm": .html, "xhtml": .xml, "xml": .xml, "svg": .xml, "docbook": .xml,
    ]

    let path: String
    let source: TemplateSource

    /// The folder of the corpus, where there is one.
    static var folder: String? {
        ProcessInfo.processInfo.environment[variable]
    }

    /// Whether the corpus has to be there.
    static var isRequired: Bool {
        ProcessInfo.processInfo.environment["CI"] != nil
    }

    /// The documents below a folder.
    ///
    /// Left out are those that are larger than a template may be, that are not
    /// in UTF-8, that have NULs, and XML documents that declare entities.
    static func all(in folder: String) -> [CorpusDocument] {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (paths ?? []).sorted().compactMap { document("\(folder)/\($0)") }
    }

    private static func document(_ path: String) -> CorpusDocument? {
        guard let dot = path.lastIndex(of: "."),
            let mode = modes[path[path.index(after: dot)...].lowercased()],
            let data = FileManager.default.contents(atPath: path), !data.isEmpty
        else { return nil }
        let source = try? TemplateSource(name: path, bytes: data, mode: mode)
        guard let source, isAcceptable(source, original: Array(data)) else { return nil }
        return CorpusDocument(path: path, source: source)
    }

    private static func isAcceptable(_ source: TemplateSource, original: [UInt8]) -> Bool {
        let scanner = MarkupScanner(bytes: source.bytes, mode: source.mode)
        let declaresEntities =
            source.mode == .xml && scanner.firstIndex(of: "<!ENTITY", from: 0) != nil
        return !declaresEntities && original.suffix(source.bytes.count) == source.bytes[...]
    }
}
