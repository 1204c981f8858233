// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools

/// The templates of one path of `talisman migrate`.
struct MigratedSet {
    let path: String
    let origin: TemplateOrigin

    private var migrations: [(file: TemplateFile, migration: TemplateMigration)] = []

    /// What could not be read or written.
    private var problems: [String] = []

    /// What the command line says beside the files.
    private let flags: TemplateManifest

    /// The path of the manifest, which is there already or is to be written.
    private let manifestPath: String

    init(path: String, origin: TemplateOrigin, _ options: ManifestOptions) {
        self.path = path
        self.origin = origin
        flags = options.flags
        let folder = TemplateFile.isFolder(path) ? path : TemplateFile(path: path, folder: "").place
        // One that counts for the templates already is added to.
        manifestPath =
            options.config ?? ManifestFile.nearest(to: folder) ?? ManifestFile.path(in: folder)
    }

    var hasErrors: Bool {
        !problems.isEmpty || migrations.contains { $0.migration.needs.hasErrors }
    }

    /// Looks at all templates.
    mutating func look(_ settings: TemplateSettings) throws {
        let found = try TemplateFile.files(at: path, settings)
        problems = found.problems
        for file in found.templates {
            let configuration = try settings.configuration(for: file.place)
            do {
                let source = try file.source(configuration.limits)
                let migration = try TemplateMigration(of: source, from: origin, configuration)
                guard try migration.edits.isEmpty || isUTF8(file, migration) else {
                    problems.append("\(file.path): is not UTF-8 as it stands: rewrite it yourself")
                    continue
                }
                migrations.append((file, migration))
            } catch let error as TemplateError {
                problems.append(error.description)
            } catch let error as Diagnosis where !file.folder.isEmpty {
                problems.append(error.message)
            }
        }
    }

    /// Whether a file is what was read of it, without a byte-order mark and another encoding.
    private func isUTF8(_ file: TemplateFile, _ migration: TemplateMigration) throws -> Bool {
        try InputFile(file.path).bytes() == migration.original
    }

    // MARK: - Report

    /// What the templates need, and what stands for it.
    ///
    /// - Parameter written: The paths of what was written; `nil` where nothing was to be.
    /// - Returns: The lines.
    /// - Throws: `TemplateError` where the manifest that is there is none.
    func report(written: [String]?) throws -> [String] {
        var lines = problems
        for (file, migration) in migrations {
            let needs = Self.lines(on: migration.needs)
            guard !needs.isEmpty || !migration.edits.isEmpty else { continue }
            lines.append("\(file.path):")
            lines += needs
            if !migration.edits.isEmpty { lines.append("  rewritten: \(migration.edits.count)") }
        }
        lines.append(summary)
        lines += (written ?? []).map { "\($0) is written" }
        if written?.contains(manifestPath) != true, let manifest = try changedManifest() {
            lines += ["", "# \(manifestPath)", manifest.yaml.trimmingLastNewline]
        }
        guard written == nil else { return lines }
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
        if manifest.trustsHandlers == true { lines.append("  data that is a whole handler") }
        if manifest.trustsScriptURLs == true { lines.append("  data that is the address of code") }
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

    /// The manifest with what the templates need added to the one that is there; `nil` where
    /// that changes nothing.
    private func changedManifest() throws(TemplateError) -> TemplateManifest? {
        let isThere = InputFile.exists(manifestPath)
        let known = isThere ? try ManifestFile.manifest(at: manifestPath) : TemplateManifest()
        var manifest = known
        manifest.formUnion(origin.manifest(of: migrations.lazy.map(\.migration.needs)))
        manifest.formUnion(flags)
        if isThere, known.variables == nil {
            // The other templates of the folder have variables that nobody has looked at.
            manifest.variables = nil
        } else if !isThere, manifest.dialect == .zope {
            manifest.dialect = nil
        }
        return manifest == known ? nil : manifest
    }

    /// Whether the manifest that is there has comments or rules, which no other text of it keeps.
    private var hasMore: Bool {
        get throws {
            guard InputFile.exists(manifestPath) else { return false }
            if try InputFile(manifestPath).bytes().contains(UInt8(ascii: "#")) { return true }
            return try LintSettings(ofManifestAt: manifestPath) != LintSettings()
        }
    }

    /// Writes the changed templates and the manifest, unless it has comments or rules.
    ///
    /// - Returns: The paths of what was written.
    mutating func write() throws -> [String] {
        var written: [String] = []
        for (file, migration) in migrations where !migration.edits.isEmpty {
            try OutputFile(file.path).write(migration.rewritten)
            written.append(file.path)
        }
        guard let manifest = try changedManifest() else { return written }
        if try hasMore {
            problems.append(
                "\(manifestPath): has comments or rules: put what it lacks into it yourself"
            )
        } else {
            try OutputFile(manifestPath).write(Array(manifest.yaml.utf8))
            written.append(manifestPath)
        }
        return written
    }
}

extension String {
    /// The text without a line feed at its end; a carriage return before it stays.
    fileprivate var trimmingLastNewline: String {
        guard unicodeScalars.last == "\n" else { return self }
        return String(unicodeScalars.dropLast())
    }
}

extension TemplateNeeds {
    /// Whether nothing has to be declared for it.
    fileprivate var isMet: Bool {
        var manifest = manifest
        manifest.variables = nil
        return manifest == TemplateManifest()
    }
}
