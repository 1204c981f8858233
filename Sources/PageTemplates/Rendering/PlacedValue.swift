// SPDX-License-Identifier: Apache-2.0

/// A value that is written at a place, as far as filters tell values apart.
enum PlacedValue {
    case text([UInt8])

    /// Markup: a part of a message, or what the application vouches for.
    case markup([UInt8])

    /// Text that the application vouches for at one kind of place.
    case vouched(SafeText)

    /// What it is, whatever the place.
    var bytes: [UInt8] {
        switch self {
        case .text(let bytes), .markup(let bytes): bytes
        case .vouched(let text): Array(text.text.utf8)
        }
    }

    /// Whether somebody vouches for it at places of a filter.
    func isVouched(at filter: PlaceFilter) -> Bool {
        if case .vouched(let text) = self { filter.trusts(text.use) } else { false }
    }

    /// The text, without its markup.
    var text: [UInt8] {
        if case .markup(let markup) = self { MarkupText.text(of: markup) } else { bytes }
    }
}

extension ValueFilter {
    /// A value as a place takes it, and whether nothing of it was refused.
    func filter(
        _ value: PlacedValue,
        _ filter: PlaceFilter
    ) -> (bytes: [UInt8], isComplete: Bool) {
        switch value {
        case .vouched where value.isVouched(at: filter): (value.bytes, true)
        case .vouched(let text) where text.isAddress: self.filter(value.bytes, filter.ofAddress)
        case .markup where filter == .document: (value.bytes, true)
        // What a script does with markup, it may do as markup.
        case .markup where filter.isOfScript: self.filter(value.bytes, filter)
        case .text, .markup, .vouched: self.filter(value.text, filter)
        }
    }
}
