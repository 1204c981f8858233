// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// A template that a path of the command line leads to.
struct TemplateFile {
    /// The path as errors show it, and gettext's references.
    let path: String

    /// The folder of the command line that it was found in, with a slash at its end.
    let folder: String

    private static let extensions: Set<String> = [
        "html", "htm", "xhtml", "xml", "svg", "rss", "pt", "zpt",
    ]

    /// The files of paths: each file, and the templates below each folder.
    static func files(at paths: [String]) -> [TemplateFile] {
        paths.flatMap { path in
            isFolder(path) ? below(path) : [TemplateFile(path: path, folder: "")]
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    private static func below(_ folder: String) -> [TemplateFile] {
        let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return FileTemplateLoader(root: folder).names
            .map { TemplateFile(path: prefix + $0, folder: prefix) }
            .filter(\.isTemplate)
    }

    /// Whether a file of a folder is a template by its name, or by what is in it where most
    /// files of its kind are none.
    private var isTemplate: Bool {
        let type = URL(filePath: path).pathExtension.lowercased()
        guard Self.extensions.contains(type) else { return false }
        let folders = path.dropFirst(folder.count).split(separator: "/").dropLast()
        let isStatic = folders.contains { Self.staticFolders.contains($0.lowercased()) }
        guard Self.markupTypes.contains(type) || isStatic else { return true }
        return holdsStatements
    }

    /// The types of files that are served as they stand, if they hold no statements.
    private static let markupTypes: Set<String> = ["svg", "xml", "xhtml", "rss"]

    /// The names of folders whose files are served as they stand.
    private static let staticFolders: Set<String> = [
        "static", "public", "assets", "dist", "vendor", "node_modules",
    ]

    private static let signs = [
        "tal:", "metal:", "i18n:", "data-tal-", "data-metal-", "data-i18n-", "xml.zope.org/",
    ]

    /// Whether something in the file looks like a statement, or the file cannot be read, which
    /// somebody should know.
    private var holdsStatements: Bool {
        guard let bytes = try? InputFile(path).bytes() else { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        return Self.signs.contains { text.contains($0) }
    }

    func source(_ limits: TemplateLimits) throws -> TemplateSource {
        try TemplateSource(name: path, bytes: InputFile(path).bytes(), limits: limits)
    }

    func template(_ configuration: TemplateConfiguration) throws -> Template {
        try Template(source(configuration.limits), configuration: configuration)
    }
}
