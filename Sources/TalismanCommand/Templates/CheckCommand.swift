// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// `talisman check`: templates are compiled, and what is wrong with them is listed.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with templates, without rendering them.",
        discussion: """
            Every template is compiled together with the templates that it refers to. Errors and \
            warnings go to standard output, each with its place; the last line counts them. The \
            exit status is 1 where there are errors, or warnings with --strict. Of a folder, files \
            of XML, SVG and plain text, and those of a folder 'static' or the like, are templates \
            only if they hold statements.
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

    @Flag(
        help: """
            Tell, too, where 'structure' inserts data, and where libxml2 reads another structure \
            than the template has.
            """
    )
    var notes = false

    @Flag(help: "Say that the application allows scripts, which are warned of otherwise.")
    var allowScripts = false

    @OptionGroup var templates: TemplateOptions

    func run() throws {
        try Diagnosis.reporting {
            let tellsRemarks = notes
            let (root, catalogs) = (comparison.root, comparison.catalogs())
            let settings = templates.settings(allowsScripts: allowScripts)
            var check = TemplateCheck(settings, root: root, catalogs) { diagnostic in
                guard case .warning(let warning) = diagnostic else { return .error }
                guard warning.code.isRemark else { return .warning }
                return tellsRemarks ? .remark : nil
            }
            check.samples = try data.map { try SampleFiles($0) }
            try check.run(templates.paths, isStrict: comparison.strict)
        }
    }
}
