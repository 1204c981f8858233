// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TemplateSyntax

/// The translations that a program has put into markup, by their texts.
final class FragmentCache: Sendable {
    private let known = Mutex<[Key: MarkupFragment]>([:])

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
    ) -> MarkupFragment {
        let key = Key(pattern: pattern, isTextOnly: place.isTextOnly, foreign: foreign)
        if let found = known.withLock({ $0[key] }) { return found }
        let markup = MarkupFragment(pattern, isTextOnly: place.isTextOnly, in: foreign)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[key] = markup
        }
        return markup
    }
}
