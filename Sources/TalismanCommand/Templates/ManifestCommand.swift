// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import TemplateTools

/// `talisman manifest`: what an application has for its templates.
struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Write what this command's application has for templates, as '.talisman.yml'.",
        discussion: """
            An application that makes the command its own registers its expression types, path \
            namespaces, functions and the models of its pages with it. The file lets others check \
            its templates without the application.
            """
    )

    func run() throws {
        var manifest = TalismanCommand.current.configuration.manifest()
        manifest.contract = TalismanCommand.current.contract
        try StandardOutput.write(lines: [String(manifest.yaml.dropLast())])
    }
}
