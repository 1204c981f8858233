// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

@testable import TemplateTools

/// Templates without files, all in one folder.
final class MemoryProject: TemplateProject {
    let folder = "/site"
    var known = KnownPage()
    private var files: [String: String]
    private var texts: [String: [UInt8]] = [:]

    /// How often a template was looked at.
    private(set) var looks = 0

    init(_ files: [String: String]) {
        self.files = files
    }

    func open(_ folder: String?) {}

    func paths() -> [String] { files.keys.sorted() }

    func setText(_ text: [UInt8]?, of path: String) { texts[path] = text }

    func bytes(of path: String) -> [UInt8]? { texts[path] ?? files[path].map { Array($0.utf8) } }

    func fileHasChanged(_ path: String) {}

    func template(_ path: String) throws(TemplateError) -> CheckedTemplate {
        looks += 1
        guard let bytes = bytes(of: path) else {
            throw TemplateError(.templateNotFound, "there is no '\(path)'")
        }
        var all = files
        for (path, text) in texts { all[path] = String(decoding: text, as: UTF8.self) }
        let library = TemplateLibrary(MemoryTemplateLoader(all))
        return try library.checked(TemplateSource(name: path, bytes: bytes))
    }

    func findingsInData(
        of template: CheckedTemplate,
        _ path: String
    ) throws(TemplateError) -> [TemplateDiagnostic] { [] }

    func lintSettings(for path: String) throws(TemplateError) -> LintSettings { LintSettings() }

    func path(ofTemplate name: String, for path: String) -> String { name }

    func name(ofTemplate other: String, for path: String) -> String? { other }

    func page(of path: String) -> KnownPage { known }

    /// A template as features look at it, and the place of a `|` in it.
    func template(_ path: String, at marked: String) throws -> (OpenTemplate, Int) {
        var index = ProjectIndex(self)
        index.complete()
        let checked = try template(path)
        let lines = LineTable(bytes(of: path) ?? [], .utf8)
        let template = OpenTemplate(
            path: path,
            page: LintPage(checked, TemplateTrees()),
            lines: lines,
            project: self,
            index: index
        )
        let text = String(decoding: lines.bytes, as: UTF8.self)
        let piece = marked.replacing("|", with: "", maxReplacements: 1)
        guard let place = text.range(of: piece), let bar = marked.firstIndex(of: "|") else {
            throw CocoaError(.formatting)
        }
        let before = text[..<place.lowerBound].utf8.count + marked[..<bar].utf8.count
        return (template, before)
    }
}

extension OpenTemplate {
    /// The text of a place, with its line.
    func text(of site: Site) -> String {
        let bytes = project.bytes(of: site.path) ?? []
        let line = bytes[..<site.range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
        return "\(site.path):\(line) \(String(decoding: bytes[site.range], as: UTF8.self))"
    }
}
