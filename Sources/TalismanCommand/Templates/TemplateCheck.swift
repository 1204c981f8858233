// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates

/// Looks for what is wrong with templates, and reports it.
struct TemplateCheck {
    /// How the templates are compiled, their catalogs aside.
    let settings: TemplateSettings

    /// The root of all templates; `nil` where it has to be found.
    var root: String?

    /// Where the catalogs are looked for.
    var catalogs: CatalogFolder

    /// The data that paths are tried with; `nil` where there are none.
    var samples: SampleFiles?

    /// Whether the catalogs of domains that no template names are compared with each other.
    var comparesDomains = false

    /// What counts, and for what; `nil` for what is not told.
    var severity: (TemplateDiagnostic) -> Severity?

    /// What a finding is called, and counts for.
    enum Severity: String {
        case error
        case warning
        case remark
    }

    private var templates = 0

    /// How many of them were tried with data.
    private var tried = 0

    /// The paths of those that there are no data for.
    private var untried: [String] = []

    /// The paths of those that have errors, and were not tried.
    private var broken: [String] = []

    /// The catalogs that were read, by their folders, and the domains that the templates name.
    private var catalogsRead: [String: TranslationCatalogs] = [:]
    private var domains: Set<String> = []

    /// The files of folders that are no templates.
    private var leftOut: [String] = []

    private var counts: [Severity: Int] = [:]
    private var report: [String] = []

    /// What was said, for macros are looked at wherever they are used.
    private var said: Set<String> = []

    init(
        _ settings: TemplateSettings,
        root: String?,
        _ catalogs: CatalogFolder,
        severity: @escaping (TemplateDiagnostic) -> Severity?
    ) {
        self.settings = settings
        self.root = root
        self.catalogs = catalogs
        self.severity = severity
    }

    /// Checks the templates of paths, and writes the report.
    ///
    /// - Throws: The exit status, where there are errors, or warnings if `isStrict`.
    mutating func run(_ paths: [String], isStrict: Bool) throws {
        for path in paths { try check(path) }
        if comparesDomains { compareDomains() }
        if let line = FoundTemplates.summary(of: leftOut) { report.append(line) }
        if samples != nil { report.append(dataSummary) }
        report.append(summary)
        try StandardOutput.write(lines: report)
        if tried == 0, !untried.isEmpty { throw ExitCode(Diagnosis.Status.unusableFile.rawValue) }
        if counts[.error] != nil || (isStrict && counts[.warning] != nil) {
            throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
        }
    }

    private mutating func check(_ path: String) throws {
        let found = try TemplateFile.files(at: path, settings)
        let files = found.templates
        leftOut += found.others
        for problem in found.problems { add(problem: problem) }
        let others = Set(files.map(\.path))
        let roots =
            try root.map { TemplateRoots($0) } ?? TemplateRoots(of: files, at: path, settings)
        var libraries: [String: TemplateLibrary] = [:]
        for file in files {
            let root = roots.root(of: file)
            let library = try libraries[root] ?? library(root)
            libraries[root] = library
            try check(file, library, root, beside: others)
        }
        report += roots.found.map { "root: \($0)" }
        if let note = roots.noteOnFoldersAbove { report.append("note: \(note)") }
    }

    /// Checks a template; errors of a template that it refers to are reported where that
    /// one is checked itself.
    private mutating func check(
        _ file: TemplateFile,
        _ library: TemplateLibrary,
        _ root: String,
        beside others: Set<String>
    ) throws {
        templates += 1
        let found: [TemplateDiagnostic]
        do {
            found = try diagnostics(of: file, library, root)
        } catch let error as Diagnosis where !file.folder.isEmpty {
            // Whoever names a folder wants to know of the other files too.
            return add(problem: error.message)
        }
        for diagnostic in found {
            let place = diagnostic.location?.name ?? file.path
            guard place == file.path || !others.contains(root + place) else { continue }
            add(diagnostic)
        }
    }

    private mutating func diagnostics(
        of file: TemplateFile,
        _ library: TemplateLibrary,
        _ root: String
    ) throws -> [TemplateDiagnostic] {
        let source: TemplateSource
        do {
            source = try file.source(library.configuration.limits)
        } catch let error as TemplateError {
            return [.error(error)]
        }
        let (template, found) = library.checked(source)
        guard let template else {
            broken.append(file.path)
            return found
        }
        domains.formUnion(template.translatableTexts.map(\.domain))
        guard let samples else { return found }
        let name = file.path.hasPrefix(root) ? file.path.dropFirst(root.count) : file.path[...]
        guard let others = try samples.findings(in: template, named: String(name)) else {
            untried.append(file.path)
            return found
        }
        tried += 1
        return found + others
    }

    private mutating func library(_ root: String) throws -> TemplateLibrary {
        let found = try catalogs.found(near: root)
        if let found { catalogsRead[found.folder] = found.catalogs }
        return try settings.library(root, FolderLoader(of: root), found?.catalogs)
    }

    /// Tells which languages lack the catalog of a domain that others have, where no template
    /// names the domain: it is that of error pages, or of texts of the application.
    private mutating func compareDomains() {
        for (folder, catalogs) in catalogsRead.sorted(by: { $0.key < $1.key }) {
            for domain in catalogs.domains where !domains.contains(domain) {
                for language in catalogs.languagesWithout(domain) {
                    let text = "there is no catalog of the domain '\(domain)' for '\(language)'"
                    let code = TemplateWarning.Code.catalogNotFound.rawValue
                    counts[.warning, default: 0] += 1
                    report.append("\(folder): warning: \(text) [\(code)]")
                }
            }
        }
    }

    private mutating func add(problem: String) {
        counts[.error, default: 0] += 1
        report.append(problem)
    }

    private mutating func add(_ diagnostic: TemplateDiagnostic) {
        guard let severity = severity(diagnostic) else { return }
        let text =
            switch diagnostic {
            case .error(let error): error.description
            case .warning(let warning): warning.report(as: severity.rawValue)
            }
        guard said.insert(text).inserted else { return }
        counts[severity, default: 0] += 1
        report.append(text)
    }

    private var dataSummary: String {
        let rest = [("none for", untried), ("not tried because of errors:", broken)]
            .filter { !$0.1.isEmpty }.map { "; \($0.0) \($0.1.joined(separator: ", "))" }
        return "data found for \(tried) of \(templates) templates\(rest.joined())"
    }

    private var summary: String {
        let counts = [
            (templates, "template"), (self.counts[.error] ?? 0, "error"),
            (self.counts[.warning] ?? 0, "warning"),
        ]
        return counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}
