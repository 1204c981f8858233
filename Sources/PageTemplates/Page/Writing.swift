// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// How a value is written: what becomes of it, and which bytes are escaped.
struct Writing: Sendable, Hashable {
    let filter: PlaceFilter
    let escaping: Escaping

    /// What the source says of what is around markup.
    let site: ElementSyntax.Site

    /// Whether text needs nothing but to be escaped, as it does at most places of HTML.
    let isPlain: Bool

    init(
        _ escaping: Escaping,
        _ filter: PlaceFilter = .none,
        _ site: ElementSyntax.Site = .page
    ) {
        self.escaping = escaping
        self.site = site
        self.filter = filter
        isPlain = filter == .none && !escaping.isXML
    }

    /// Whether markup that somebody vouches for goes out as it is.
    var takesMarkup: Bool { filter == .none && escaping.isText }
}
