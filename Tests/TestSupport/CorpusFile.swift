// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A document of the corpus: somebody's page, drawing or data.
public struct CorpusFile: Sendable {
    /// The environment variable that names the folder of the corpus.
    public static let variable = "TALISMAN_CORPUS"

    /// How many documents make a corpus.
    public static let wanted = 300

    private static let isXML = [
        "html": false, "htm": false, "xhtml": true, "xml": true, "svg": true, "docbook": true,
    ]

    /// Where it was found.
    public let path: String
    /// Its text in UTF-8, without a byte-order mark.
    public let bytes: [UInt8]

    /// Whether its name says that it is XML.
    public let isXML: Bool

    /// The folder of the corpus, where there is one.
    public static var folder: String? {
        ProcessInfo.processInfo.environment[variable]
    }

    /// Whether the corpus has to be there.
    public static var isRequired: Bool {
        ProcessInfo.processInfo.environment["CI"] != nil
    }

    /// The documents below a folder.
    ///
    /// Left out are those that are larger than a template may be, that are not
    /// in UTF-8, that have NULs, and XML documents that declare entities.
    public static func all(in folder: String) -> [CorpusFile] {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (paths ?? []).sorted().compactMap { file("\(folder)/\($0)") }
    }

    private static func file(_ path: String) -> CorpusFile? {
        guard let dot = path.lastIndex(of: "."),
            let isXML = isXML[path[path.index(after: dot)...].lowercased()],
            let data = FileManager.default.contents(atPath: path), !data.isEmpty,
            data.count <= 2 << 20, !data.contains(0),
            let text = String(data: data, encoding: .utf8),
            !(isXML && text.contains("<!ENTITY")), !declaresOtherEncoding(text)
        else { return nil }
        let body = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        return CorpusFile(path: path, bytes: Array(body.utf8), isXML: isXML)
    }

    private static func declaresOtherEncoding(_ text: String) -> Bool {
        guard text.hasPrefix("<?xml"), let end = text.firstIndex(of: ">") else { return false }
        let declaration = text[..<end].lowercased()
        return declaration.contains("encoding") && !declaration.contains("utf-8")
    }
}
