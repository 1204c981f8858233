// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@testable import TemplateTools

/// A template, or a folder of them, and what rules find there.
///
/// `NAME.html` or the folder `NAME` has beside it `NAME.expected.txt` with a line for each finding,
/// `FILE:LINE:COLUMN RULE`. Where nothing is to be found the name begins with `clean-`.
struct LintCase: CustomTestStringConvertible {
    /// The rule that it is about, and what it shows.
    let name: String

    /// The folder of its templates.
    let folder: String

    /// The names of its templates in the folder.
    let files: [String]

    /// The path of what is expected.
    private let expectation: String

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Cases").path

    /// All cases, by name.
    static let all: [LintCase] = {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        let templates = names.filter { $0.hasSuffix(".html") }
        let cases = Dictionary(grouping: templates) { path in
            path.split(separator: "/").prefix(2).joined(separator: "/")
        }
        return cases.map { LintCase($0, $1.sorted()) }.sorted { $0.name < $1.name }
    }()

    /// The expectations that no case belongs to.
    static let strays: [String] = {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        let known = Set(all.map { "\($0.name).expected.txt" })
        return names.filter { $0.hasSuffix(".txt") && !known.contains($0) }
    }()

    private init(_ path: String, _ files: [String]) {
        let isFolder = !path.hasSuffix(".html")
        name = isFolder ? path : String(path.dropLast(".html".count))
        let parent = path.split(separator: "/").first.map(String.init) ?? ""
        folder = "\(Self.folder)/\(isFolder ? path : parent)"
        self.files = files.map { String($0.split(separator: "/").last ?? "") }
        expectation = "\(Self.folder)/\(name).expected.txt"
    }

    /// The rule, or the area, that it stands with.
    var rule: String { String(name.prefix { $0 != "/" }) }

    /// Whether nothing is to be found.
    var isClean: Bool { name.contains("/clean-") }

    /// What is to be found.
    func expected() throws -> [String] {
        guard !isClean else { return [] }
        let text = try String(contentsOfFile: expectation, encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }

    /// What is found.
    func findings() throws -> [Finding] {
        try LintedTemplates(folder: folder, files).findings
    }
}

/// Templates of a folder with the findings of all rules, as `talisman check` has them.
struct LintedTemplates {
    private(set) var findings: [Finding] = []

    /// Looks at the templates of these names, whose root is the folder.
    init(
        folder: String,
        _ files: [String],
        _ choice: RuleChoice = RuleChoice(),
        _ change: (inout TemplateConfiguration) -> Void = { _ in }
    ) throws {
        let path = ManifestFile.path(in: folder)
        let isThere = FileManager.default.fileExists(atPath: path)
        var manifest = isThere ? try ManifestFile.manifest(at: path) : TemplateManifest()
        manifest.namespaces.insert("session")
        var settings = isThere ? try LintSettings(ofManifestAt: path) : LintSettings()
        settings.cacheability = try settings.cacheabilityFile.map { file in
            let bytes = Array(try Data(contentsOf: URL(filePath: file)))
            // As it is there for a command that runs in the folder, as the names of templates are.
            return try CacheabilityRecord(reading: bytes, of: "cacheability.json")
        }
        var configuration = TemplateConfiguration()
        configuration.apply(manifest)
        change(&configuration)
        let library = TemplateLibrary(
            FileTemplateLoader(root: folder),
            configuration: configuration
        )
        var linter = TemplateLinter(choice, isWhole: files.count > 1)
        let pages = try files.map { file in
            let bytes = Array(try Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
            let source = try TemplateSource(name: file, bytes: bytes, limits: configuration.limits)
            return linter.add(try library.checked(source))
        }
        findings = pages.flatMap { linter.findings(in: $0, [], settings) }
    }
}
