// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What the arguments of the command are parsed by.
struct RootCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let command = TalismanCommand.current
        return CommandConfiguration(
            commandName: command.name,
            abstract: "Work with page templates and sessions.",
            discussion: """
                The exit status is 0 where the command did its work, 1 where a template or data is \
                wrong, 2 where a file cannot be read or written, and 64 for a wrong command line.
                """,
            version: "\(command.name) \(command.version)",
            subcommands: [
                CheckCommand.self, ExplainCommand.self, FormatCommand.self, RenderCommand.self,
                SessionsCommand.self, TranslationCommand.self, MigrateCommand.self,
                ManifestCommand.self, NewCommand.self, ServeCommand.self, DiffCommand.self,
                CoverageCommand.self, LanguageServerCommand.self,
            ] + command.subcommands
        )
    }
}
