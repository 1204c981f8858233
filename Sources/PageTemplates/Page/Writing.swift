// SPDX-License-Identifier: Apache-2.0

/// How a value is written: what becomes of it, and which bytes are escaped.
struct Writing: Sendable, Hashable {
    let filter: PlaceFilter
    let escaping: Escaping

    /// Whether text needs nothing but to be escaped, as it does at most places of HTML.
    let isPlain: Bool

    init(_ escaping: Escaping, _ filter: PlaceFilter = .none) {
        self.escaping = escaping
        self.filter = filter
        isPlain = filter == .none && !escaping.isXML
    }

    /// Whether markup that somebody vouches for goes out as it is.
    var takesMarkup: Bool { filter == .none && escaping.isText }
}
