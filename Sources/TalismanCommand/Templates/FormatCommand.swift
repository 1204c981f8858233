// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman fmt`: the statements of tags in order, and long ones in lines.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Put the statements of templates in order, and long ones in lines.",
        discussion: """
            The statements of a tag change places with each other, to the order in which they run. \
            If a line of a tag is longer than 100 characters, each statement begins a line, and so \
            do the clauses of 'define' and 'attributes' that are too long. Nothing else changes, \
            and every page is rendered as before. A template with errors stays as it is. The exit \
            status is 0 where all is in order now, 1 where a template has errors or, with --check, \
            is not in order, and 2 where there is no template, or a file cannot be read or written.
            """
    )

    @Flag(help: "Change nothing, and write what would change as a patch.")
    var check = false

    @Flag(help: "Read a template from standard input, and write it to standard output.")
    var stdin = false

    @Option(
        help: ArgumentHelp(
            "With --stdin: the path of the template, which tells its kind and its '.talisman.yml'.",
            valueName: "path"
        )
    )
    var name = "template.html"

    @OptionGroup var manifest: ManifestOptions

    @Argument(help: "Templates, or folders with templates.")
    var paths: [String] = []

    func validate() throws {
        guard stdin == paths.isEmpty else {
            throw ValidationError(
                stdin ? "--stdin: there are paths, too." : "Name templates, or folders with them."
            )
        }
    }

    func run() throws {
        try Diagnosis.reporting {
            let settings = TemplateSettings.reading(manifest)
            if stdin { return try formatInput(settings) }
            var run = FormatRun(settings, writes: !check)
            for path in paths { try run.format(path) }
            try run.finish()
        }
    }

    private func formatInput(_ settings: TemplateSettings) throws {
        let file = TemplateFile(path: name, folder: "")
        let bytes = try InputFile(InputFile.standardInput).bytes()
        let template = try FormattedTemplate(file, bytes, settings)
        if let report = template.report { throw Diagnosis(report) }
        guard check else { return try StandardOutput.write(Data(template.formatted)) }
        guard template.isChanged else { return }
        try StandardOutput.write(lines: [template.patch])
        throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
    }
}
