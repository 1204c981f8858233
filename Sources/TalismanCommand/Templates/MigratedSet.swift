// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools

/// The templates of one path of `talisman migrate`.
struct MigratedSet {
    let path: String
    let origin: TemplateOrigin

    private var migrations: [(file: TemplateFile, migration: TemplateMigration)] = []

    /// What could not be read.
    private var problems: [String] = []

    /// What the command line says beside the files.
    private let flags: TemplateManifest

    init(path: String, origin: TemplateOrigin, flags: TemplateManifest) {
        self.path = path
        self.origin = origin
        self.flags = flags
    }

    var hasErrors: Bool {
        !problems.isEmpty || migrations.contains { $0.migration.needs.hasErrors }
    }

    /// Looks at all templates.
    mutating func look(_ settings: TemplateSettings) throws {
        let found = TemplateFile.files(at: path, settings)
        problems = found.problems
        for file in found.templates {
            let configuration = try settings.configuration(for: file.place)
            do {
                let source = try file.source(configuration.limits)
                let migration = try TemplateMigration(of: source, from: origin, configuration)
                migrations.append((file, migration))
            } catch let error as TemplateError {
                problems.append(error.description)
            } catch let error as Diagnosis where !file.folder.isEmpty {
                problems.append(error.message)
            }
        }
    }

    // MARK: - Report

    /// What the templates need, and what stands for it.
    ///
    /// - Parameter isWritten: Whether the manifest and the changes are written to their files.
    /// - Returns: The lines.
    func report(isWritten: Bool) -> [String] {
        var lines = problems
        for (file, migration) in migrations {
            let needs = Self.lines(on: migration.needs)
            guard !needs.isEmpty || !migration.edits.isEmpty else { continue }
            lines.append("\(file.path):")
            lines += needs
            if !migration.edits.isEmpty { lines.append("  rewritten: \(migration.edits.count)") }
        }
        lines.append(summary)
        let manifest = manifest.yaml
        guard !isWritten else {
            return lines + (manifest.isEmpty ? [] : ["\(manifestPath) is written"])
        }
        if !manifest.isEmpty { lines += ["", "# \(manifestPath)", manifest.trimmingLastNewline] }
        let patch = migrations.map(\.migration.patch).joined()
        return patch.isEmpty ? lines : lines + ["", patch.trimmingLastNewline]
    }

    private static func lines(on needs: TemplateNeeds) -> [String] {
        let manifest = needs.manifest
        let lists: [(String, [String])] = [
            ("expression types", manifest.expressionTypes.sorted()),
            ("namespaces", manifest.namespaces.sorted()),
            ("functions", manifest.functions.sorted()),
            ("variables", (manifest.variables ?? []).sorted()),
            ("templates", needs.templates),
        ]
        var lines = lists.filter { !$0.1.isEmpty }
            .map { "  \($0.0): \($0.1.joined(separator: ", "))" }
        if manifest.trustsHandlers == true { lines.append("  data in handlers") }
        if manifest.allowsScripts == true { lines.append("  scripts") }
        for diagnostic in needs.diagnostics {
            guard case .error(let error) = diagnostic else { continue }
            lines += error.description.split(separator: "\n").map { "  \($0)" }
        }
        return lines
    }

    private var summary: String {
        let failing = migrations.count { $0.migration.needs.hasErrors }
        let bare = migrations.count { !$0.migration.needs.hasErrors && $0.migration.needs.isMet }
        let declared = migrations.count - bare - failing
        let count = "\(migrations.count) template\(migrations.count == 1 ? "" : "s")"
        return "\(count): \(bare) without needs, \(declared) with, \(failing) with errors"
    }

    // MARK: - Manifest

    private var manifestPath: String {
        let folder = TemplateFile.isFolder(path) ? path : TemplateFile(path: path, folder: "").place
        // One that counts for the templates already is added to.
        if let nearest = ManifestFile.nearest(to: folder) { return nearest }
        return folder.isEmpty || folder == "."
            ? ManifestFile.name
            : folder.hasSuffix("/") ? folder + ManifestFile.name : "\(folder)/\(ManifestFile.name)"
    }

    private var manifest: TemplateManifest {
        origin.manifest(of: migrations.lazy.map(\.migration.needs))
    }

    /// Writes the manifest, added to the one that is there, and the changed templates.
    func write() throws {
        for (file, migration) in migrations where !migration.edits.isEmpty {
            guard
                let original = String(validating: try InputFile(file.path).bytes(), as: UTF8.self),
                migration.edits.applied(to: Array(original.utf8)) == migration.rewritten
            else {
                throw Diagnosis("\(file.path): is no plain UTF-8, and is left as it is")
            }
            try Self.write(migration.rewritten, to: file.path)
        }
        var all = TemplateManifest()
        if InputFile.exists(manifestPath) { all = try ManifestFile.manifest(at: manifestPath) }
        let known = all
        all.formUnion(manifest)
        all.formUnion(flags)
        // What is there already keeps its comments.
        guard all != known else { return }
        if !all.yaml.isEmpty { try Self.write(Array(all.yaml.utf8), to: manifestPath) }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            // In place: the file keeps its permissions and links.
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            let reason = InputFile.reason(error)
            throw Diagnosis("\(path): cannot be written: \(reason)", .unusableFile)
        }
    }
}

extension String {
    fileprivate var trimmingLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension TemplateNeeds {
    /// Whether nothing has to be declared for it.
    fileprivate var isMet: Bool {
        var manifest = manifest
        manifest.variables = nil
        return manifest == TemplateManifest()
    }
}
