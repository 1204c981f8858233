// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `talisman i18n`: what concerns translations.
struct TranslationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "i18n",
        abstract: "Work with the texts of templates and their translations.",
        subcommands: [ExtractCommand.self, CheckTranslationsCommand.self]
    )
}
