// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// The folders that templates refer to each other from.
struct TemplateRoots {
    /// The root of each template by its path; with a slash at its end, or empty for the
    /// working directory.
    private var roots: [String: String] = [:]

    /// The folder that was named, which is the root where nothing speaks for another one.
    private let named: String

    /// The roots that were found and not named, sorted, as a person writes them.
    private(set) var found: [String] = []

    /// The folder above the working directory that has templates which the templates name,
    /// where none below it has any; commands look no further up than where they run.
    private(set) var above: String?

    /// All templates have one root.
    init(_ root: String) {
        named = Self.prefix(root)
    }

    /// Finds the roots of templates.
    ///
    /// The root of a template is the folder around it that most of the templates that it
    /// names are in. One that names none, or none that is there, has the root of others near
    /// it.
    ///
    /// - Parameters:
    ///   - files: The templates.
    ///   - path: The path of the command line that led to them.
    ///   - settings: How they are compiled.
    /// - Throws: `TemplateError` where a manifest is none.
    init(
        of files: [TemplateFile],
        at path: String,
        _ settings: TemplateSettings
    ) throws(TemplateError) {
        named = TemplateFile.isFolder(path) ? Self.prefix(path) : Self.folder(of: path)
        var open: [TemplateFile] = []
        let pairs = try files.map { file throws(TemplateError) in
            (file, try settings.configuration(for: file.place))
        }
        let references = pairs.concurrentMap { Self.references(in: $0, $1) }
        for (file, names) in zip(files, references) {
            if let root = root(of: file, names) {
                roots[file.path] = root
            } else {
                open.append(file)
                above = above ?? folder(above: file, names)
            }
        }
        let known = Set(roots.values)
        for file in open {
            let near = known.filter { file.path.hasPrefix($0) }
            roots[file.path] = near.max { $0.utf8.count < $1.utf8.count }
        }
        found = known.subtracting([named]).map { $0.isEmpty ? "." : String($0.dropLast()) }.sorted()
    }

    /// Looks again at a template that has changed.
    mutating func update(_ file: TemplateFile, _ configuration: TemplateConfiguration) {
        if let root = root(of: file, Self.references(in: file, configuration)) {
            roots[file.path] = root
        }
    }

    /// What to do where templates are above the working directory.
    var noteOnFoldersAbove: String? {
        above.map { "templates of these names are in '\($0)': run the command there" }
    }

    /// The root of a template.
    func root(of file: TemplateFile) -> String { roots[file.path] ?? named }

    /// The names of the templates that a template names.
    private static func references(
        in file: TemplateFile,
        _ configuration: TemplateConfiguration
    ) -> [String] {
        // Standard input can be read only once.
        guard file.path != InputFile.standardInput,
            let source = try? file.source(configuration.limits)
        else { return [] }
        return Template.references(in: source, configuration: configuration)
    }

    /// The root that has the most of the templates that a template names, the named folder
    /// before others; `nil` where none has any.
    private func root(of file: TemplateFile, _ names: [String]) -> String? {
        var best: (root: String, count: Int)?
        for root in candidates(for: file) {
            let count = names.count { Self.has($0, in: root) }
            if count > best?.count ?? 0 { best = (root, count) }
        }
        return best?.root
    }

    /// The folder above the working directory that has one of these templates; `nil` where none
    /// has, or the path of the template does not begin at the working directory.
    private func folder(above file: TemplateFile, _ names: [String]) -> String? {
        guard !file.path.hasPrefix("/"), !names.isEmpty else { return nil }
        let depth = FileManager.default.currentDirectoryPath.split(separator: "/").count
        let folders = (1..<max(depth, 2)).map { String(repeating: "../", count: $0) }
        return folders.first { folder in names.contains { Self.has($0, in: folder) } }
            .map { String($0.dropLast()) }
    }

    /// The folders around a template, the one that was named first, then those below it.
    private func candidates(for file: TemplateFile) -> [String] {
        var around: [String] = []
        var folder = Self.folder(of: file.path)
        while !folder.isEmpty, folder != "/" {
            around.append(folder)
            folder = Self.folder(of: String(folder.dropLast()))
        }
        around.append(folder)
        return [named] + around.filter { $0 != named }
    }

    /// Whether a root has a template; `load:` names those beside a template by their paths.
    private static func has(_ name: String, in root: String) -> Bool {
        let names = [name] + TemplateFileKind.impliedEndings.map { "\(name).\($0)" }
        return names.contains { name in
            let exists = FileManager.default.fileExists(atPath: root + name)
            return exists || name.hasPrefix(root) && FileManager.default.fileExists(atPath: name)
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func prefix(_ folder: String) -> String {
        folder == "." || folder.isEmpty ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    }
}
