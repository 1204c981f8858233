// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import TemplateTools

/// A template, and what it is when it is formatted.
struct FormattedTemplate {
    let path: String

    /// The template as it is.
    let original: [UInt8]

    /// The template in order.
    let formatted: [UInt8]

    /// Why it stays as it is; `nil` where nothing is wrong with it.
    let report: String?

    /// Formats what a file has.
    ///
    /// - Throws: `TemplateError` where it is no template, or its manifest none.
    init(_ file: TemplateFile, _ bytes: [UInt8], _ settings: TemplateSettings) throws {
        path = file.path
        original = bytes
        let configuration = try settings.configuration(for: file.place)
        let source = try TemplateSource(
            name: file.path,
            bytes: bytes,
            limits: configuration.limits
        )
        let format = TemplateFormat(of: source, configuration)
        // Places are those of UTF-8: a file in another encoding is left to its author.
        let mark = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
        let isAsRead = format.original[...] == bytes.dropFirst(mark.count)
        formatted = isAsRead ? mark + format.bytes : bytes
        var reports = format.errors.map(\.description)
        if !isAsRead, !format.edits.isEmpty {
            reports.append("\(path): error: is not UTF-8 as it stands: save it as UTF-8")
        }
        report = reports.isEmpty ? nil : reports.joined(separator: "\n")
    }

    /// What some editors write before UTF-8, and what is no part of the text.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    var isChanged: Bool { formatted != original }

    /// What changes, as a patch without a line end after its last line.
    var patch: String {
        let text = UnifiedDiff(path, original, formatted).text
        return String(text.dropLast())
    }
}

/// Formats the templates of paths, and tells what became of them.
struct FormatRun {
    private let settings: TemplateSettings

    /// Whether files change.
    private let writes: Bool
    private var templates = 0
    private var changed = 0

    /// How many templates have errors.
    private var wrong = 0

    /// Whether something cannot be read.
    private var hasProblems = false
    private var lines: [String] = []

    init(_ settings: TemplateSettings, writes: Bool) {
        self.settings = settings
        self.writes = writes
    }

    /// Formats the templates that a path leads to.
    mutating func format(_ path: String) throws {
        let found = try TemplateFile.files(at: path, settings)
        lines += found.problems
        hasProblems = hasProblems || !found.problems.isEmpty
        for file in found.templates {
            do {
                try format(file)
            } catch let error as TemplateError {
                wrong += 1
                lines.append(error.description)
            } catch let error as Diagnosis where !file.folder.isEmpty {
                // Whoever names a folder wants the other files formatted too.
                hasProblems = true
                lines.append(error.message)
            }
        }
    }

    private mutating func format(_ file: TemplateFile) throws {
        let template = try FormattedTemplate(file, InputFile(file.path).bytes(), settings)
        templates += 1
        if let report = template.report {
            wrong += 1
            lines.append(report)
        }
        guard template.isChanged else { return }
        changed += 1
        if writes {
            try OutputFile(file.path).write(template.formatted)
            lines.append("formatted: \(file.path)")
        } else {
            lines.append(template.patch)
        }
    }

    /// Writes the report.
    ///
    /// - Throws: The exit status, where a template has errors, is not in order or cannot be read.
    func finish() throws {
        let change = writes ? "formatted" : "to format"
        let count = "\(templates) template\(templates == 1 ? "" : "s")"
        let summary = "\(count), \(changed) \(change), \(wrong) with errors"
        try StandardOutput.write(lines: lines + [summary])
        if hasProblems || templates == 0 && wrong == 0 {
            throw ExitCode(Diagnosis.Status.unusableFile.rawValue)
        }
        if wrong > 0 || !writes && changed > 0 {
            throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
        }
    }
}
