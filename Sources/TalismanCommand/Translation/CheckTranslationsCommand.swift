// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// `talisman i18n check`: what the catalogs say is compared with what templates ask for.
struct CheckTranslationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with the translations of templates.",
        discussion: """
            Errors are translations with names that the message has no value for, and domains \
            without a catalog; warnings are messages without a translation, translations that leave \
            out a value or have a '${' without '}', messages that no catalog can have, templates \
            whose messages have no domain, and domains that no template names and that only some \
            languages have. The exit status is 1 where there are errors, or warnings with --strict.
            """
    )

    @OptionGroup var comparison: ComparisonOptions
    @OptionGroup var templates: TemplateOptions

    func run() throws {
        try Diagnosis.reporting {
            let settings = templates.settings {
                $0.acceptsUnknownPrefixes = true
                $0.warnsOfMissingTranslations = true
            }
            var check = TemplateCheck(
                settings,
                root: comparison.root,
                comparison.catalogs(isNeeded: true),
                severity: Self.severity
            )
            check.comparesDomains = true
            try check.run(templates.paths, isStrict: comparison.strict)
        }
    }

    private static func severity(_ diagnostic: TemplateDiagnostic) -> TemplateCheck.Severity? {
        guard case .warning(let warning) = diagnostic else { return .error }
        return switch warning.code {
        case .unknownName, .catalogNotFound: .error
        case .notTranslated, .noDomain, .malformedName, .valueLeftOut, .computedMessage: .warning
        default: nil
        }
    }
}
