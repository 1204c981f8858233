// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The translation of content, as markup.
struct TranslatedMarkup: Sendable {
    /// What it needs from what is around it.
    let needs: PartNeeds

    /// What is around the names in its text.
    let sites: [String: [ElementSyntax.Site]]

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
}
