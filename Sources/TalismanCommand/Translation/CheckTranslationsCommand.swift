// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates
import TemplateTools

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
                FindingReport(.text)
            )
            check.comparesDomains = true
            check.judge = Self.judge
            try check.run(templates.paths)
            try check.finish(failing: comparison.strict ? .warning : .error)
        }
    }

    private static func judge(_ finding: Finding) -> Finding? {
        guard let code = TemplateWarning.Code(rawValue: finding.name) else { return finding }
        var finding = finding
        switch code {
        case .unknownName, .catalogNotFound: finding.severity = .error
        case .notTranslated, .noDomain, .malformedName, .valueLeftOut, .computedMessage:
            finding.severity = .warning
        default: return nil
        }
        return finding
    }
}
