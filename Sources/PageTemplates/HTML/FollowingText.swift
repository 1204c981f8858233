// SPDX-License-Identifier: Apache-2.0

/// What stands behind a value in the same attribute or code.
struct FollowingText: Sendable, Hashable {
    /// The template's own text behind it, or behind the values that stand right behind it, up to
    /// the next value.
    let literal: [UInt8]

    /// Whether another value stands right behind it.
    let isBehindValue: Bool

    /// Nothing.
    static let end = FollowingText([])

    init(_ literal: [UInt8], isBehindValue: Bool = false) {
        self.literal = literal
        self.isBehindValue = isBehindValue
    }

    /// What stands behind one of some pieces.
    ///
    /// - Parameters:
    ///   - index: The value.
    ///   - pieces: All pieces.
    ///   - text: The text of a piece; `nil` for a value.
    init<Piece>(behind index: Int, of pieces: [Piece], _ text: (Piece) -> [UInt8]?) {
        let next = pieces[(index + 1)...].first { text($0) != nil }
        let isBehindValue = index + 1 < pieces.count && text(pieces[index + 1]) == nil
        self.init(next.flatMap(text) ?? [], isBehindValue: isBehindValue)
    }

    var isEmpty: Bool { literal.isEmpty && !isBehindValue }
    var first: UInt8? { literal.first }

    /// The same as far as the text goes without a byte.
    func prefix(_ isTaken: (UInt8) -> Bool) -> FollowingText {
        FollowingText(Array(literal.prefix(while: isTaken)), isBehindValue: isBehindValue)
    }
}
