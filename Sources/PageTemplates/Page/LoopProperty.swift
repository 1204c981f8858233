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
