// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman check`: templates are compiled, and what is wrong with them is listed.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with templates, without rendering them.",
        discussion: """
            Every template is compiled together with the templates that it refers to, and rules \
            look at it: 'talisman explain' lists them. Errors and warnings go to standard output, \
            each with its place; the last line counts them. What a rule finds is a warning, unless \
            'rules' of '.talisman.yml' says otherwise; '<!--! talisman:disable NAME -->' switches \
            one off up to the end of the element around it. The exit status is 0 where nothing is \
            found, 1 where there are errors or warnings, also of a file in a folder that cannot be \
            read, and 2 where there is no template, or a file that is named cannot be read. Of a \
            folder, files of XML, SVG and plain text, and those of a folder 'static' or the like, \
            are templates only if they hold statements.
            """
    )

    @OptionGroup var comparison: ComparisonOptions

    @Option(
        help: ArgumentHelp(
            """
            Data to try the paths of the templates with, also in branches that would not run: a \
            file for all of them, or a folder that has NAME.json for NAME.html.
            """,
            valueName: "file"
        )
    )
    var data: String?

    @Option(
        help: ArgumentHelp(
            """
            Which pages read the session, as --record-cacheability wrote it: one that could be kept by \
            shared caches and now reads the session is a finding. By default 'cacheability' of \
            '.talisman.yml' names the file.
            """,
            valueName: "file"
        )
    )
    var cacheability: String?

    @Option(
        help: ArgumentHelp(
            """
            Write which pages read the session, instead of comparing that. What the file says of other \
            templates stays.
            """,
            valueName: "file"
        )
    )
    var recordCacheability: String?

    @Flag(
        help: """
            Tell, too, where 'structure' inserts data, and where libxml2 reads another structure \
            than the template has.
            """
    )
    var notes = false

    @Flag(help: "Say that the application allows scripts, which are warned of otherwise.")
    var allowScripts = false

    @OptionGroup var lint: LintOptions
    @OptionGroup var templates: TemplateOptions

    func run() throws {
        try Diagnosis.reporting {
            let settings = templates.settings(allowsScripts: allowScripts) {
                $0.warnsOfMissingTranslations = lint.rules.contains(Self.translations)
            }
            var check = TemplateCheck(
                settings,
                root: comparison.root,
                comparison.catalogs(),
                FindingReport(lint.format)
            )
            check.rules = lint.choice(tellsRemarks: notes)
            if comparison.strict { check.judge = Self.strictly }
            check.samples = try data.map { try SampleFiles($0) }
            check.noted = try recordCacheability.map(Self.record)
            check.cacheability = try cacheability.map { path in
                try CacheabilityRecord(reading: InputFile(path).bytes(), of: path)
            }
            if lint.fix {
                try check.fix(templates.paths)
            } else {
                try check.run(templates.paths)
            }
            if let recordCacheability, var record = check.noted {
                record.dropMissing()
                try OutputFile(recordCacheability).write(record.json())
            }
            try check.finish(failing: .warning)
        }
    }

    /// The rule that counts only where somebody asks for it: 'i18n check' looks after it as well.
    static let translations = TemplateWarning.Code.notTranslated.rawValue

    /// What a file records of templates that are not looked at now.
    private static func record(_ path: String) throws -> CacheabilityRecord {
        guard FileManager.default.fileExists(atPath: path) else {
            return CacheabilityRecord(of: path)
        }
        return try CacheabilityRecord(reading: InputFile(path).bytes(), of: path)
    }

    private static func strictly(_ finding: Finding) -> Finding? {
        var finding = finding
        if finding.severity == .warning { finding.severity = .error }
        return finding
    }
}
