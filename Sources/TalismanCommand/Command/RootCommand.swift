// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The `talisman` command.
@main
struct TalismanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "talisman",
        abstract: "Work with page templates and sessions.",
        discussion: """
            The exit status is 0 where the command did its work, 1 where a template or data is \
            wrong, 2 where a file cannot be read or written, and 64 for a wrong command line.
            """,
        version: "talisman 0.1.0",
        subcommands: [
            CheckCommand.self, RenderCommand.self, SessionsCommand.self, TranslationCommand.self,
        ]
    )
}
