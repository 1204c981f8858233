// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import Talisman

/// `talisman i18n check`: what the catalogs say is compared with what templates ask for.
struct CheckTranslationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with the translations of templates.",
        discussion: """
            Errors are translations with names that the message has no value for, and domains \
            without a catalog; warnings are messages without a translation, and templates whose \
            messages have no domain. The exit status is 1 where there are errors, or warnings \
            with --strict.
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            The folder with catalogs, DIR/LANGUAGE/LC_MESSAGES/DOMAIN.po or .mo; by default \
            'locales' or 'locale' in the root of the templates, or here.
            """,
            valueName: "dir"
        )
    )
    var catalog: String?

    @Option(help: ArgumentHelp("The language that the templates are written in.", valueName: "tag"))
    var source = "en"

    @Option(
        help: ArgumentHelp(
            "The folder that the templates refer to each other from; by default it is found.",
            valueName: "dir"
        )
    )
    var root: String?

    @Flag(help: "Take warnings for errors.")
    var strict = false

    @Flag(name: .customLong("no-interpolation"), help: "Take ${…} as it is written.")
    var leavesHoles = false

    @Argument(help: "Templates, or folders with templates.")
    var paths: [String]

    func run() throws {
        try Diagnosis.reporting {
            var configuration = TemplateConfiguration.talisman
            configuration.interpolatesText = !leavesHoles
            // Nothing runs here.
            configuration.allowsScripts = true
            configuration.acceptsUnknownPrefixes = true
            configuration.warnsOfMissingTranslations = true
            let folder = CatalogFolder(path: catalog, sourceLanguage: source, isNeeded: true)
            var check = TemplateCheck(
                configuration,
                root: root,
                folder,
                severity: Self.severity
            )
            try check.run(paths, isStrict: strict)
        }
    }

    private static func severity(_ diagnostic: TemplateDiagnostic) -> TemplateCheck.Severity? {
        guard case .warning(let warning) = diagnostic else { return .error }
        return switch warning.code {
        case .unknownName, .catalogNotFound: .error
        case .notTranslated, .noDomain: .warning
        default: nil
        }
    }
}
