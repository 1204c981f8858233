// SPDX-License-Identifier: Apache-2.0

/// How a value is written: what becomes of it, and which bytes are escaped.
struct Writing: Sendable, Hashable {
    var filter = PlaceFilter.none
    let escaping: Escaping

    init(_ escaping: Escaping, _ filter: PlaceFilter = .none) {
        self.escaping = escaping
        self.filter = filter
    }

    /// Whether markup that somebody vouches for goes out as it is.
    var takesMarkup: Bool { filter == .none && escaping.isText }
}
