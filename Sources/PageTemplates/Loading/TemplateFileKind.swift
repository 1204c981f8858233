// SPDX-License-Identifier: Apache-2.0

/// Which files of a folder are templates: pages are, and documents and files that are served as they
/// stand where they hold something of one.
package enum TemplateFileKind {
    /// A template by its name.
    case page
    /// A template if it has a statement or a hole.
    case document
    /// The same for plain text, where only an element is a statement.
    case text

    private static let pages: Set = ["html", "htm", "pt", "zpt", "cpt", "vpt", "xpt", "tal"]
    private static let documents: Set = ["xhtml", "xml", "svg", "rss", "atom", "rdf"]
    /// The endings that a reference to a template may leave out, in the order of trying.
    package static let impliedEndings = ["html", "pt", "zpt", "htm", "xml"]

    /// The names of folders whose files are served as they stand.
    private static let staticFolders: Set = [
        "static", "public", "assets", "dist", "vendor", "node_modules",
    ]
    private static let signs = [
        "tal:", "metal:", "i18n:", "data-tal-", "data-metal-", "data-i18n-", "xml.zope.org/", "${",
    ]
    private static let signsOfText = ["<tal:", "<metal:", "<i18n:", "${"]

    /// The kind of a file by its path in the folder; nil for one that is no template.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - pages: Endings of pages beside the usual ones.
    package init?(path: String, _ pages: Set<String> = []) {
        let names = path.split(separator: "/")
        let ending = Self.ending(of: path)
        let isStatic = names.dropLast().contains { Self.staticFolders.contains($0.lowercased()) }
        let isPage = Self.pages.contains(ending) || pages.contains(ending)
        if ending == "txt" {
            self = .text
        } else if Self.documents.contains(ending) || isStatic && isPage {
            self = .document
        } else if isPage {
            self = .page
        } else {
            return nil
        }
    }

    /// Whether a name ends as those of templates do.
    package static func hasEnding(_ name: String) -> Bool {
        let ending = ending(of: name)
        return pages.contains(ending) || documents.contains(ending) || ending == "txt"
    }

    private static func ending(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return file.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    }

    /// Whether a file of the kind with these bytes is a template.
    package func isTemplate(_ bytes: [UInt8]) -> Bool {
        guard self != .page else { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        let signs = self == .text ? Self.signsOfText : Self.signs
        return signs.contains { text.contains($0) }
    }
}
