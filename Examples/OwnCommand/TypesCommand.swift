// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `own-templates types`: a subcommand of the application.
struct TypesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "types",
        abstract: "List the expression types of this application."
    )

    func run() {
        print("loud:text    the text in capitals")
    }
}
