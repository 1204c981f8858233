// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman migrate`: what templates of another engine need to run here.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Tell what templates of Zope, Chameleon or PHPTAL need to run here.",
        discussion: """
            Each template is listed with the prefixes, functions, variables and templates that it \
            takes from its application, and with the errors that remain when it has them all. \
            Behind them stand the '.talisman.yml' that declares them, and a patch with the \
            rewritings that mean the same here. --write puts both in place: the file into each \
            PATH, or the folder of a template, and adds to one that counts for it already, unless \
            that has comments or rules. The exit status is 1 where errors remain.
            """
    )

    @Option(name: .customLong("from"), help: "What they were written for.")
    var origin: TemplateOrigin

    @Flag(help: "Write '.talisman.yml', and rewrite the templates.")
    var write = false

    @OptionGroup var templates: TemplateOptions

    func validate() throws {
        guard templates.manifest.dialect == nil else {
            throw ValidationError("--dialect: it is what --from says.")
        }
    }

    func run() throws {
        try Diagnosis.reporting {
            let settings = templates.settings()
            var hasErrors = false
            for path in templates.paths {
                var set = MigratedSet(path: path, origin: origin, templates.manifest)
                try set.look(settings)
                let written = write ? try set.write() : nil
                try StandardOutput.write(lines: set.report(written: written))
                hasErrors = hasErrors || set.hasErrors
            }
            if hasErrors { throw ExitCode(Diagnosis.Status.wrongInput.rawValue) }
        }
    }
}

extension TemplateOrigin: ExpressibleByArgument {}
