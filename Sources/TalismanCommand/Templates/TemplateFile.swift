// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// A template that a path of the command line leads to.
struct TemplateFile {
    /// The path as errors show it, and gettext's references.
    let path: String

    /// The folder of the command line that it was found in, with a slash at its end.
    let folder: String

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

    /// Whether a file of a folder is a template; one that cannot be read is, for somebody should
    /// know.
    private var isTemplate: Bool {
        guard let kind = TemplateFileKind(path: String(path.dropFirst(folder.count))) else {
            return false
        }
        guard kind == .document, let bytes = try? InputFile(path).bytes() else { return true }
        return kind.isTemplate(bytes)
    }

    func source(_ limits: TemplateLimits) throws -> TemplateSource {
        try TemplateSource(name: path, bytes: InputFile(path).bytes(), limits: limits)
    }

    func template(_ configuration: TemplateConfiguration) throws -> Template {
        try Template(source(configuration.limits), configuration: configuration)
    }
}
