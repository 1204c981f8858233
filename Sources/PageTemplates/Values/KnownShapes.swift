// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The shapes that mappings had last, so that those with the same keys share one, whoever makes
/// them.
///
/// The members of a mapping are then found where those of an earlier one were, and no key of it
/// is hashed. There is room for a few hundred, and a newer one takes the place of an older one.
enum KnownShapes {
    private static let count = 256
    private static let shapes = Mutex([Shape?](repeating: nil, count: count))

    /// Mappings with more entries are tables of data rather than records.
    private static let longest = 64

    /// A shape that mappings of so many entries with such keys at their ends had; a guess.
    static func guess(_ count: Int, from first: String, to last: String) -> Shape? {
        let place = place(count, first, last)
        return shapes.withLock { $0[place] }
    }

    /// The shape of keys, which is kept.
    ///
    /// - Precondition: `positions` maps every key to its index in `keys`.
    static func shape(keys: [String], positions: TextDictionary<Int>) -> Shape {
        guard let first = keys.first, let last = keys.last, keys.count <= longest,
            keys.allSatisfy({ $0.utf8.count <= longest })
        else { return Shape(keys: keys, positions: positions) }
        let place = place(keys.count, first, last)
        return shapes.withLock { shapes in
            if let known = shapes[place], known.has(keys) { return known }
            let shape = Shape(keys: keys, positions: positions)
            shapes[place] = shape
            return shape
        }
    }

    private static func place(_ count: Int, _ first: String, _ last: String) -> Int {
        var number = count
        for key in [first.utf8, last.utf8] {
            number = number &* 31 &+ key.count
            number = number &* 31 &+ Int(key.first ?? 0)
            number = number &* 31 &+ Int(key.last ?? 0)
        }
        return number % Self.count
    }
}
