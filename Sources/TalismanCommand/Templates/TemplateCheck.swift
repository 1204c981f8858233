// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

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

    /// What is told, and what for; `nil` for what is not.
    var judge: (Finding) -> Finding? = { $0 }

    /// Which pages read the session; `nil` where the manifests say it, if any does.
    var cacheability: CacheabilityRecord?

    /// The record that is written instead of compared.
    var noted: CacheabilityRecord?

    /// The rules that count; `nil` where only the engine is asked.
    var rules: RuleChoice?

    private var report: FindingReport
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

    /// The records of manifests that were read, by their paths.
    private var records: [String: CacheabilityRecord] = [:]

    /// The files of folders that are no templates.
    private var leftOut: [String] = []

    /// A template that has been looked at.
    private struct Looked {
        let file: TemplateFile
        let root: String
        let outcome: Outcome
    }

    /// What became of a template.
    private enum Outcome {
        case page(LintPage, [TemplateDiagnostic], LintSettings)
        case failure(Finding)
    }

    init(
        _ settings: TemplateSettings,
        root: String?,
        _ catalogs: CatalogFolder,
        _ report: FindingReport
    ) {
        self.settings = settings
        self.root = root
        self.catalogs = catalogs
        self.report = report
    }

    // MARK: - Running

    /// Looks at the templates of paths.
    mutating func run(_ paths: [String]) throws {
        for path in paths { try check(path) }
        if comparesDomains { compareDomains() }
    }

    /// Writes the report.
    ///
    /// - Parameter severity: What fails the command.
    /// - Throws: The exit status, where something of the severity was found, or there was no
    ///   template.
    mutating func finish(failing severity: Severity) throws {
        if let line = FoundTemplates.summary(of: leftOut) { report.add(line) }
        if samples != nil { report.add(dataSummary) }
        report.add(summary)
        try report.write()
        let isUntried = tried == 0 && !untried.isEmpty
        if isUntried || templates == 0 && report.findings.isEmpty {
            throw ExitCode(Diagnosis.Status.unusableFile.rawValue)
        }
        if report.findings.contains(where: { $0.severity >= severity }) {
            throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
        }
    }

    /// Mends what can be changed safely, and looks at what remains.
    mutating func fix(_ paths: [String]) throws {
        let start = self
        var count = 0
        for _ in 0..<Self.mostRounds {
            try run(paths)
            let fixed = try FixedFiles(report.findings).write()
            count += fixed
            if fixed == 0 { break }
            self = start
        }
        report.add("fixed: \(count) finding\(count == 1 ? "" : "s")")
    }

    /// How often files are changed: a change can show what another one hid.
    private static let mostRounds = 10

    // MARK: - Templates

    private mutating func check(_ path: String) throws {
        let found = try TemplateFile.files(at: path, settings)
        let files = found.templates
        leftOut += found.others
        for problem in found.problems { report.add(Finding(problem: problem)) }
        let others = Set(files.map(\.path))
        let roots =
            try root.map { TemplateRoots($0) } ?? TemplateRoots(of: files, at: path, settings)
        let compiled = try compiled(files, roots)
        var linter = TemplateLinter(rules ?? RuleChoice(), isWhole: TemplateFile.isFolder(path))
        var looked: [Looked] = []
        for (file, result) in zip(files, compiled) {
            let root = roots.root(of: file)
            templates += 1
            let outcome = try outcome(of: file, result, root, &linter)
            looked.append(Looked(file: file, root: root, outcome: outcome))
        }
        for template in looked { tell(template, linter, beside: others) }
        for root in roots.found { report.add("root: \(root)") }
        if let note = roots.noteOnFoldersAbove { report.add("note: \(note)") }
    }

    /// Compiles templates, which takes most of the time of a check.
    private mutating func compiled(
        _ files: [TemplateFile],
        _ roots: TemplateRoots
    ) throws -> [Result<CheckedTemplate, any Error>] {
        var libraries: [String: TemplateLibrary] = [:]
        var pairs: [(TemplateFile, TemplateLibrary)] = []
        for file in files {
            let root = roots.root(of: file)
            let library = try libraries[root] ?? library(root)
            libraries[root] = library
            pairs.append((file, library))
        }
        return pairs.concurrentMap { file, library in
            Result { try library.checked(file.source(library.configuration.limits)) }
        }
    }

    /// Looks at a template.
    private mutating func outcome(
        of file: TemplateFile,
        _ compiled: Result<CheckedTemplate, any Error>,
        _ root: String,
        _ linter: inout TemplateLinter
    ) throws -> Outcome {
        do {
            let checked = try compiled.get()
            let others = try findingsInData(of: checked, file, root)
            var lint = try settings.lintSettings(for: file.place)
            lint.cacheability = try record(of: lint)
            if let reads = checked.template?.reads { noted?.note(reads, of: file.path) }
            return .page(linter.add(checked), others, lint)
        } catch let error as TemplateError {
            return .failure(Finding(.error(error)))
        } catch let error as Diagnosis where !file.folder.isEmpty {
            // Whoever names a folder wants to know of the other files too.
            return .failure(Finding(problem: error.message))
        }
    }

    /// Tells what is wrong with a template; errors of a template that it refers to are reported
    /// where that one is checked itself.
    private mutating func tell(
        _ template: Looked,
        _ linter: TemplateLinter,
        beside others: Set<String>
    ) {
        switch template.outcome {
        case .failure(let finding):
            report.add(finding.naming { path(of: $0, beside: template) })
        case .page(let page, let diagnostics, let lint):
            let findings =
                rules == nil
                ? page.checked.diagnostics.map { Finding($0) }
                : linter.findings(in: page, diagnostics, lint)
            for finding in findings {
                let place = finding.location?.name ?? template.file.path
                let isOwn = place == template.file.path || !others.contains(template.root + place)
                let told = finding.naming { path(of: $0, beside: template) }
                if isOwn, let told = judge(told) { report.add(told) }
            }
        }
    }

    /// The path of a file that something found in a template names: templates that it refers to
    /// have names in its root.
    private func path(of name: String, beside template: Looked) -> String {
        let path = template.root + name
        return name != template.file.path && InputFile.exists(path) ? path : name
    }

    /// What is wrong with the paths of a template in the data that there are for it.
    private mutating func findingsInData(
        of checked: CheckedTemplate,
        _ file: TemplateFile,
        _ root: String
    ) throws -> [TemplateDiagnostic] {
        guard let template = checked.template else {
            broken.append(file.path)
            return []
        }
        domains.formUnion(template.translatableTexts.map(\.domain))
        let name = Self.name(of: file, root)
        let contradictions = try settings.contradictions(
            in: template,
            named: name,
            file.place
        )
        guard let samples else { return contradictions }
        guard let findings = try samples.findings(in: template, named: name) else {
            untried.append(file.path)
            return contradictions
        }
        tried += 1
        return contradictions + findings
    }

    /// The name of a template from its root.
    private static func name(of file: TemplateFile, _ root: String) -> String {
        file.path.hasPrefix(root) ? String(file.path.dropFirst(root.count)) : file.path
    }

    /// Which pages read the session: what the command line names counts more than a manifest.
    private mutating func record(of settings: LintSettings) throws -> CacheabilityRecord? {
        guard noted == nil else { return nil }
        if let cacheability { return cacheability }
        guard let path = settings.cacheabilityFile else { return nil }
        if let known = records[path] { return known }
        let record = try CacheabilityRecord(reading: InputFile(path).bytes(), of: path)
        records[path] = record
        return record
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
                    let message = "there is no catalog of the domain '\(domain)' for '\(language)'"
                    report.add(Finding(.catalogNotFound, message, in: folder))
                }
            }
        }
    }

    // MARK: - Summary

    private var dataSummary: String {
        let rest = [("none for", untried), ("not tried because of errors:", broken)]
            .filter { !$0.1.isEmpty }.map { "; \($0.0) \($0.1.joined(separator: ", "))" }
        return "data found for \(tried) of \(templates) templates\(rest.joined())"
    }

    private var summary: String {
        let counts = [
            (templates, "template"), (report.count(.error), "error"),
            (report.count(.warning), "warning"),
        ]
        return counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}
