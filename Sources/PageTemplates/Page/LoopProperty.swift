// SPDX-License-Identifier: Apache-2.0

/// The properties of a repeat variable, `repeat/NAME/…`.
enum LoopProperty: String, Sendable, CaseIterable {
    /// The position from 0.
    case index
    /// The position from 1.
    case number
    case even
    case odd
    /// `odd` for the first, third, ... item, `even` for the others.
    case parity
    case start
    case end
    case first
    case last
    case length
    /// The position as `a` … `z`, `aa`, `ab`, ...
    case letter
    case upperLetter = "Letter"
    /// The number in Roman digits.
    case roman
    case upperRoman = "Roman"
    case item
    /// The key, where the sequence is a mapping.
    case key
}

/// `repeat/NAME/first/a/b`: whether the item is the first one with its value of `a/b`, for it
/// differs from that of the item before; and the same for `last` and the item behind.
struct LoopBoundary: Sendable {
    let side: Side

    /// The steps from an item to the value.
    let names: [String]

    enum Side: Sendable {
        case first
        case last
    }

    /// The boundary that a property and the names behind it mean, if they mean one.
    init?(_ property: LoopProperty, _ names: [String]) {
        switch property {
        case .first: side = .first
        case .last: side = .last
        default: return nil
        }
        self.names = names
    }
}
