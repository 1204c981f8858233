// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// A template that a path of the command line leads to.
struct TemplateFile {
    /// The path as errors show it, and gettext's references.
    let path: String

    /// The folder of the command line that it was found in, with a slash at its end.
    let folder: String

    /// The path of the folder that it is in; empty for the working directory.
    var place: String { path.lastIndex(of: "/").map { String(path[..<$0]) + "/" } ?? "" }

    /// The templates that a path leads to: a file, or those below a folder.
    ///
    /// - Throws: `TemplateError` where the manifest of a folder is none.
    static func files(
        at path: String,
        _ settings: TemplateSettings
    ) throws(TemplateError) -> FoundTemplates {
        guard isFolder(path) else {
            return FoundTemplates(templates: [TemplateFile(path: path, folder: "")])
        }
        let prefix = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
        let listing = FileTemplateLoader(root: path).listing
        let files = listing.files.map { TemplateFile(path: prefix + $0, folder: prefix) }
        var templates: [TemplateFile] = []
        for file in files where file.isTemplate(try settings.extensions(for: file.place)) {
            templates.append(file)
        }
        let others = Set(files.map(\.path).filter { !isCatalog($0) })
            .subtracting(templates.map(\.path))
        return FoundTemplates(
            templates: templates,
            others: others.sorted(),
            problems: listing.problems.map { "\(prefix)\($0.path): error: \($0.text)" }
        )
    }

    private static func isCatalog(_ path: String) -> Bool {
        [".po", ".mo", ".pot"].contains { path.hasSuffix($0) }
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    /// Whether a file of a folder is a template; one that cannot be read is, for somebody should
    /// know.
    private func isTemplate(_ extensions: Set<String>) -> Bool {
        let path = String(path.dropFirst(folder.count))
        guard let kind = TemplateFileKind(path: path, extensions) else { return false }
        guard kind != .page, let bytes = try? InputFile(self.path).bytes() else { return true }
        return kind.isTemplate(bytes)
    }

    func source(_ limits: TemplateLimits) throws -> TemplateSource {
        try TemplateSource(name: path, bytes: InputFile(path).bytes(), limits: limits)
    }

    func template(_ configuration: TemplateConfiguration) throws -> Template {
        try Template(source(configuration.limits), configuration: configuration)
    }
}

/// What a path of the command line leads to.
struct FoundTemplates {
    /// The templates.
    var templates: [TemplateFile]

    /// The paths of files that are neither templates nor catalogs.
    var others: [String] = []

    /// What could not be looked at, as a report says it.
    var problems: [String] = []

    /// The files that are no templates by their endings, as a report says it; nil where there
    /// are none.
    static func summary(of others: [String]) -> String? {
        guard !others.isEmpty else { return nil }
        let endings = Dictionary(grouping: others) { path in
            let name = path.split(separator: "/").last ?? ""
            return name.contains(".") ? "." + (name.split(separator: ".").last ?? "") : "no ending"
        }
        let counts = endings.map { ($0.key, $0.value.count) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
            .map { "\($0.0) \($0.1)" }
        let files =
            others.count == 1
            ? "1 file that is no template" : "\(others.count) files that are no templates"
        return "left out: \(files) (\(counts.joined(separator: ", ")))"
    }
}
