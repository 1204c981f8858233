// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What is doubtful about the messages of a template and their translations.
extension TemplateProgram {
    /// The doubts in the order of the source; those about catalogs where the translator
    /// is known to have some.
    var translationWarnings: [TemplateWarning] {
        let catalogs = configuration.translator as? TranslationCatalogs
        var warnings: [TemplateWarning] = []
        var domains: Set<String> = []
        // Those of macros and slots stand behind the others.
        let texts = facts.texts.sorted { $0.range.lowerBound < $1.range.lowerBound }
        for text in texts {
            let domain = text.scope.domain
            if domains.insert(domain).inserted {
                warnings += self.warnings(of: domain, at: text.range, catalogs)
            }
            if let catalogs { warnings += self.warnings(of: text, catalogs) }
        }
        return warnings + computedMessages
    }

    /// The messages that no catalog can have, for tools that check catalogs.
    private var computedMessages: [TemplateWarning] {
        guard configuration.warnsOfMissingTranslations else { return [] }
        let message = "a computed part of the message has no 'i18n:name': no catalog can have it"
        let remedy = "put 'i18n:name' on that part, or give the message an id"
        return facts.computedTexts.map { range in
            warning(.computedMessage, message, range, [TemplateError.Note(remedy)])
        }
    }

    private func warnings(
        of domain: String,
        at range: Range<Int>,
        _ catalogs: TranslationCatalogs?
    ) -> [TemplateWarning] {
        let isKnown = catalogs?.domains.contains(domain) ?? true
        if domain == TranslationDomain.standard, catalogs == nil || !isKnown {
            let message = "the messages of the template have no domain, and are in 'default'"
            let remedy = TemplateError.Note("i18n:domain=\"…\" on an element around them names one")
            return [warning(.noDomain, message, range, [remedy])]
        }
        guard let catalogs else { return [] }
        guard isKnown else {
            let message = "there is no catalog of the domain '\(domain)'"
            let near = TemplateError.Note.nearest(domain, among: catalogs.domains)
            return [warning(.catalogNotFound, message, range, near)]
        }
        return catalogs.languagesWithout(domain).map { language in
            let message = "there is no catalog of the domain '\(domain)' for '\(language)'"
            return warning(.catalogNotFound, message, range)
        }
    }

    private func warnings(
        of text: Facts.Text,
        _ catalogs: TranslationCatalogs
    ) -> [TemplateWarning] {
        let key = Catalog.Key(context: text.scope.context, id: text.id)
        return catalogs.forms(of: key, in: text.scope.domain).flatMap { found in
            if found.isMissing, configuration.warnsOfMissingTranslations {
                let message = "'\(text.id)' has no translation into '\(found.language)'"
                return [warning(.notTranslated, message, text.range)]
            }
            return unknownNames(in: found.forms, of: text, found.language)
                + malformedNames(in: found.forms, of: text, found.language)
                + valuesLeftOut(of: found.forms, of: text, found.language)
        }
    }

    /// What looks like a name in a translation and is none, unless the message has it too.
    private func malformedNames(
        in forms: [String],
        of text: Facts.Text,
        _ language: String
    ) -> [TemplateWarning] {
        var told = Set(MessageNames.malformed(in: text.defaultText ?? text.id))
        return forms.flatMap { MessageNames.malformed(in: $0) }
            .filter { told.insert($0).inserted }
            .map { found in
                let message = "the translation into '\(language)' has '\(found)', which is no name"
                return warning(
                    .malformedName,
                    message,
                    text.range,
                    [.init("a name is written as ${name}, or as $name")]
                )
            }
    }

    /// The values in the text of a message that no form of a translation has; none where it
    /// has another name, which may be meant for one.
    private func valuesLeftOut(
        of forms: [String],
        of text: Facts.Text,
        _ language: String
    ) -> [TemplateWarning] {
        guard configuration.warnsOfMissingTranslations, !forms.isEmpty else { return [] }
        let own = MessageNames.names(in: text.defaultText ?? text.id)
        var told = Set(forms.flatMap { MessageNames.names(in: $0) })
        guard told.isSubset(of: own + (text.dataNames ?? [])) else { return [] }
        return own.filter { told.insert($0).inserted }
            .map { name in
                let message = "the translation into '\(language)' leaves out '\(name)'"
                return warning(.valueLeftOut, message, text.range)
            }
    }

    /// The names of a translation that the message has no values for.
    private func unknownNames(
        in forms: [String],
        of text: Facts.Text,
        _ language: String
    ) -> [TemplateWarning] {
        guard let dataNames = text.dataNames else { return [] }
        let known = dataNames.union(MessageNames.names(in: text.defaultText ?? text.id))
        var told = known
        return forms.flatMap { MessageNames.names(in: $0) }
            .filter { told.insert($0).inserted }
            .map { name in
                warning(
                    .unknownName,
                    "the translation into '\(language)' names '\(name)', which the message does not have",
                    text.range,
                    TemplateError.Note.nearest(name, among: known.sorted())
                )
            }
    }

    private func warning(
        _ code: TemplateWarning.Code,
        _ message: String,
        _ range: Range<Int>,
        _ notes: [TemplateError.Note] = []
    ) -> TemplateWarning {
        TemplateWarning(code, message, in: source.file, at: range, notes: notes)
    }
}
