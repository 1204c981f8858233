// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TemplateSyntax

/// The translation of content, as markup.
struct TranslatedMarkup: Sendable {
    /// What it needs from what is around it.
    let needs: PartNeeds

    /// What is around the names in its text.
    private let sites: [String: [ElementSyntax.Site]]

    /// Whether it and the parts in it can stand wherever there is text.
    var isPlain: Bool { needs.isMet && sites.values.allSatisfy { $0.allSatisfy { $0 == .page } } }

    /// Reads a translation.
    ///
    /// - Parameters:
    ///   - pattern: Its text.
    ///   - place: The place of the message.
    ///   - foreign: What is known to be around it, if that is not HTML.
    init(_ pattern: [UInt8], at place: MessagePlace, in foreign: ForeignMarkup? = nil) {
        guard !place.isTextOnly else {
            var needs = PartNeeds()
            needs.note(pattern[...])
            self.needs = needs
            sites = [:]
            return
        }
        let fragment = MarkupFragment(pattern, in: foreign)
        needs = fragment.needs
        sites = fragment.sites
    }

    /// Where a part of the message would be read otherwise than where it was written, or the whole
    /// one in what is around it.
    ///
    /// - Parameters:
    ///   - id: The id of the message.
    ///   - parts: The parts as they were rendered.
    ///   - setting: What is around the message.
    /// - Returns: The error; `nil` where all is well.
    func problem(
        ofMessage id: String,
        _ parts: [CapturedPart],
        in setting: PartSetting
    ) -> TemplateError? {
        if let problem = needs.problem(of: "the translation of '\(id)'", in: setting) {
            return problem
        }
        for part in parts where part.content.contains(Byte.less) {
            for site in sites[part.name] ?? [] {
                let title = "'\(part.name)' of the message '\(id)'"
                let inner = setting.inside(site)
                if let problem = part.needs.problem(of: title, in: inner) { return problem }
            }
        }
        return nil
    }
}

/// The translations that a program has put into markup, by their texts.
final class TranslatedMarkupCache: Sendable {
    private let known = Mutex<[Key: TranslatedMarkup]>([:])

    private struct Key: Hashable {
        let pattern: [UInt8]
        let isTextOnly: Bool
        let foreign: ForeignMarkup?
    }

    /// A page has as many as messages with values, in each language.
    private static let limit = 512

    /// A translation, which is read where it is met for the first time.
    func markup(
        of pattern: [UInt8],
        at place: MessagePlace,
        in foreign: ForeignMarkup?
    ) -> TranslatedMarkup {
        let key = Key(pattern: pattern, isTextOnly: place.isTextOnly, foreign: foreign)
        if let found = known.withLock({ $0[key] }) { return found }
        let markup = TranslatedMarkup(pattern, at: place, in: foreign)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[key] = markup
        }
        return markup
    }
}
