import ArgumentParser
import Foundation
import PageTemplates
import Talisman

/// `talisman check`: templates are compiled, and what is wrong with them is listed.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with templates, without rendering them.",
        discussion: """
            Every template is compiled together with the templates that it refers to. Errors and \
            warnings go to standard output, each with its place; the last line counts them. The \
            exit status is 1 where there are errors, or warnings with --strict.
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            The folder that the templates refer to each other in; by default the folder that is \
            checked, or that of the template.
            """,
            valueName: "dir"
        )
    )
    var root: String?

    @Flag(help: "Take warnings for errors.")
    var strict = false

    @Flag(help: "Tell, too, where libxml2 reads another structure than the template has.")
    var notes = false

    @Flag(name: .customLong("no-interpolation"), help: "Take ${…} as it is written.")
    var leavesHoles = false

    @Flag(help: "Let templates have scripts; nothing of them runs here.")
    var allowScripts = false

    @Argument(help: "Templates, or folders with templates.")
    var paths: [String]

    func run() throws {
        try Diagnosis.reporting {
            var findings = Findings(hasRemarks: notes)
            for path in paths {
                let library = library(for: path)
                let files = TemplateFile.files(at: [path])
                let others = Set(files.map(\.path))
                for file in files {
                    try check(file, library, beside: others, &findings)
                }
            }
            findings.report.append(findings.summary)
            try StandardOutput.write(Data((findings.report.joined(separator: "\n") + "\n").utf8))
            if findings.errors > 0 || (strict && findings.warnings > 0) {
                throw ExitCode(Diagnosis.Status.wrongInput.rawValue)
            }
        }
    }

    /// Checks a template; errors of a template that it refers to are reported where that
    /// one is checked itself.
    private func check(
        _ file: TemplateFile,
        _ library: TemplateLibrary,
        beside others: Set<String>,
        _ findings: inout Findings
    ) throws {
        findings.templates += 1
        let found: [TemplateDiagnostic]
        do {
            found = library.diagnostics(of: try file.source(library.configuration.limits))
        } catch let error as TemplateError {
            found = [.error(error)]
        }
        for diagnostic in found {
            let place = diagnostic.location?.name ?? file.path
            guard place == file.path || !others.contains(file.folder + place) else { continue }
            findings.add(diagnostic)
        }
    }

    private func library(for path: String) -> TemplateLibrary {
        var configuration = TemplateConfiguration.talisman
        configuration.interpolatesText = !leavesHoles
        configuration.allowsScripts = allowScripts
        let loader: any TemplateLoader =
            if let root {
                FileTemplateLoader(root: root)
            } else {
                FolderLoader(of: TemplateFile.isFolder(path) ? path + "/" : path)
            }
        return TemplateLibrary(loader, configuration: configuration)
    }

    /// What was found so far.
    private struct Findings {
        /// Whether remarks are told, which never count.
        let hasRemarks: Bool

        var templates = 0
        var errors = 0
        var warnings = 0
        var report: [String] = []

        init(hasRemarks: Bool) {
            self.hasRemarks = hasRemarks
        }

        mutating func add(_ diagnostic: TemplateDiagnostic) {
            switch diagnostic {
            case .error: errors += 1
            case .warning(let warning):
                if warning.code.isRemark, !hasRemarks { return }
                if !warning.code.isRemark { warnings += 1 }
            }
            report.append(diagnostic.description)
        }

        var summary: String {
            let counts = [(templates, "template"), (errors, "error"), (warnings, "warning")]
            return counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
        }
    }
}
